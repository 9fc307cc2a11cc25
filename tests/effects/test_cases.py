"""What we say of a statement is what was recorded, and what was recorded is what the servers do."""

import pytest

from bot.model import Dialect
from tests.effects import measured_mariadb, measured_postgresql, measured_sqlite
from tests.effects.cases import Case, cases

ALL = [case for dialect in (Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.SQLITE) for case in cases(dialect)]
SERVERS = {
    Dialect.POSTGRESQL: measured_postgresql.measure,
    Dialect.MARIADB: measured_mariadb.measure,
    Dialect.SQLITE: measured_sqlite.measure,
}


def called(case: Case) -> str:
    return f"{case.dialect}: {case.name}"


@pytest.mark.parametrize("case", ALL, ids=called)
def test_the_effects_are_those_that_were_recorded(case: Case):
    assert case.expected() == case.recorded | case.judged


@pytest.mark.parametrize("case", ALL, ids=called)
def test_the_server_shows_what_was_recorded(case: Case):
    assert SERVERS[case.dialect](case) == case.recorded
