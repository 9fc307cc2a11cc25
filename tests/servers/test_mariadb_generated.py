"""Random sequences of alterations: after every statement that the server takes, the replay is what the server holds.

`SEQUENCES=2000` runs that many sequences, seeds from `FIRST_SEED` on.
"""

import os
from random import Random

import pytest

from bot.model import Dialect, Schema
from bot.parse.sql import replay
from tests.servers.alterations_mariadb import statement
from tests.servers.canonical_mariadb import empty
from tests.servers.catalog_mariadb import as_read, is_taken
from tests.servers.facts import differences, facts

SEQUENCES = int(os.environ.get("SEQUENCES", "3"))
FIRST = int(os.environ.get("FIRST_SEED", "0"))
LENGTH = 8


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEQUENCES))
def test_every_statement_leaves_what_the_server_holds(seed, mariadb_ground, mariadb_server):
    random, schema, ran = Random(seed), Schema(Dialect.MARIADB), []
    empty(mariadb_ground)
    while len(ran) < LENGTH:
        text = statement(random, schema)
        if not is_taken(text, mariadb_ground):
            continue
        ran.append(text)
        found = replay([("0000.sql", text)], dialect=Dialect.MARIADB, start=schema)
        said = [str(problem.message) for problem in found.problems]
        schema = found.schema
        different = differences(facts(mariadb_server.canonical(schema)), facts(as_read(mariadb_ground)))
        wrong = [*said, *different]
        assert not wrong, "\n".join((*ran, "", *wrong))
