"""`fit` against real servers: what it calls refused is refused, and what a server refuses is called so or left open."""

from itertools import product

import psycopg
import pymysql
import pytest

from bot.model import Column, Dialect, Enum, Fit, Schema, Span, fit
from bot.parse.types import canonical_type

SPAN = Span("schema.sql", 1, 1)
ENUMS = ("colour", "shape")
POSTGRESQL = ("smallint", "integer", "bigint", "numeric", "real", "double precision", "text", "varchar(10)", "char(10)", "uuid", "boolean")
MYSQL = ("tinyint", "int", "int unsigned", "bigint", "bigint unsigned", "boolean", "decimal(10,2)", "double", "char(36)", "varchar(10)")


def fits(own: str, target: str, dialect: Dialect) -> Fit:
    schema = Schema(dialect, enums=tuple(Enum(name, ("a",), SPAN) for name in ENUMS))
    columns = [Column("c", canonical_type(text, dialect, ENUMS), SPAN) for text in (own, target)]
    return fit(*columns, schema)


def test_postgresql_refuses_what_fit_calls_refused(postgresql):
    types = (*POSTGRESQL, *ENUMS)
    for name in ENUMS:
        postgresql.execute(f"CREATE TYPE {name} AS ENUM ('a')")
    for place, text in enumerate(types):
        postgresql.execute(f"CREATE TABLE p{place} (id {text} PRIMARY KEY)")
    for own, (place, target) in product(types, enumerate(types)):
        refused = fits(own, target, Dialect.POSTGRESQL) is Fit.REFUSED
        assert refused == postgresql_refuses(postgresql, f"CREATE TABLE x (c {own} REFERENCES p{place} (id))"), (own, target)


def postgresql_refuses(connection, statement: str) -> bool:
    try:
        connection.execute(statement)
    except psycopg.errors.DatatypeMismatch:
        return True
    connection.execute("DROP TABLE x")
    return False


def test_mariadb_refuses_what_fit_calls_refused(mariadb):
    types = (*MYSQL, "binary(16)", "varbinary(16)")
    with mariadb.cursor() as cursor:
        for place, text in enumerate(types):
            cursor.execute(f"CREATE TABLE p{place} (id {text} PRIMARY KEY)")
        for own, (place, target) in product(types, enumerate(types)):
            refused = fits(own, target, Dialect.MARIADB) is Fit.REFUSED
            assert refused == mariadb_refuses(cursor, f"CREATE TABLE x (c {own}, FOREIGN KEY (c) REFERENCES p{place} (id))"), (own, target)


def mariadb_refuses(cursor, statement: str) -> bool:
    try:
        cursor.execute(statement)
    except pymysql.err.OperationalError:
        return True
    cursor.execute("DROP TABLE x")
    return False


@pytest.mark.parametrize(
    ("own", "target", "dialect", "expected"),
    [
        ("integer", "bigserial", Dialect.POSTGRESQL, Fit.NARROWER),
        ("varchar(10)", "varchar(20)", Dialect.POSTGRESQL, Fit.NARROWER),
        ("bigint", "integer", Dialect.POSTGRESQL, Fit.SAME),
        ("integer", "numeric", Dialect.POSTGRESQL, Fit.CONVERTED),
        ("citext", "text", Dialect.POSTGRESQL, Fit.SAME),
        ("int", "serial", Dialect.MYSQL, Fit.REFUSED),
        ("bigint unsigned", "serial", Dialect.MYSQL, Fit.SAME),
        ("char(10)", "varchar(36)", Dialect.MYSQL, Fit.NARROWER),
        ("text", "integer", Dialect.SQLITE, Fit.CONVERTED),
        ("bigint", "integer", Dialect.SQLITE, Fit.SAME),
        ("", "integer", Dialect.SQLITE, Fit.SAME),
    ],
)
def test_what_the_server_accepts_is_told_apart(own, target, dialect, expected):
    assert fits(own, target, dialect) is expected


def test_character_sets_must_agree_where_both_are_written():
    type_ = canonical_type("varchar(10)", Dialect.MYSQL)
    one, other = (Column("c", type_, SPAN, charset=charset) for charset in ("utf8mb4", "latin1"))
    silent = Column("c", type_, SPAN)
    assert fit(one, other, Schema(Dialect.MYSQL)) is Fit.REFUSED
    assert fit(one, silent, Schema(Dialect.MYSQL)) is Fit.SAME
