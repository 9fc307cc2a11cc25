"""What only MySQL does, from its manual: no MySQL runs here, so that each expected schema is documented and not measured.

`cases/mysql-documented/<name>.sql`: the page of the manual or the closed feature request, the server's version where it matters, a
migration, and behind `-- result` the schema that the page says comes of it, with every name and index written out.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import Dialect, Schema
from bot.parse.sql import replay
from tests.servers.facts import differences, facts

CASES = sorted((Path(__file__).parent / "cases" / "mysql-documented").glob("*.sql"))
PAGE = re.compile(r"-- https://(?:dev\.mysql\.com/doc/refman/|bugs\.mysql\.com/bug\.php)\S+\n")
VERSION = re.compile(r"^-- version: (\S+)$", re.MULTILINE)
RESULT = "-- result\n"


def replayed(name: str, text: str, version: str | None = None) -> Schema:
    """What the text leaves; indexes that the server makes by itself are indexes like those that are written out."""
    found = replay([(name, text)], dialect=Dialect.MYSQL, version=version)
    assert found.problems == ()
    tables = (replace(t, indexes=(*t.indexes, *t.implicit_indexes), implicit_indexes=()) for t in found.schema.tables)
    return replace(found.schema, tables=tuple(tables))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_replay_is_what_the_manual_says(case):
    text = case.read_text()
    assert PAGE.match(text)
    migration, result = text.split(RESULT)
    version = VERSION.search(migration)

    ours = replayed("migration.sql", migration, version and version[1])

    assert differences(facts(ours), facts(replayed("result.sql", result))) == []


@pytest.mark.parametrize(("version", "names"), [("10.4", []), ("10.5", ["child_ibfk_1"]), (None, ["child_ibfk_1"])])
def test_mariadb_makes_keys_of_inline_references_since_10_5(version, names):
    """https://jira.mariadb.org/browse/MDEV-20729"""
    text = "CREATE TABLE parent (id INT PRIMARY KEY); CREATE TABLE child (parent INT REFERENCES parent (id))"
    child = replay([("a.sql", text)], dialect=Dialect.MARIADB, version=version).schema.table("child")
    assert [key.name for key in child.foreign_keys] == names
    assert len(child.implicit_indexes) == len(names)


@pytest.mark.parametrize("statement", ["ALTER CHECK missing NOT ENFORCED", "ALTER CHECK t_chk_1", "ALTER CONSTRAINT missing ENFORCED"])
def test_what_alter_check_cannot_do_is_a_problem(statement):
    found = replay([("a.sql", f"CREATE TABLE t (a INT CHECK (a > 0)); ALTER TABLE t {statement}")], dialect=Dialect.MYSQL)
    assert [problem.span.line for problem in found.problems] == [1]
