"""Each case is one schema twice, as TypeScript and as the SQL that drizzle-kit makes of it: both readers must give the same Schema."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.model import Dialect, Schema, Table
from bot.parse.drizzle import read_drizzle
from bot.parse.sql import replay
from tests.trees import MemoryTree

CASES = sorted((Path(__file__).parent.parent / "cases").iterdir())
COMPARED = [field.name for field in fields(Table) if field.name not in ("span", "implicit_indexes", "unread", "variable")]


def from_typescript(case: Path) -> Schema:
    options = tomllib.loads((case / "case.toml").read_text())
    tree = MemoryTree(case.name, {path.name: path.read_bytes() for path in case.glob("*.ts")})
    return read_drizzle(tree, ["schema.ts"], dialect=Dialect(options["dialect"]), casing=options.get("casing"), kit=options.get("kit", 0))


def from_sql(case: Path) -> Schema:
    options = tomllib.loads((case / "case.toml").read_text())
    return replay([("schema.sql", (case / "schema.sql").read_text())], dialect=Dialect(options["dialect"])).schema


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_readers_give_the_same_schema(case: Path) -> None:
    drizzle, sql = from_typescript(case), from_sql(case)
    assert (drizzle.problems(), sql.problems()) == ((), ())
    assert [table.full_name for table in drizzle.tables] == [table.full_name for table in sql.tables]
    for table in drizzle.tables:
        other = sql.table(table.full_name)
        assert {name: ordered(getattr(table, name)) for name in COMPARED} == {name: ordered(getattr(other, name)) for name in COMPARED}
    assert replace(drizzle, unread=()) == replace(sql, unread=())


def ordered(value: object) -> object:
    return sorted(value, key=lambda item: str(getattr(item, "name", item))) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_node_has_its_place(case: Path) -> None:
    drizzle = from_typescript(case)
    assert drizzle.tables
    for table in drizzle.tables:
        text = (case / table.span.path).read_text().splitlines()
        parts = (*table.columns, *table.uniques, *table.foreign_keys, *table.checks, *table.indexes, *table.policies)
        for node in (table, *parts, *([table.primary_key] if table.primary_key else [])):
            lines = text if node.span.path == table.span.path else (case / node.span.path).read_text().splitlines()
            assert 1 <= node.span.line <= node.span.end_line <= len(lines)
            assert lines[node.span.line - 1][node.span.column - 1].strip()


def test_there_are_cases_for_every_dialect_and_line() -> None:
    assert {case.name.split("-")[0] for case in CASES} == {"pg", "mysql", "sqlite", "kit1"}
