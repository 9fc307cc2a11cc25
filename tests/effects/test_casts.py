"""Every pair of types, each value at the ends of the old one, against a server: does it refuse the change of type?"""

import psycopg
import pymysql
import pytest

from bot.effects.casts import may_refuse
from bot.model import ColumnType, Dialect, Enum, Schema, Span
from bot.parse.types import canonical_type
from tests.effects.servers import mariadb, postgresql

ENUMS = (Enum("mood", ("1", "b"), Span("e", 1, 1)), Enum("temper", ("1", "b", "c"), Span("e", 2, 2)))
POSTGRESQL = {
    "smallint": ("32767", "-32768"),
    "integer": ("2147483647", "-2147483648"),
    "bigint": ("9223372036854775807", "-9223372036854775808"),
    "oid": ("4294967295",),
    "real": ("3.4e38", "-1.1754944e-38"),
    "double precision": ("1e300", "-2.2250738585072014e-308"),
    "numeric": ("1e40",),
    "numeric(10,2)": ("99999999.99", "-99999999.99"),
    "numeric(20,0)": ("99999999999999999999", "-99999999999999999999"),
    "numeric(4,2)": ("99.99", "-99.99"),
    "boolean": ("true",),
    "varchar(5)": ("'?????'",),
    "varchar(9)": ("'?????????'",),
    "varchar": ("'??????????????????????????????'",),
    "text": ("'??????????????????????????????'",),
    "char(5)": ("'?????'",),
    "uuid": ("'00000000-0000-0000-0000-000000000001'",),
    "json": ("'[1, 2, 3, 4, 5]'",),
    "jsonb": ("'[1, 2, 3, 4, 5]'",),
    "date": ("'2020-01-02'",),
    "timestamp": ("'2020-01-02 03:04:05.123456'",),
    "timestamptz": ("'2020-01-02 03:04:05.123456+00'",),
    "time": ("'03:04:05.123456'",),
    "interval": ("'40 days 01:02:03.456789'",),
    "inet": ("'10.0.0.1/32'",),
    "mood": ("'b'",),
    "temper": ("'c'",),
}
MARIADB = {
    "tinyint": ("127", "-128"),
    "tinyint unsigned": ("255",),
    "smallint": ("32767", "-32768"),
    "smallint unsigned": ("65535",),
    "int": ("2147483647", "-2147483648"),
    "int unsigned": ("4294967295",),
    "bigint": ("9223372036854775807", "-9223372036854775808"),
    "bigint unsigned": ("18446744073709551615",),
    "decimal(10,2)": ("99999999.99", "-99999999.99"),
    "decimal(20,0)": ("99999999999999999999", "-99999999999999999999"),
    "decimal(4,2)": ("99.99", "-99.99"),
    "varchar(5)": ("'?????'",),
    "varchar(9)": ("'?????????'",),
    "varchar(200)": (f"'{'?' * 200}'",),
}
MOMENTS = ("date", "datetime", "time")
REFUSED = (psycopg.errors.DataError,)
IMPOSSIBLE = (psycopg.errors.CannotCoerce, psycopg.errors.DatatypeMismatch)


def model_type(text: str, dialect: Dialect) -> ColumnType:
    found = canonical_type(text, dialect, enums=("mood", "temper"))
    assert isinstance(found, ColumnType)
    return found


def expected(before: str, after: str, dialect: Dialect, *, is_cast: bool) -> bool:
    schema = Schema(dialect, enums=ENUMS if dialect is Dialect.POSTGRESQL else ())
    return may_refuse(model_type(before, dialect), model_type(after, dialect), before=schema, after=schema, is_cast=is_cast)


def refused_by_postgresql(connection: psycopg.Connection, before: str, after: str, using: str) -> bool | None:
    """Whether any of the values is refused; None where no cast exists at all."""
    for value in POSTGRESQL[before]:
        connection.execute(f"drop table if exists t; create table t (c {before}); insert into t values ({value})")
        try:
            connection.execute(f"alter table t alter column c type {after}{using}")
        except IMPOSSIBLE:
            return None
        except REFUSED:
            return True
    return False


@pytest.mark.parametrize("using", ["", " using c::{after}"], ids=["plain", "cast"])
@pytest.mark.parametrize("before", POSTGRESQL)
def test_what_postgresql_refuses(before: str, using: str):
    wrong = []
    with postgresql() as connection:
        connection.execute("create type mood as enum ('1', 'b'); create type temper as enum ('1', 'b', 'c')")
        for after in POSTGRESQL:
            server = None if after == before else refused_by_postgresql(connection, before, after, using.format(after=after))
            if server is None and not (using and {before, after} == {"mood", "temper"}):
                continue
            ours = expected(before, after, Dialect.POSTGRESQL, is_cast=bool(using))
            if server is not None and ours is not server:
                wrong.append((before, after, f"server: {server}", f"table: {ours}"))
    assert not wrong


@pytest.mark.parametrize("before", MARIADB)
def test_what_mariadb_refuses(before: str):
    wrong = []
    with mariadb() as connection, connection.cursor() as cursor:
        cursor.execute("set sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'")
        for after in (*MARIADB, *(MOMENTS if before.startswith("varchar") else ())):
            if after != before:
                server = refused_by_mariadb(cursor, before, after)
                ours = expected(before, after, Dialect.MARIADB, is_cast=False)
                if ours is not server:
                    wrong.append((before, after, f"server: {server}", f"table: {ours}"))
    assert not wrong


def refused_by_mariadb(cursor: pymysql.cursors.Cursor, before: str, after: str) -> bool:
    for value in MARIADB[before]:
        cursor.execute("drop table if exists t")
        cursor.execute(f"create table t (c {before})")
        cursor.execute(f"insert into t values ({value})")
        try:
            cursor.execute(f"alter table t modify c {after}")
        except pymysql.err.MySQLError:
            return True
    return False
