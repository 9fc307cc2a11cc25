"""Every pair of built-in types, against a server: is the column refused, rewritten, indexed again, and do its values survive."""

import psycopg
import pytest

from bot.effects.postgresql_types import Conversion, conversion, rounds
from bot.model import ColumnType, Dialect
from bot.parse.types import canonical_type
from tests.effects.servers import postgresql

# Values that need all that the type can hold, but are short enough for any string type here.
SAMPLES = {
    "smallint": "7",
    "integer": "16777217",
    "bigint": "9007199254740993",
    "real": "1.2345678",
    "double precision": "1.2345678901234567",
    "numeric": "1.23456789012345678901",
    "numeric(10,2)": "12345678.25",
    "numeric(10,4)": "123456.7891",
    "money": "12.25",
    "boolean": "true",
    "varchar": "'ab'",
    "varchar(20)": "'ab'",
    "varchar(40)": "'ab'",
    "text": "'ab'",
    "char(40)": "'ab'",
    "date": "'2020-01-02'",
    "timestamp": "'2020-01-02 03:04:05.123456'",
    "timestamp(3)": "'2020-01-02 03:04:05.123'",
    "timestamp(0)": "'2020-01-02 03:04:05'",
    "timestamptz": "'2020-01-02 03:04:05.123456+00'",
    "timestamptz(3)": "'2020-01-02 03:04:05.123+00'",
    "time": "'03:04:05.123456'",
    "time(0)": "'03:04:05'",
    "timetz": "'03:04:05.123456+05'",
    "interval": "'40 days 01:02:03.456789'",
    "interval(3)": "'40 days 01:02:03.456'",
    "uuid": "'00000000-0000-0000-0000-000000000001'",
    "json": "'1'",
    "jsonb": "'1'",
    "bytea": "'1'",
    "inet": "'10.0.0.1'",
    "cidr": "'10.0.0.1'",
    "macaddr": "'08:00:2b:01:02:03'",
    "oid": "1",
    "bit(4)": "B'0101'",
    "bit(5)": "B'01010'",
    "varbit": "B'0101'",
    "varbit(8)": "B'0101'",
    "integer[]": "'{1}'",
    "bigint[]": "'{1}'",
    "text[]": "'{1}'",
    "varchar(9)[]": "'{1}'",
    "varchar(30)[]": "'{1}'",
    "xml": "'<a/>'",
    "tsvector": "'a'",
    "int4range": "'[1,2)'",
    "mood": "'1'",
}
UNORDERED = {"json", "xml"}  # no btree index on these


def model_type(text: str) -> ColumnType:
    found = canonical_type(text, Dialect.POSTGRESQL, enums=("mood",))
    assert isinstance(found, ColumnType)
    return found


def observed(connection: psycopg.Connection, before: str, after: str) -> Conversion | None:
    indexed = before not in UNORDERED and after not in UNORDERED
    connection.execute(f"drop table if exists t; create table t (id int, c {before}); insert into t values (1, {SAMPLES[before]})")
    if indexed:
        connection.execute("create index i on t (c)")
    files = "select pg_relation_filenode('t'), pg_relation_filenode(to_regclass('i'))"
    table, index = connection.execute(files).fetchone()
    try:
        connection.execute(f"alter table t alter column c type {after}")
    except psycopg.errors.DatatypeMismatch:  # "cannot be cast automatically"
        return Conversion.REFUSED
    except psycopg.errors.StringDataLengthMismatch:  # from bit(4) any row, from varbit this one
        return Conversion.REFUSED if before.startswith("bit") else None
    except psycopg.errors.StringDataRightTruncation:  # this value only
        return None
    except psycopg.errors.NumericValueOutOfRange:
        return None
    table_now, index_now = connection.execute(files).fetchone()
    if table != table_now:
        return Conversion.REWRITE
    return Conversion.INDEXES if index != index_now else Conversion.NOTHING


@pytest.mark.parametrize("before", SAMPLES)
def test_the_table_of_conversions_agrees_with_the_server(before: str):
    wrong = []
    with postgresql() as connection:
        connection.execute("create type mood as enum ('1', 'b')")
        for after in SAMPLES:
            if after == before:
                continue
            server = observed(connection, before, after)
            expected = conversion(model_type(before), model_type(after))
            if server is not None and server is not expected:
                wrong.append((before, after, f"server: {server}", f"table: {expected}"))
    assert not wrong


REVERSIBLE = [
    name
    for name in SAMPLES
    if name.startswith(("smallint", "integer", "bigint", "real", "double", "numeric", "timestamp", "date", "time", "interval"))
    and "[" not in name
]


@pytest.mark.parametrize("before", REVERSIBLE)
def test_what_is_rounded_agrees_with_the_server(before: str):
    wrong = []
    with postgresql() as connection:
        for after in REVERSIBLE:
            if after == before or conversion(model_type(before), model_type(after)) is Conversion.REFUSED:
                continue
            try:
                cast = f"(({SAMPLES[before]})::{before}::{after}::{before})::text"
                row = connection.execute(f"select {cast} <> (({SAMPLES[before]})::{before})::text").fetchone()
            except psycopg.errors.NumericValueOutOfRange:
                continue
            except psycopg.errors.CannotCoerce:  # no way back: compare what is left by eye
                row = (True,)
            if row[0] != rounds(model_type(before), model_type(after)):
                wrong.append((before, after, f"server loses: {row[0]}"))
    assert not wrong
