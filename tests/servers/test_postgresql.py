"""Every statement form, run on PostgreSQL and replayed: the catalogue and the Schema say the same, after every statement.

`cases/postgresql/<name>.sql`; a file whose first line is `-- server: 18` needs that version.
"""

import re
from pathlib import Path

import pytest

from bot.model import Dialect, Replay, Schema, Step
from bot.parse.sql import replay
from tests.servers.canonical_postgresql import as_read, canonical
from tests.servers.facts import differences, facts
from tests.servers.postgresql import Connection

CASES = sorted((Path(__file__).parent / "cases" / "postgresql").glob("*.sql"))
VERSIONS = (15, 16, 18)
EVERY_STATEMENT = 16
COPY = re.compile(r"copy\b.*\bfrom\s+stdin\b", re.IGNORECASE | re.DOTALL)


def needed(case: Path) -> int:
    first = case.read_text().split("\n", 1)[0]
    return int(first.removeprefix("-- server:")) if first.startswith("-- server:") else 0


def run(connection: Connection, step: Step) -> None:
    if COPY.match(step.text):
        with connection.cursor().copy(step.text):
            return
    connection.execute(step.text)


def compare(connection: Connection, schema: Schema, what: str) -> None:
    found = differences(facts(canonical(connection, schema)), facts(as_read(connection)))
    assert not found, "\n".join((what, *found))


def schemas_after(found: Replay) -> list[Schema]:
    return [*(step.before for step in found.steps[1:]), found.schema]


@pytest.mark.parametrize(
    ("case", "version"),
    [pytest.param(case, version, id=f"{case.stem}-{version}") for case in CASES for version in VERSIONS if version >= needed(case)],
)
def test_the_replay_ends_where_the_server_ends(case, version, postgresql_servers):
    found = replay([(case.name, case.read_text())], dialect=Dialect.POSTGRESQL)
    assert found.problems == ()
    each = version == max(EVERY_STATEMENT, needed(case))
    with postgresql_servers.database(version) as connection:
        try:
            for step, schema in zip(found.steps, schemas_after(found), strict=True):
                run(connection, step)
                if each and connection.info.transaction_status.name == "IDLE":
                    compare(connection, schema, f"{step.span.path}:{step.span.line} {step.text}")
            compare(connection, found.schema, case.name)
        finally:
            for role in found.schema.roles:
                connection.execute(f'DROP OWNED BY "{role}"; DROP ROLE "{role}"')
