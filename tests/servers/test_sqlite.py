"""SQLite itself runs every case and holds after every statement exactly what the replay says."""

import shutil
import sqlite3
import subprocess
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


# Python's own dump writes the tables behind virtual ones as ordinary tables
@pytest.mark.parametrize("case", [case for case in CASES if "VIRTUAL TABLE" not in case.read_text()], ids=lambda case: case.stem)
def test_a_dump_reads_back_to_the_same_schema(case, tmp_path):
    with closing(sqlite3.connect(tmp_path / "made.db", isolation_level=None)) as connection:
        for statement in statements(case.read_text()):
            if REFUSED not in statement:
                connection.execute(statement)
    with closing(sqlite3.connect(tmp_path / "made.db")) as connection:  # without what was attached or temporary
        held = facts(read_schema(connection))
        connection.row_factory = None
        dumped = "\n".join(connection.iterdump())
    found = replay([("dump.sql", dumped)], dialect=Dialect.SQLITE)
    assert found.problems == ()
    assert facts(found.schema) == held


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_shells_own_dump_reads_back_to_the_same_schema(case, tmp_path, missing_oracle):
    shell = shutil.which("sqlite3") or missing_oracle("there is no sqlite3 shell")
    script = "".join(statement for statement in statements(case.read_text()) if REFUSED not in statement)
    command = [shell, "made.db"]
    done = subprocess.run(command, cwd=tmp_path, input=f"{script}\n.dump\n", capture_output=True, text=True, check=False)  # found above
    dumped = done.stdout[done.stdout.index("PRAGMA foreign_keys=OFF;") :]
    with closing(sqlite3.connect(tmp_path / "made.db")) as connection:
        held = facts(read_schema(connection))
    found = replay([("dump.sql", f".bail on\n{dumped}")], dialect=Dialect.SQLITE)
    assert found.problems == ()
    assert facts(found.schema) == held


def is_known_to_fail(statement: str, schema: Schema) -> bool:
    """Whether the replay says that the statement cannot run, or the effects do."""
    found = replay([("", statement)], dialect=Dialect.SQLITE, start=schema)
    failing = (effects_of(step, base=schema, project=PROJECT) for step in found.steps)
    return bool(found.problems) or any(Effect.FAILS in each for each in failing)
