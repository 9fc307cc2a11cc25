"""What pg_dump writes of a database that the corpus made reads back to what the database holds."""

import shutil
import subprocess

import pytest

from bot.model import Dialect
from bot.parse.sql import replay
from tests.servers.test_postgresql import CASES, compare, needed, run

VERSION = 15


def dumped(connection):
    info = connection.info
    where = ["--host", info.host, "--port", str(info.port), "--username", info.user, "--dbname", info.dbname]
    return subprocess.run(["pg_dump", "--schema-only", "--no-privileges", *where], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("case", [case for case in CASES if needed(case) <= VERSION], ids=lambda case: case.stem)
def test_a_dump_reads_back(case, postgresql_servers, missing_oracle):
    if shutil.which("pg_dump") is None:
        missing_oracle("no pg_dump on the path")
    found = replay([(case.name, case.read_text())], dialect=Dialect.POSTGRESQL)
    with postgresql_servers.database(VERSION) as connection:
        try:
            for step in found.steps:
                run(connection, step)
            text = dumped(connection)
            again = replay([("dump.sql", text)], dialect=Dialect.POSTGRESQL)
            assert again.problems == ()
            compare(connection, again.schema, text)
        finally:
            for role in found.schema.roles:
                connection.execute(f'DROP OWNED BY "{role}"; DROP ROLE "{role}"')
