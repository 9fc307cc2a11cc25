"""Expressions and defaults of equal meaning have one text."""

import pytest

from bot.model import ColumnType, Dialect
from bot.parse.expressions import canonical_default, canonical_expression

PG = Dialect.POSTGRESQL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Age >  0 ", "age > 0"),
        ("((age > 0))", "age > 0"),
        ("(a > 0) AND (b > 0)", "(a > 0) and (b > 0)"),
        ("\"Name\" = 'It''s  ME'", "\"Name\" = 'It''s  ME'"),
        ("a > 0;", "a > 0"),
        ("f(')')", "f(')')"),
    ],
)
def test_expression(text, expected):
    found = canonical_expression(text, PG)

    assert found.text == expected
    assert found.spelling == text


def test_the_own_table_is_dropped_and_others_stay():
    found = canonical_expression('"app"."users"."age" > "other"."age" and "users"."id" > 0', PG, table="users")

    assert found.text == '"age" > "other"."age" and "id" > 0'


def test_mysql_escapes_stay_inside_the_literal():
    assert canonical_expression(r"Name <> 'it\'s ME'", Dialect.MYSQL).text == r"name <> 'it\'s ME'"


@pytest.mark.parametrize(
    ("dialect", "type_", "text", "expected"),
    [
        (PG, ColumnType("jsonb"), "'{}'::jsonb", "'{}'"),
        (PG, ColumnType("jsonb"), '\'{"b": 1, "a": [1, 2]}\'', '\'{"a":[1,2],"b":1}\''),
        (PG, ColumnType("integer"), "'5'", "5"),
        (PG, ColumnType("text"), "'5'", "'5'"),
        (PG, ColumnType("boolean"), "FALSE", "false"),
        (PG, ColumnType("timestamp"), "NOW( )", "now()"),
        (PG, ColumnType("text", dimensions=1), "'{}'::text[]", "'{}'"),
        (PG, ColumnType("text"), "NULL", None),
        (PG, ColumnType("real"), "1.0", "1"),
        (PG, ColumnType("numeric"), "'1.50'", "1.50"),
        (Dialect.MYSQL, ColumnType("timestamp"), "CURRENT_TIMESTAMP()", "current_timestamp"),
        (Dialect.MYSQL, ColumnType("timestamp"), "(now())", "now()"),
        (Dialect.MYSQL, ColumnType("boolean"), "1", "true"),
        (Dialect.MYSQL, ColumnType("tinyint"), "1", "1"),
        (Dialect.SQLITE, ColumnType("integer"), "true", "1"),
        (Dialect.SQLITE, ColumnType("text"), "true", "true"),
    ],
)
def test_default(dialect, type_, text, expected):
    found = canonical_default(text, type_, dialect)

    assert (found.text if found else None) == expected
