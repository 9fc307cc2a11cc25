"""What is emitted for SQLite, run by SQLite itself: the oracle for the syntax and for the table rebuild."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.diff import diff
from bot.emit import change_sql, changes_sql, create_schema
from bot.model import (
    AddColumn,
    AlterColumn,
    Column,
    ColumnType,
    Dialect,
    Expression,
    PrimaryKey,
    RenameColumn,
    Schema,
    Span,
    Table,
    apply,
)
from tests.strategies import schemas

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=40)
HERE = Span("schema.ts", 1, 1)
INTEGER, TEXT = ColumnType("integer"), ColumnType("text")


STRICT_TYPES = {"integer", "int", "text", "real", "blob"}


def runnable(schema: Schema) -> bool:
    """SQLite refuses a generated column in the primary key, a table of nothing but such, and other types in a STRICT one."""
    strict = [{column.type for column in table.columns} for table in schema.tables if table.options]
    if not all(type_.name in STRICT_TYPES for types in strict for type_ in types):
        return False
    computed = [{column.name for column in table.columns if column.generated} for table in schema.tables]
    keys = [set(table.primary_key.columns) if table.primary_key else set() for table in schema.tables]
    whole = [set(table.column_names()) for table in schema.tables]
    return not any(made & key or made == all_ for made, key, all_ in zip(computed, keys, whole, strict=True))


SCHEMAS = schemas(Dialect.SQLITE).filter(runnable)


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """What SQLite says is there: columns in any order, foreign keys, indexes with their SQL, constraints by their own indexes."""
    tables = [
        row[0]
        for row in connection.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    ]
    found: dict[str, object] = {
        "sql": sorted(connection.execute("select name, sql from sqlite_master where type in ('index', 'view') and sql is not null"))
    }
    for name in tables:
        columns = sorted(row[1:] for row in connection.execute("select * from pragma_table_xinfo(?)", (name,)))
        keys = sorted(row[2:] for row in connection.execute("select * from pragma_foreign_key_list(?)", (name,)))
        origins = sorted((row[2], row[3]) for row in connection.execute("select * from pragma_index_list(?)", (name,)))
        found[name] = (columns, keys, origins)
    return found


@SLOW
@given(SCHEMAS)
def test_sqlite_makes_every_schema(schema):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(create_schema(schema))
        names = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")}
    assert names == {table.name for table in schema.tables}


@SLOW
@given(st.tuples(SCHEMAS, SCHEMAS))
def test_the_changes_of_a_diff_turn_one_database_into_the_other(sides):
    before, after = sides
    with closing(sqlite3.connect(":memory:")) as one, closing(sqlite3.connect(":memory:")) as other:
        one.executescript(create_schema(before))
        # references here lead to columns without a key, which SQLite minds only while it enforces them
        one.executescript(changes_sql(diff(before, after), before).replace("PRAGMA foreign_keys=ON;", ""))
        other.executescript(create_schema(after))
        assert shape(one) == shape(other)


def users(*columns: Column) -> Schema:
    key = Column("id", INTEGER, HERE, nullable=False)
    return Schema(Dialect.SQLITE, (Table("users", HERE, columns=(key, *columns), primary_key=PrimaryKey(("id",), HERE)),))


def rows_after(before: Schema, after: Schema, *, insert: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(create_schema(before))
        connection.execute(insert)
        connection.commit()
        connection.executescript(changes_sql(diff(before, after), before))
        return list(connection.execute("select * from users"))


def test_a_rebuild_keeps_the_rows():
    before = users(Column("name", TEXT, HERE), Column("age", TEXT, HERE))
    after = users(Column("name", TEXT, HERE, nullable=False), Column("age", INTEGER, HERE, default=Expression("1")))
    assert rows_after(before, after, insert="insert into users values (1, 'kim', '30')") == [(1, "kim", 30)]


def test_a_rename_and_a_rebuild_keep_the_values():
    before = users(Column("user_name", TEXT, HERE, attribute="name"))
    after = users(Column("name", TEXT, HERE, attribute="name"), Column("at", TEXT, HERE, nullable=False, default=Expression("datetime()")))
    changes = diff(before, after)
    assert [type(change) for change in changes] == [RenameColumn, AddColumn]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(create_schema(before))
        connection.execute("insert into users values (1, 'kim')")
        connection.commit()
        connection.executescript(changes_sql(changes, before))
        assert list(connection.execute("select id, name, at is not null from users")) == [(1, "kim", 1)]


@pytest.mark.parametrize("default", [None, Expression("0")])
def test_one_change_alone_is_a_rebuild_too(default):
    before, after = users(Column("age", TEXT, HERE)), users(Column("age", INTEGER, HERE, default=default))
    (change,) = diff(before, after)
    assert isinstance(change, AlterColumn)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(create_schema(before))
        connection.executescript(change_sql(change, Dialect.SQLITE))
        columns = {row[1]: row[2] for row in connection.execute("select * from pragma_table_xinfo('users')")}
    assert {name: type_.lower() for name, type_ in columns.items()} == {"id": "integer", "age": "integer"}
    assert apply((change,), before) == after
