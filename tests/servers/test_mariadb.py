"""Every statement form, run on MariaDB and replayed: the catalogue and the Schema say the same in the end.

`cases/mariadb/<name>.sql`, and the cases of tests/parse/sql; in `mariadb-refused` are statements that the server refuses, and those around
them. What only MySQL does is in `cases/mysql-documented`.
"""

import re
from pathlib import Path

import pytest

from bot.model import Dialect, Schema, StepKind
from bot.parse.sql import replay
from tests.servers.catalog_mariadb import as_read, is_taken
from tests.servers.facts import differences, facts

# a case for an older server: this one is told to treat timestamps as those did
VERSION = re.compile(r"-- version: (\S+)")
FOLDER = Path(__file__).parent / "cases"
PLAIN = Path(__file__).parents[1] / "parse" / "sql" / "cases" / "mysql"
CASES = sorted((*(FOLDER / "mariadb").glob("*.sql"), *PLAIN.glob("*/*.sql")))
REFUSED = sorted((FOLDER / "mariadb-refused").glob("*.sql"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_the_replay_is_what_the_server_holds(case, mariadb, mariadb_server):
    text = case.read_text()
    version = VERSION.match(text)
    found = replay([(case.name, text)], dialect=Dialect.MARIADB, version=version and version[1])
    assert found.problems == ()
    with mariadb.cursor() as cursor:
        if version:
            cursor.execute("SET explicit_defaults_for_timestamp = 0, sql_mode = ''")
        for step in found.steps:
            assert step.kind is not StepKind.NOT_ANALYSED
            cursor.execute(step.text)

    assert differences(facts(mariadb_server.canonical(found.schema)), facts(as_read(mariadb))) == []


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.stem)
def test_what_the_server_refuses_is_a_problem(case, mariadb, mariadb_server):
    schema, refused = Schema(Dialect.MARIADB), []
    for step in replay([(case.name, case.read_text())], dialect=Dialect.MARIADB).steps:
        found = replay([(case.name, step.text)], dialect=Dialect.MARIADB, start=schema)
        if is_taken(step.text, mariadb):
            assert found.problems == (), step.text
            schema = found.schema
        else:
            refused.append(step.text)
            assert found.problems, step.text

    assert refused
    assert differences(facts(mariadb_server.canonical(schema)), facts(as_read(mariadb))) == []


@pytest.mark.parametrize("clause", ["MODIFY n bigint", "ALGORITHM = COPY"])
def test_a_foreign_key_that_outlives_drop_constraint_is_a_problem(clause, mariadb):
    made = "CREATE TABLE t (id int PRIMARY KEY, n int, up int, CONSTRAINT t_up FOREIGN KEY (up) REFERENCES t (id))"
    dropped = f"ALTER TABLE t DROP CONSTRAINT t_up, {clause}"
    for statement in (made, dropped):
        assert is_taken(statement, mariadb)
    table = as_read(mariadb).table("t")
    assert table is not None
    kept = table.foreign_keys
    assert [key.name for key in kept] == ["t_up"]
    found = replay([("0.sql", f"{made};{dropped}")], dialect=Dialect.MARIADB)
    assert [problem.message.values for problem in found.problems] == [(("name", "t:t_up"),)]
    assert found.schema.tables[0].unread == found.problems
