"""Designs put literally into SQL: the rules speak on exactly the marked lines, and those of the design category nowhere else."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config, Migrations, ProjectConfig
from bot.lint import default_rules
from bot.model import Dialect
from bot.review import review
from tests.trees import MemoryTree

DESIGNS = sorted(Path(__file__).parent.glob("*.sql"))
MARK = re.compile(r"\d{3}-\d{2}(?:, \d{3}-\d{2})*: (?P<rule>[a-z-]+)")


def marks(text: str) -> set[tuple[int, str]]:
    found = ((number, line.partition(" -- ")[2]) for number, line in enumerate(text.splitlines(), 1))
    return {(number, mark["rule"]) for number, comment in found for mark in MARK.finditer(comment)}


def silent_lines(text: str) -> set[int]:
    return {number for number, line in enumerate(text.splitlines(), 1) if line.endswith("-- silent")}


def verdicts(text: str) -> set[tuple[int, str]]:
    """The lines on which a default rule speaks about the design as a new schema."""
    dialect = Dialect(text.splitlines()[0].rpartition(" ")[2])
    project = ProjectConfig(name="design", dialect=dialect, migrations=Migrations(path="schema.sql"))
    base, head = MemoryTree("base", {}), MemoryTree("head", {"schema.sql": text})
    result = review(base, head, tip=base, config=Config(projects=(project,)), rules=default_rules(), today=date(2026, 1, 1)).projects[0]
    assert not result.problems
    return {(place.span.line, said.rule) for said in (*result.findings, *result.questions) for place in said.places}


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_the_rules_speak_on_the_marked_lines(path):
    text = path.read_text(encoding="utf-8")
    named = {rule for design in DESIGNS for _, rule in marks(design.read_text(encoding="utf-8"))}
    judged = named | {rule.name for rule in default_rules() if rule.category == "design"}
    assert {verdict for verdict in verdicts(text) if verdict[1] in judged} == marks(text)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_no_rule_at_all_speaks_on_a_silent_line(path):
    text = path.read_text(encoding="utf-8")
    assert not {verdict for verdict in verdicts(text) if verdict[0] in silent_lines(text)}
