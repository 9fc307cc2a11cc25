"""One canonical type per meaning and dialect."""

import pytest

from bot.model import ColumnType, Dialect, Unknown
from bot.parse.types import canonical_type

POSTGRESQL = {
    "INT4": ColumnType("integer"),
    "int8": ColumnType("bigint"),
    "bool": ColumnType("boolean"),
    "float": ColumnType("double precision"),
    "float(20)": ColumnType("real"),
    "decimal(10, 2)": ColumnType("numeric", precision=10, scale=2),
    "numeric(10)": ColumnType("numeric", precision=10, scale=0),
    "character varying(255)": ColumnType("varchar", length=255),
    "char": ColumnType("char"),
    "timestamptz": ColumnType("timestamp", with_time_zone=True),
    "timestamp (3) with time zone": ColumnType("timestamp", precision=3, with_time_zone=True),
    "timestamp(6) without time zone": ColumnType("timestamp", precision=6),
    "timetz": ColumnType("time", with_time_zone=True),
    "interval day to second": ColumnType("interval", modifiers=("day to second",)),
    "interval day to second(3)": ColumnType("interval", precision=3, modifiers=("day to second",)),
    "interval(6)": ColumnType("interval", precision=6),
    "text[]": ColumnType("text", dimensions=1),
    "text [3][]": ColumnType("text", dimensions=2),
    "integer ARRAY": ColumnType("integer", dimensions=1),
    "vector(3)": ColumnType("vector", length=3),
    '"vector(3)"': ColumnType("vector", length=3),
    '"bytea"': ColumnType("bytea"),
    "geometry(Point, 4326)": ColumnType("geometry", modifiers=("point", "4326")),
    '"public"."Mood"': ColumnType("Mood", user_defined=True),
    '"shop"."state"[]': ColumnType("state", schema="shop", user_defined=True, dimensions=1),
    "mood": ColumnType("mood", user_defined=True),
    "name": ColumnType("name", user_defined=True),  # an enum of that name is known
    "date": ColumnType("date"),
}
MYSQL = {
    "INTEGER": ColumnType("int"),
    "int(11) unsigned": ColumnType("int", unsigned=True),
    "bigint unsigned": ColumnType("bigint", unsigned=True),
    "tinyint(1)": ColumnType("boolean"),
    "bool": ColumnType("boolean"),
    "tinyint(4)": ColumnType("tinyint"),
    "decimal(10)": ColumnType("decimal", precision=10, scale=0),
    "numeric(10,2) unsigned": ColumnType("decimal", precision=10, scale=2, unsigned=True),
    "double precision": ColumnType("double"),
    "float(30)": ColumnType("double"),
    "enum('a','it''s','b,c')": ColumnType("enum", values=("a", "it's", "b,c")),
    "varchar(80)": ColumnType("varchar", length=80),
    "datetime(3)": ColumnType("datetime", precision=3),
    "varbinary(16)": ColumnType("varbinary", length=16),
}
SQLITE = {
    "INTEGER": ColumnType("integer"),
    "int": ColumnType("int"),
    "TEXT(20)": ColumnType("text", length=20),
    "Unsigned Big Int": ColumnType("unsigned big int"),
    "numeric(4, 1)": ColumnType("numeric", precision=4, scale=1),
    "": ColumnType(""),
}
KNOWN = {"mood", "name", "Mood", "shop.state"}


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        (dialect, text, expected)
        for dialect, types in (
            (Dialect.POSTGRESQL, POSTGRESQL),
            (Dialect.MYSQL, MYSQL),
            (Dialect.MARIADB, MYSQL),
            (Dialect.SQLITE, SQLITE),
        )
        for text, expected in types.items()
    ],
)
def test_canonical_type(dialect, text, expected):
    found = canonical_type(text, dialect, KNOWN)

    assert found == expected
    assert found.spelling == text


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (Dialect.POSTGRESQL, ""),
        (Dialect.POSTGRESQL, "integer frobnicated"),
        (Dialect.POSTGRESQL, "varchar(10"),
        (Dialect.MYSQL, "intt"),
        (Dialect.MYSQL, "int[]"),
        (Dialect.SQLITE, "text(10"),
    ],
)
def test_what_is_no_type_is_unknown(dialect, text):
    assert canonical_type(text, dialect) == Unknown(text)
