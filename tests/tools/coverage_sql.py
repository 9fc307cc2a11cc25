"""Count what the SQL reader makes of the statements in clones, or in a folder of `.sql` files.

Usage: python -m tests.tools.coverage_sql DIR [--dialect DIALECT] [--all] [--only TEXT] [--json FILE]

DIR is a folder of clones (see tests/tools/clones.py), each read at HEAD, or a folder with `.sql` files. Projects and their dialects are
found as in a review, and all their migrations are replayed. With --all every other `.sql` file is read too, each by itself; one whose
dialect nothing tells is left out, unless --dialect names it.

A statement is analysed (it makes Changes, or none that the Schema holds), data, a setting or transaction, opaque (known and deliberately
not looked into) or not analysed. "In part" are those of the first four of which a clause was not understood; what a Problem says about
the history, not about reading, is counted apart.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from bot.config import Config
from bot.errors import BotError
from bot.model import Dialect, Problem, Replay, Span, Step, StepKind, Tree, texts
from bot.parse.sql import replay
from bot.parse.sql.problems import does_not_exist, exists_already, missing_separator
from bot.projects import find_projects, migrations
from bot.projects.contents import text_of
from bot.projects.dialects import dialect_of_sql
from bot.render.neutral import plain_message
from bot.sources import commit_tree, folder_tree
from tests.tools.clones import clones

NOWHERE = Span("", 1, 1)
OF_HISTORY = {problem(NOWHERE, "").message.template("en") for problem in (does_not_exist, exists_already)} | {
    missing_separator(NOWHERE, "").message.template("en")
}
LABELS = {
    StepKind.SCHEMA: "analysed",
    StepKind.DATA: "data",
    StepKind.SETTING: "settings and transactions",
    StepKind.TRANSACTION: "settings and transactions",
    StepKind.OPAQUE: "opaque",
    StepKind.NOT_ANALYSED: "not analysed",
}


@dataclass(frozen=True, slots=True)
class Covered:
    """One project or file: how many statements of each label, the heads of those that were not understood, and what was said."""

    label: str
    dialect: str
    files: int
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    heads: Counter[str] = field(default_factory=Counter)
    problems: tuple[tuple[str, str], ...] = ()
    failure: str | None = None

    @property
    def statements(self) -> int:
        """All of them."""
        return sum(self.counts[label] for label in set(LABELS.values()))

    def data(self) -> dict[str, object]:
        """Everything as JSON data."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def covered(label: str, files: list[tuple[str, str | Problem]], dialect: Dialect) -> Covered:
    """Replay the files and count."""
    start = time.process_time()
    try:
        found = replay(files, dialect=dialect)
    except Exception as error:  # noqa: BLE001 # the measurement counts crashes
        return Covered(label, dialect.value, len(files), failure=f"CRASH {error!r}")
    spent = time.process_time() - start
    said = dict(_said(found))
    counts = Counter(LABELS[step.kind] for step in found.steps)
    misread = [
        step for place, step in enumerate(found.steps) if step.kind is StepKind.NOT_ANALYSED or said.get(place, "") not in {"", *OF_HISTORY}
    ]
    counts["in part"] = sum(step.kind is not StepKind.NOT_ANALYSED for step in misread)
    problems = tuple(
        (problem.message.template("en"), f"{problem.span.path}:{problem.span.line}: {plain_message(problem.message, 'en')}")
        for problem in found.problems
    )
    return Covered(label, dialect.value, len(files), spent, counts, Counter(map(head, misread)), problems)


def _said(found: Replay) -> Iterator[tuple[int, str]]:
    """The place of each Step that a Problem is about, with the Problem's words: both come in the order of the text."""
    places = iter(enumerate(found.steps))
    place, step = next(places, (0, None))
    for problem in found.problems:
        while step and not (step.span.path == problem.span.path and step.span.line <= problem.span.line <= step.span.end_line):
            place, step = next(places, (0, None))
        if step:
            yield place, problem.message.template("en")
            place, step = next(places, (0, None))


def head(step: Step) -> str:
    """The first words of a statement, by which they are grouped."""
    return f"{step.kind.value}: {' '.join(step.text.split()[:3])[:50].lower()}"


def in_tree(tree: Tree, name: str, options: argparse.Namespace) -> Iterator[Covered]:
    """The projects of a Tree, and with --all its other SQL files."""
    asked = Dialect(options.dialect) if options.dialect else None
    used: set[str] = set()
    for project in find_projects(tree, Config(), dialect=asked)[0]:
        files = list(texts(migrations(tree, project)[0]))
        used |= {path for path, _ in files}
        if files:
            yield covered(f"{name} {project.name}", files, project.dialect)
    for path in tree.paths if options.all else ():
        text = text_of(tree, path) if path.endswith(".sql") and path not in used else ""
        dialect = asked or dialect_of_sql((text,))
        if text and dialect:
            yield covered(f"{name} {path}", [(path, text)], dialect)


def in_folder(folder: Path, options: argparse.Namespace) -> Iterator[Covered]:
    """Every clone in the folder, or the folder itself where it holds none."""
    found = list(clones(folder))
    if not found:
        yield from in_tree(folder_tree(folder), folder.name, options)
    for clone in found:
        name = (clone.parent if clone.name == "repo" else clone).name
        if options.only in name:
            try:
                yield from in_tree(commit_tree(clone, "HEAD"), name, options)
            except BotError as error:
                yield Covered(name, "", 0, failure=str(error))


def report(rows: list[Covered]) -> Iterator[str]:
    """The text: one line a project, totals, heads, what was said, slowest."""
    for row in rows:
        missed = f", {row.counts['not analysed']} not analysed, {row.counts['in part']} in part" if row.heads else ""
        yield row.failure or f"{row.seconds:7.2f}  {row.label} ({row.dialect}): {row.statements} statements in {row.files} files{missed}"
    counts: Counter[str] = sum((row.counts for row in rows), Counter())
    whole = sum(row.statements for row in rows)
    yield f"\n{whole} statements of {len(rows)} projects or files"
    for label in (*dict.fromkeys(LABELS.values()), "in part"):
        yield f"{counts[label]:9}  {100 * counts[label] / max(whole, 1):6.2f} %  {label}"
    yield f"{sum(row.failure is not None for row in rows):9}  failures"
    for title, found in (
        ("Heads of what was not analysed, or in part", sum((row.heads for row in rows), Counter())),
        ("What was said", Counter(template for row in rows for template, _ in row.problems)),
    ):
        yield f"\n{title}"
        yield from (f"{number:9}  {text}" for text, number in found.most_common(25))
    yield "\nSlowest"
    yield from (f"{row.seconds:7.2f}  {row.label}, {row.statements} statements" for row in sorted(rows, key=lambda row: -row.seconds)[:8])


def main() -> int:
    """Count, print, and say whether anything crashed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dialect", choices=[dialect.value for dialect in Dialect])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = list(in_folder(options.folder, options))
    sys.stdout.write("\n".join(report(rows)) + "\n")
    if options.json:
        options.json.write_text(json.dumps([row.data() for row in rows], indent=1), encoding="utf-8")
    return int(any((row.failure or "").startswith("CRASH") for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
