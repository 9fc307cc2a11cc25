"""Every statement form, run on MariaDB and replayed: the catalogue and the Schema say the same in the end.

`cases/mariadb/<name>.sql`; what only MySQL does is in `cases/mysql-documented`.
"""

from pathlib import Path

import pytest

from bot.model import Dialect, StepKind
from bot.parse.sql import replay
from tests.servers.canonical_mariadb import canonical
from tests.servers.catalog_mariadb import as_read
from tests.servers.facts import differences, facts

CASES = sorted((Path(__file__).parent / "cases" / "mariadb").glob("*.sql"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_replay_is_what_the_server_holds(case, mariadb):
    found = replay([(case.name, case.read_text())], dialect=Dialect.MARIADB)
    assert found.problems == ()
    with mariadb.cursor() as cursor:
        for step in found.steps:
            assert step.kind is not StepKind.NOT_ANALYSED
            cursor.execute(step.text)

    assert differences(facts(canonical(mariadb, found.schema)), facts(as_read(mariadb))) == []
