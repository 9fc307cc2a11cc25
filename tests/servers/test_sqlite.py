"""SQLite itself runs every case and holds after every statement exactly what the replay says."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.effects import effects_of
from bot.model import Dialect, Effect, Message, Project, Schema
from bot.parse.sql import replay
from tests.servers.sqlite import read_schema
from tests.servers.sqlite_facts import facts

CASES = sorted((Path(__file__).parent / "cases" / "sqlite").glob("*.sql"))
REFUSED = "-- refused"
PROJECT = Project("test", Dialect.SQLITE, Message.of(en="a test", ko="테스트"))


def statements(script: str) -> Iterator[str]:
    """The statements of a script, by SQLite's own judgement of where one ends; each begins on a line of its own."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""
    if begun.strip():
        yield begun


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_sqlite_holds_what_the_replay_says(case):
    schema = Schema(Dialect.SQLITE)
    run = ""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in statements(case.read_text()):
            if REFUSED in statement:
                with pytest.raises(sqlite3.Error):
                    connection.execute(statement)
                assert is_known_to_fail(statement, schema), statement
                continue
            connection.execute(statement)
            run += statement
            found = replay([(case.name, run)], dialect=Dialect.SQLITE)
            assert found.problems == (), statement
            assert Effect.FAILS not in effects_of(found.steps[-1], base=schema, project=PROJECT), statement
            schema = found.schema
            assert facts(schema) == facts(read_schema(connection)), statement


def is_known_to_fail(statement: str, schema: Schema) -> bool:
    """Whether the replay says that the statement cannot run, or the effects do."""
    found = replay([("", statement)], dialect=Dialect.SQLITE, start=schema)
    failing = (effects_of(step, base=schema, project=PROJECT) for step in found.steps)
    return bool(found.problems) or any(Effect.FAILS in each for each in failing)
