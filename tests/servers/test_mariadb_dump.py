"""What `mariadb-dump` writes of a database made by a case reads back to what the database holds."""

import shutil
import subprocess

import pytest

from bot.model import Dialect
from bot.parse.sql import replay
from tests.servers.catalog_mariadb import as_read, rows
from tests.servers.facts import differences, facts
from tests.servers.test_mariadb import CASES, VERSION

NEW_CASES = [case for case in CASES if not VERSION.match(case.read_text())]


@pytest.mark.parametrize("case", NEW_CASES, ids=lambda case: case.stem)
def test_a_dump_reads_back(case, mariadb, mariadb_server, missing_oracle):
    dump = shutil.which("mariadb-dump") or shutil.which("mysqldump") or missing_oracle("mariadb-dump is not installed")
    with mariadb.cursor() as cursor:
        for step in replay([(case.name, case.read_text())], dialect=Dialect.MARIADB).steps:
            cursor.execute(step.text)
    name = rows(mariadb, "SELECT DATABASE() name")[0]["name"]
    command = [dump, "--host=127.0.0.1", f"--port={mariadb.port}", "--user=root", "--skip-dump-date", name]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    found = replay([("dump.sql", text)], dialect=Dialect.MARIADB)
    assert found.problems == ()
    assert differences(facts(mariadb_server.canonical(found.schema)), facts(as_read(mariadb))) == []
