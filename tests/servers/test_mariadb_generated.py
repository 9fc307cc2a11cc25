"""Random sequences of alterations: after every statement that the server takes, the replay is what the server holds.

`SEQUENCES=2000` runs that many sequences, seeds from `FIRST_SEED` on.
"""

import os
from random import Random

import pymysql
import pytest

from bot.model import Dialect, Schema
from bot.parse.sql import replay
from tests.servers.alterations_mariadb import statement
from tests.servers.canonical_mariadb import canonical, scratch
from tests.servers.catalog_mariadb import as_read
from tests.servers.facts import differences, facts

SEQUENCES = int(os.environ.get("SEQUENCES", "3"))
FIRST = int(os.environ.get("FIRST_SEED", "0"))
LENGTH = 8


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEQUENCES))
def test_every_statement_leaves_what_the_server_holds(seed, mariadb):
    random, schema, ran = Random(seed), Schema(Dialect.MARIADB), []
    with scratch(mariadb), mariadb.cursor() as cursor:
        while len(ran) < LENGTH:
            text = statement(random, schema)
            try:
                cursor.execute(text)
            except pymysql.err.MySQLError:
                continue
            ran.append(text)
            found = replay([("0000.sql", text)], dialect=Dialect.MARIADB, start=schema)
            said = [str(problem.message) for problem in found.problems]
            schema = found.schema
            different = differences(facts(canonical(mariadb, schema)), facts(as_read(mariadb)))
            wrong = [*said, *different]
            assert not wrong, "\n".join((*ran, "", *wrong))
