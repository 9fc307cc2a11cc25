"""Golden cases: `before.sql` and `after.sql` (or `migration.sql`, which runs on top of before) give exactly `changes.txt`.

A first line `-- dialect: mysql` says what the files are written in; without it that is PostgreSQL. A line of `changes.txt` is the kind
of change and its object, `old -> new` for a rename, the attributes that an alteration changes, and `(guess)` where it is uncertain.
"""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.diff import diff
from bot.model import Change, Dialect, Replay, Schema, apply, change_kind, change_object, part_object
from bot.parse.sql import replay

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/changes.txt"))


def described(change: Change) -> str:
    kind, name = change_kind(change), change_object(change)
    words = [kind, name]
    if change.before is not None and change.after is not None:
        table = getattr(change, "table", None)
        old = part_object(table, change.before) if table else change.before.full_name
        words = [kind, old, "->", name] if old != name else [kind, name, *altered(change)]
    return " ".join(words if change.certain else (*words, "(guess)"))


def altered(change: Change) -> list[str]:
    names = [field.name for field in fields(change.before) if field.name not in ("span", "unread", "implicit", "variable")]
    if change_kind(change) == "alter-table":
        names = ["comment", "row_security", "options"]
    return sorted(name for name in names if getattr(change.before, name) != getattr(change.after, name))


def dialect_of(text: str) -> Dialect:
    found = re.match(r"-- dialect: (\w+)", text)
    return Dialect(found[1]) if found else Dialect.POSTGRESQL


def read(path: Path, start: Schema | None = None) -> Replay:
    text = path.read_text(encoding="utf-8")
    return replay([(path.name, text)], dialect=start.dialect if start else dialect_of(text), start=start)


def sides(case: Path) -> tuple[Schema, Replay]:
    before = read(case / "before.sql").schema
    migration = case / "migration.sql"
    return before, read(migration, before) if migration.exists() else read(case / "after.sql")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_changes_are_these(case):
    before, after = sides(case)
    known = [change for step in after.steps for change in step.changes] if (case / "migration.sql").exists() else ()
    found = [described(change) for change in diff(before, after.schema, known=known)]
    assert found == (case / "changes.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_read_case_ends_where_it_should(case):
    before, after = sides(case)
    if not before.problems() and not after.schema.problems():
        assert diff(apply(diff(before, after.schema), before), after.schema) == ()


def test_there_are_cases():
    assert CASES


@pytest.mark.parametrize("case", [case for case in CASES if case.name.startswith("after-lost")], ids=lambda case: case.name)
def test_what_was_lost_is_missing_and_said(case):
    before, after = sides(case)
    assert after.problems
    held = [{(table.full_name, column) for table in side.tables for column in table.column_names()} for side in (before, after.schema)]
    assert held[1] < held[0]
