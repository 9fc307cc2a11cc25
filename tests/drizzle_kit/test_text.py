"""The texts of snapshots come out as docs/neutral-form.md says."""

import pytest

from tests.drizzle_kit.text import default, expression, type_text, unqualified


@pytest.mark.parametrize(
    ("written", "neutral"),
    [
        ("VARCHAR( 80 )", "varchar(80)"),
        ("numeric(10, 2)", "numeric(10,2)"),
        ("timestamptz", "timestamp with time zone"),
        ("timestamp (3) with time zone", "timestamp(3) with time zone"),
        ("int4[][3]", "integer[][]"),
        ("enum('A','b c')", "enum('A','b c')"),
        ("Mood[]", "Mood[]"),
    ],
)
def test_types_are_lower_case_outside_quotes_and_enums_keep_theirs(written: str, neutral: str) -> None:
    assert type_text(written, None, enums=frozenset({"Mood"})) == neutral


def test_an_enum_has_its_schema_unless_that_is_the_default_one() -> None:
    assert type_text("mood", "app", enums=frozenset(), dimensions=1) == "app.mood[]"
    assert type_text("mood", "public", enums=frozenset()) == "mood"


@pytest.mark.parametrize(
    ("written", "kind", "dialect", "neutral"),
    [
        ("'x'::text", "text", "postgresql", "'x'"),
        ("(NOW())", "timestamp", "postgresql", "now()"),
        ("'0.50'", "numeric(10,2)", "postgresql", "0.50"),
        ('\'{"b": 1, "a": [ ]}\'', "jsonb", "postgresql", '\'{"a":[],"b":1}\''),
        ("'{a,\"y z\"}'", "text[]", "postgresql", "'{a,\"y z\"}'"),
        (True, "boolean", "mysql", "true"),
        (1, "tinyint(1)", "mysql", "true"),
        (False, "integer", "sqlite", "0"),
        (1.0, "real", "sqlite", "1"),
        (1e21, "double precision", "postgresql", "1e+21"),
        (1e-7, "double precision", "postgresql", "1e-7"),
        (1e20, "double precision", "postgresql", "100000000000000000000"),
        (0.00001, "double precision", "postgresql", "0.00001"),
        ("", "text", "sqlite", "''"),
        ("NULL", "text", "sqlite", None),
    ],
)
def test_defaults_are_sql_text(written: object, kind: str, dialect: str, neutral: str | None) -> None:
    assert default(written, kind, dialect) == neutral


def test_expressions_have_single_blanks_and_no_outer_parentheses() -> None:
    assert expression("(( \"A\"  >  1 AND b = 'X  y' ))") == "\"A\" > 1 and b = 'X  y'"
    assert expression("(a) or (b)") == "(a) or (b)"
    assert expression("(a = ')')") == "a = ')'"


def test_only_the_own_table_is_dropped_before_a_column() -> None:
    assert unqualified('"users"."age" > "other"."age" and "app"."users"."x"', "users") == '"age" > "other"."age" and "x"'
