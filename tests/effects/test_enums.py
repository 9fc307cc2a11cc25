"""What needs a new enum value, as PostgreSQL answers when one transaction adds the value and runs the statement."""

import psycopg
import pytest

from bot.effects.enums import added_values, uses_value
from bot.model import Dialect
from bot.parse.sql import replay
from tests.effects.servers import postgresql

BEFORE = "CREATE TYPE mood AS ENUM ('old');\nCREATE TABLE t (id int, m mood, k text DEFAULT 'old');\n"
ADD = "ALTER TYPE mood ADD VALUE 'new'"
STATEMENTS = (
    "CREATE TABLE u (m mood DEFAULT 'new')",
    "CREATE TABLE u (m mood, k text DEFAULT 'new')",
    "CREATE TABLE u (m mood DEFAULT 'old', CHECK (m <> 'new'))",
    "ALTER TABLE t ALTER COLUMN m SET DEFAULT 'new'",
    "ALTER TABLE t ALTER COLUMN m SET DEFAULT 'old'",
    "ALTER TABLE t ALTER COLUMN k SET DEFAULT 'new'",
    "ALTER TABLE t ADD COLUMN n mood DEFAULT 'new'",
    "ALTER TABLE t ADD COLUMN n mood",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (m <> 'new')",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (k <> 'new')",
    "CREATE INDEX i ON t (id) WHERE m = 'new'",
    "CREATE INDEX i ON t (id) WHERE k = 'new'",
    "ALTER TABLE t ALTER COLUMN k DROP DEFAULT, ALTER COLUMN k TYPE mood USING (CASE WHEN k = 'a' THEN 'new'::mood END)",
    "UPDATE t SET m = 'new'",
    "UPDATE t SET k = 'new'",
    "INSERT INTO t (id, m) VALUES (1, 'new')",
    "INSERT INTO t (id, k) VALUES (1, 'new')",
    "DELETE FROM t WHERE m IN ('old', 'new')",
    "DELETE FROM t WHERE m::text = 'new'",
    "DELETE FROM t WHERE cast(m AS text) = 'new'",
    "CREATE VIEW v AS SELECT id FROM t WHERE m = 'new'",
    "CREATE POLICY p ON t USING (m = 'new')",
    "COMMENT ON TABLE t IS 'new'",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_server_refuses_just_what_needs_the_value(statement):
    steps = replay([("1.sql", f"{BEFORE}{ADD};\n{statement};\n")], dialect=Dialect.POSTGRESQL).steps
    [(enum, value)] = [added for step in steps for added in added_values(step)]
    assert (enum.full_name, value) == ("mood", "new")
    assert uses_value(steps[-1], enum, value) is is_refused(statement)


def is_refused(statement: str) -> bool:
    with postgresql() as connection:
        connection.execute(BEFORE)
        try:
            with connection.transaction():
                connection.execute(ADD)
                connection.execute(statement)
        except psycopg.errors.UnsafeNewEnumValueUsage:
            return True
    return False
