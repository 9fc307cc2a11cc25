"""A page's example as two Trees and a configuration, and the review of them."""

import re
from datetime import date
from pathlib import Path

from bot.config import Config, Migrations, ProjectConfig
from bot.lint import Rule, load_rules
from bot.lint.page import Example, Fence
from bot.model import Dialect, Place, Review, Side
from bot.review import review
from tests.trees import MemoryTree

RULES = Path(__file__).parents[2] / "rules"
SCHEMA_FILE = "src/schema.ts"
BEFORE_SQL = "drizzle/0000_before.sql"
SINGLE_FILE = "schema.sql"
AFTER_SQL = "drizzle/0001_after.sql"
CORES = {"pg-core": Dialect.POSTGRESQL, "mysql-core": Dialect.MYSQL, "sqlite-core": Dialect.SQLITE}


def default_file(fence: Fence) -> str:
    if fence.file:
        return fence.file
    if fence.language == "ts":
        return SCHEMA_FILE
    return BEFORE_SQL if fence.before else AFTER_SQL


def files(example: Example) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of both sides; one whose fence says `delete` is gone after the change."""
    before = {default_file(fence): fence.text.encode() for fence in example.fences if fence.before}
    after = {default_file(fence): fence.text.encode() for fence in example.fences if not fence.before}
    gone = {default_file(fence) for fence in example.fences if ("delete", "") in fence.attributes}
    return before, {path: text for path, text in (before | after).items() if path not in gone}


def dialect_of(example: Example, rule: Rule) -> Dialect:
    for fence in example.fences:
        for name, value in fence.attributes:
            if name == "dialect":
                return Dialect(value)
        core = re.search(r"drizzle-orm/(\w+-core)", fence.text)
        if core:
            return CORES[core[1]]
    return next(dialect for dialect in Dialect if dialect in rule.dialects)


def config_of(example: Example, rule: Rule) -> Config:
    before, after = files(example)
    paths = {*before, *after}
    project = ProjectConfig(
        name="example",
        dialect=dialect_of(example, rule),
        version=next((value for fence in example.fences for name, value in fence.attributes if name == "version"), None),
        schema=(SCHEMA_FILE,) if SCHEMA_FILE in paths else (),
        migrations=next((Migrations(path=path) for path in ("drizzle", SINGLE_FILE) if any(each.startswith(path) for each in paths)), None),
    )
    return Config(projects=(project,), rules={} if rule.enabled else {rule.name: {"severity": rule.severity}})


def review_example(example: Example, rule: Rule, rules: tuple[Rule, ...] | None = None) -> Review:
    before, after = files(example)
    base, head = MemoryTree("base", before), MemoryTree("head", after)
    return review(base, head, tip=base, config=config_of(example, rule), rules=rules or (rule,), today=date(2026, 1, 1))


def places(result: Review, rule: Rule, example: Example) -> set[tuple[str, str, int]]:
    """Side, file and line of every place of this rule's findings and questions; a file that did not change counts as the base's."""
    project = result.projects[0]
    found = [f for f in project.findings if f.rule == rule.name] + [q for q in project.questions if q.rule == rule.name]
    changed = {default_file(fence) for fence in example.fences if not fence.before}
    return {position(place, changed) for finding in found for place in finding.places}


def position(place: Place, changed: set[str]) -> tuple[str, str, int]:
    return place.side if place.span.path in changed else Side.BASE, place.span.path, place.span.line


def marked(example: Example) -> set[tuple[str, str, int]]:
    return {(Side.BASE if fence.before else Side.HEAD, default_file(fence), line) for fence in example.fences for line in fence.marked}


def all_rules() -> tuple[Rule, ...]:
    return load_rules(RULES)
