"""What EXECUTE in a DO block runs: read where literals and constants alone make the text, said where anything else does."""

import pytest

from bot.model import Dialect
from bot.parse.sql import replay
from bot.parse.sql.made_texts import formatted


def read(block):
    return replay([("a.sql", f"CREATE TABLE a (id int);\nDO $$\n{block}\n$$;")], dialect=Dialect.POSTGRESQL)


@pytest.mark.parametrize(
    ("template", "arguments", "text"),
    [
        ("%I.%I", ["a", 'B"c'], '"a"."B""c"'),
        ("%L", ["it's"], "'it''s'"),
        ("%L", ["a\\b"], "E'a\\\\b'"),
        ("%2$s %1$s %s", ["a", "b"], "b a b"),
        ("100 %%", [], "100 %"),
        ("%s", [], None),
        ("%10s", ["a"], None),
        ("%0$s", ["a"], None),
    ],
)
def test_format_makes_what_postgresql_makes(template, arguments, text):
    assert formatted(template, arguments) == text


@pytest.mark.parametrize(("template", "arguments"), [("%I %I", ["A b", 'B"c']), ("%L%%", ["it's \\"]), ("%2$s %1$s %s", ["a", "b"])])
def test_postgresql_agrees(postgresql, template, arguments):
    places = ", ".join(["%s::text"] * len(arguments))
    (made,) = postgresql.execute(f"SELECT format(%s, {places})", (template, *arguments)).fetchone()
    assert formatted(template, arguments) == made


@pytest.mark.parametrize(
    "block",
    [
        "DECLARE n text; BEGIN SELECT 'x' INTO n; EXECUTE format('ALTER TABLE a ADD %I int', n); END",
        "BEGIN FOR n IN SELECT relname FROM pg_class LOOP EXECUTE format('ALTER TABLE %I ADD x int', n); END LOOP; END",
        "DECLARE n constant text := now()::text; BEGIN EXECUTE 'ALTER TABLE a ADD ' || n; END",
        "DECLARE n constant text := 'x'; BEGIN DECLARE n constant text := 'y'; BEGIN EXECUTE 'ALTER TABLE a ADD ' || n; END; END",
    ],
)
def test_a_text_with_anything_else_in_it_is_one_problem(block):
    found = read(block)
    assert len(found.problems) == 1
    assert found.schema.table("a").column_names() == ("id",)
    assert found.schema.unread or found.schema.table("a").unread


def test_what_a_text_makes_stands_where_it_is_run():
    found = read("BEGIN\nEXECUTE 'ALTER TABLE a ADD x int';\nEXECUTE 'GRANT SELECT ON a TO b'; END")
    assert (found.problems, found.schema.table("a").column_names()) == ((), ("id", "x"))
    assert found.schema.table("a").column("x").span.line == 3
