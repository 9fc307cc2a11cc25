"""Random sequences of statements, compared with the server after every one: `make torture SEQUENCES=2000` for a long run."""

import os

import psycopg
from hypothesis import HealthCheck, Phase, given, settings

from bot.model import Dialect, Schema
from bot.parse.sql import replay
from tests.servers.sequences_postgresql import sequences
from tests.servers.test_postgresql import compare

SEQUENCES = int(os.environ.get("SEQUENCES", "30"))
VERSION = 16
FRESH = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def test_postgresql_and_the_replay_agree_after_every_statement(postgresql_servers):
    with postgresql_servers.database(VERSION) as connection:

        @settings(max_examples=SEQUENCES, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate, Phase.shrink))
        @given(statements=sequences())
        def agree(statements: list[str]) -> None:
            connection.execute(FRESH)
            schema = Schema(Dialect.POSTGRESQL)
            done: list[str] = []
            for statement in statements:
                try:
                    connection.execute(statement)
                except psycopg.Error:
                    continue
                done.append(statement)
                found = replay([("sequence.sql", statement)], dialect=Dialect.POSTGRESQL, start=schema)
                schema = found.schema
                history = ";\n".join(done)
                assert found.problems == (), history
                compare(connection, schema, history)

        agree()
