"""The real servers run every case and must end where the replay ends: columns, nullability, indexes, constraints, enum values.

MariaDB runs its cases in tests/servers/test_mariadb.py, where all is compared.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Dialect, Schema, Table
from bot.parse.sql import replay

CASES = Path(__file__).parent / "cases"
SCRIPTS = ("history.sql", "result.sql")
POSTGRESQL_COLUMNS = """
SELECT table_schema, table_name, column_name, is_nullable = 'YES' FROM information_schema.columns
WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
  AND (table_schema, table_name) IN (SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE')
"""
POSTGRESQL_INDEXES = """
SELECT n.nspname, t.relname, i.relname, x.indisunique FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
"""
POSTGRESQL_CONSTRAINTS = """
SELECT n.nspname, t.relname, c.conname, c.contype::text FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE c.contype IN ('c', 'f') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
"""
POSTGRESQL_ENUMS = """
SELECT n.nspname, t.typname, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
JOIN pg_namespace n ON n.oid = t.typnamespace GROUP BY 1, 2
"""


def cases(dialect: str) -> list[Path]:
    return sorted(path for path in (CASES / dialect).iterdir() if path.is_dir())


def name(schema: str, table: str) -> str:
    return table if schema == "public" else f"{schema}.{table}"


def columns(schema: Schema) -> set[tuple[str, str, bool]]:
    return {(table.full_name, column.name, column.nullable) for table in schema.tables for column in table.columns}


def constraints(schema: Schema) -> set[tuple[str, str | None, str]]:
    checks = {(table.full_name, check.name, "c") for table in schema.tables for check in table.checks}
    return checks | {(table.full_name, key.name, "f") for table in schema.tables for key in table.foreign_keys}


def indexes(table: Table) -> set[tuple[str | None, bool]]:
    keys = {(table.primary_key.name, True)} if table.primary_key else set()
    return keys | {(unique.name, True) for unique in table.uniques} | {(index.name, index.unique) for index in table.indexes}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("case", cases("postgresql"), ids=lambda case: case.name)
def test_postgresql_ends_where_the_replay_ends(case, script, postgresql):
    found = replay([(script, (case / script).read_text())], dialect=Dialect.POSTGRESQL)
    schema = found.schema
    try:
        for step in found.steps:
            postgresql.execute(step.text)

        assert {(name(s, t), c, nullable) for s, t, c, nullable in postgresql.execute(POSTGRESQL_COLUMNS)} == columns(schema)
        assert {(name(s, t), i, unique) for s, t, i, unique in postgresql.execute(POSTGRESQL_INDEXES)} == {
            (table.full_name, *index) for table in schema.tables for index in indexes(table)
        }
        assert {(name(s, t), c, kind) for s, t, c, kind in postgresql.execute(POSTGRESQL_CONSTRAINTS)} == constraints(schema)
        assert {name(s, t): tuple(values) for s, t, values in postgresql.execute(POSTGRESQL_ENUMS)} == {
            enum.full_name: enum.values for enum in schema.enums
        }
    finally:
        for role in schema.roles:  # roles belong to the server, not to the database that is dropped
            postgresql.execute(f'DROP OWNED BY "{role}"; DROP ROLE "{role}"')


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("case", [case for case in cases("sqlite") if case.name != "libsql"], ids=lambda case: case.name)
def test_sqlite_ends_where_the_replay_ends(case, script):
    found = replay([(script, (case / script).read_text())], dialect=Dialect.SQLITE)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in found.steps:
            connection.execute(step.text)
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = {row[0] for row in connection.execute(names)}
        assert tables == {table.name for table in found.schema.tables}
        for table in found.schema.tables:
            info = connection.execute(f'PRAGMA table_xinfo("{table.name}")').fetchall()
            assert {row[1] for row in info} == set(table.column_names())
            listed = connection.execute(f'PRAGMA index_list("{table.name}")').fetchall()
            assert {(row[1], bool(row[2])) for row in listed if row[3] == "c"} == {(index.name, index.unique) for index in table.indexes}
            assert sum(row[3] == "u" for row in listed) == len(table.uniques)
            targets = connection.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
            assert {(row[2], row[3], row[6].lower()) for row in targets} == {
                (key.target, column, key.on_delete) for key in table.foreign_keys for column in key.columns
            }
