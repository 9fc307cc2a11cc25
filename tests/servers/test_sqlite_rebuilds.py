"""SQLite rebuilds tables full of rows, with and without foreign keys, and loses what the folded Rebuild says."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.diff import rebuilds
from bot.model import Dialect, Rebuild, Schema
from bot.parse.sql import replay
from tests.servers.sqlite import read_schema
from tests.servers.sqlite_facts import facts

CASES = sorted((Path(__file__).parent / "cases" / "rebuilds").glob("*.sql"))
MIGRATION = "-- migration\n"
REACHING = {"cascade", "set null", "set default"}


@dataclass
class Outcome:
    """What the database holds behind the migration; `error` where it did not get there."""

    schema: Schema
    rows: dict[str, list[tuple[object, ...]]]
    error: str | None = None


def run(connection: sqlite3.Connection, script: str) -> Outcome:
    error = None
    try:
        connection.executescript(script)
    except sqlite3.Error as raised:
        error = str(raised)
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
    schema = read_schema(connection)
    rows = {table.name: [tuple(row) for row in connection.execute(f'SELECT * FROM "{table.name}"')] for table in schema.tables}
    return Outcome(schema, rows, error)


def both(case: Path, *, foreign_keys: bool) -> tuple[Outcome, Outcome, tuple[Rebuild, ...], Schema]:
    setup, migration = case.read_text().split(MIGRATION)
    start = replay([("setup.sql", setup)], dialect=Dialect.SQLITE)
    found = replay([("migration.sql", migration)], dialect=Dialect.SQLITE, start=start.schema)
    assert start.problems + found.problems == ()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        before = run(connection, setup)
        assert before.error is None
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        after = run(connection, f"BEGIN; {migration}; COMMIT")  # PRAGMA foreign_keys means nothing inside: what is set above holds
    return before, after, tuple(rebuilds(found.steps, found.schema)), found.schema


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_lost_without_foreign_keys(case):
    before, after, found, schema = both(case, foreign_keys=False)
    assert found
    assert (after.error is not None) == any(rebuild.is_refused for rebuild in found), after.error
    if after.error:
        return
    assert facts(after.schema) == facts(schema)
    for rebuild in found:
        values = {str(value) for row in after.rows[rebuild.after.name] for value in row}
        lost = {column.name for column in rebuild.lost_columns}
        known = markers(before, rebuild)
        assert lost & known == {name for name in known if not any(name in value for value in values)}
        assert rebuild.keeps_every_row == (len(after.rows[rebuild.after.name]) == len(before.rows[rebuild.before.name]))
        missing = {t.name for t in rebuild.before.triggers} - {t.name for t in after.schema.table(rebuild.after.name).triggers}
        assert {trigger.name for trigger in rebuild.lost_triggers} == missing
        dangling = {(t.name, key.target) for t in after.schema.tables for key in t.foreign_keys if not after.schema.table(key.target)}
        assert {(table.name, key.target) for table, key in rebuild.stray} == dangling
    children = {table.name for rebuild in found for table, _ in rebuild.reached}
    assert all(after.rows[name] == before.rows[name] for name in children & before.rows.keys())


def markers(before: Outcome, rebuild: Rebuild) -> set[str]:
    """The columns whose values tell where they come from: they begin with the column's name."""
    rows = before.rows[rebuild.before.name]
    return {name for place, name in enumerate(rebuild.before.column_names()) if str(rows[0][place]).startswith(name)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_lost_with_foreign_keys(case):
    _, after, found, _ = both(case, foreign_keys=True)
    _, unchecked, _, _ = both(case, foreign_keys=False)
    reached = [(rebuild, table, key) for rebuild in found for table, key in rebuild.reached]
    held = any(key.on_delete not in REACHING for _, _, key in reached)
    refused = any(rebuild.is_refused for rebuild in found)
    if held:  # deferred ones are counted by then, and nothing counts them down: COMMIT fails
        assert "FOREIGN KEY" in (after.error or "")
        return
    assert (after.error is not None) == refused, after.error
    for rebuild, table, key in reached if not refused else ():
        # a new table that points at itself points at the old one until that is dropped
        name = table.name if table.name in after.rows else rebuild.after.name
        kept, was = after.rows[name], unchecked.rows[name]
        match key.on_delete:
            case "cascade":
                assert kept == []
            case "set null" | "set default":
                assert len(kept) == len(was)
                assert kept != was
            case _:
                assert kept == was
