"""What the effects and the rules say, held against what servers show: precision and recall, as docs/effects.md has them.

`make measured` prints the tables. Where one is wrong, the differences are in the failure's text.
"""

import pytest

from tests.servers.measured import mariadb, postgresql, sqlite, statements_mariadb, statements_postgresql, statements_sqlite
from tests.servers.measured.score import Score
from tests.servers.measured.shown import scored, shown
from tests.servers.measured.situations import said

DRIVERS = ("sqlite3", "better-sqlite3", "node-sqlite", "libsql", "sql-js")


@pytest.mark.parametrize("version", [15, 16, 18])
def test_postgresql(version, postgresql_servers, record_property):
    score = Score(f"PostgreSQL {version}")
    with postgresql_servers.database(version) as connection:
        server = postgresql.Server(connection)
        for situation in statements_postgresql.situations():
            score.add(situation, *scored(situation, said(situation), shown(situation, server.runs(situation))))
    assert len(score.statements) >= 250
    check(score, record_property)


def test_mariadb(mariadb_ground, record_property):
    score, server = Score("MariaDB 10.11"), mariadb.Server(mariadb_ground)
    with server.connection:
        for situation in statements_mariadb.situations():
            score.add(situation, *scored(situation, said(situation), shown(situation, server.runs(situation))))
    assert len(score.statements) >= 100
    check(score, record_property)


@pytest.mark.parametrize("driver", DRIVERS)
def test_sqlite(driver, tmp_path, missing_oracle, record_property):
    score, situations = Score(f"SQLite over {driver}"), list(statements_sqlite.situations(driver))
    runs = sqlite.measure(situations, driver, tmp_path, missing_oracle)
    for situation in situations:
        score.add(situation, *scored(situation, said(situation), shown(situation, runs[situation])))
    assert len(score.statements) >= 40
    check(score, record_property)


def check(score: Score, record_property) -> None:
    """Both sums, and at least half of the statements made by the generator."""
    record_property("measured", score.table())
    record_property("differences", "\n".join(score.differences))
    sums = dict(score.rows())
    weak = [name for name in ("all effects", "all findings") if min(sums[name].precision, sums[name].recall) < 0.98]
    assert not weak, "\n".join((score.table(), *score.differences))
    assert score.generated * 2 >= len(score.statements)
