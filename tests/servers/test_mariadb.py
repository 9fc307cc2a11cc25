"""Every statement form, run on MariaDB and replayed: the catalogue and the Schema say the same in the end.

`cases/mariadb/<name>.sql`; what only MySQL does is in `cases/mysql-documented`.
"""

import re
from pathlib import Path

import pytest

from bot.model import Dialect, StepKind
from bot.parse.sql import replay
from tests.servers.canonical_mariadb import canonical
from tests.servers.catalog_mariadb import as_read
from tests.servers.facts import differences, facts

# a case for an older server: this one is told to treat timestamps as those did
VERSION = re.compile(r"-- version: (\S+)")
CASES = sorted((Path(__file__).parent / "cases" / "mariadb").glob("*.sql"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_replay_is_what_the_server_holds(case, mariadb):
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

    assert differences(facts(canonical(mariadb, found.schema)), facts(as_read(mariadb))) == []
