"""Comments have their place, whatever quotation, nesting or dialect; what only looks like one is text."""

import pytest

from bot.model import Dialect
from bot.parse.sql import comments, replay


def places(text, dialect=Dialect.POSTGRESQL):
    return [(span.line, span.column, span.end_line, comment) for span, comment in comments("m.sql", text, dialect)]


def test_line_and_block_comments_with_line_column_and_end():
    text = "-- one\nCREATE TABLE t ( -- two\n  id integer /* three\n  lines */\n);\n"

    assert places(text) == [(1, 1, 1, "-- one"), (2, 18, 2, "-- two"), (3, 14, 4, "/* three\n  lines */")]


def test_postgresql_nests_block_comments_and_others_do_not():
    text = "/* a /* b */ c */ CREATE TABLE t (id integer);"

    assert places(text) == [(1, 1, 1, "/* a /* b */ c */")]
    assert places(text, Dialect.MYSQL) == [(1, 1, 1, "/* a /* b */")]


@pytest.mark.parametrize("dialect", [Dialect.MYSQL, Dialect.MARIADB])
def test_a_hash_begins_a_comment_on_mysql_only(dialect):
    assert places("SELECT 1; # why\n", dialect) == [(1, 11, 1, "# why")]
    assert places("SELECT '{}' #> '{a}'") == []


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (Dialect.POSTGRESQL, "SELECT '-- no', \"/* no */\", 'it''s -- no', E'\\' -- no', $$ -- no $$, $a$ /* no $a$"),
        (Dialect.MYSQL, "SELECT '-- no', `# no`, 'it\\'s -- no', \"# no\""),
        (Dialect.SQLITE, "SELECT '-- no', [-- no], `-- no`, \"-- no\""),
    ],
)
def test_quotations_hold_no_comments(dialect, text):
    assert places(text, dialect) == []
    assert not replay([("m.sql", text)], dialect=dialect).problems


def test_statement_breakpoints_are_comments_and_separate():
    first, second, third = (f"CREATE TABLE {name} (id integer)" for name in "abc")
    text = f"{first}\n--> statement-breakpoint\n{second} --> statement-breakpoint\n{third}"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert [line for line, *_ in places(text)] == [2, 3]
    assert [table.name for table in found.schema.tables] == ["a", "b", "c"]
    assert [step.text for step in found.steps] == [first, second, third]
    assert found.problems == ()


def test_a_breakpoint_ends_with_its_words_as_the_runner_splits_there():
    found = replay([("m.sql", "CREATE TABLE a (id integer);--> statement-breakpointCREATE TABLE b (id integer);")], dialect=Dialect.SQLITE)

    assert [table.name for table in found.schema.tables] == ["a", "b"]


@pytest.mark.parametrize("dialect", list(Dialect))
def test_a_file_of_comments_has_no_statements(dialect):
    baseline = "-- made by introspection\n/*\nCREATE TABLE a (note text);\n--> statement-breakpoint\nCREATE INDEX i ON a (note);\n*/\n"
    found = replay([("m.sql", baseline), ("n.sql", "-- nothing\n"), ("o.sql", ""), ("p.sql", " ;; \n;")], dialect=dialect)

    assert found.steps == ()
    assert found.problems == ()


def test_comments_inside_a_statement_are_no_part_of_its_values():
    text = "CREATE TABLE t (\n  id integer DEFAULT /* the */ 1, -- first\n  CHECK (id /* ; */ > 0 -- more\n    AND id < 9)\n);"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    (table,) = found.schema.tables
    assert found.problems == ()
    assert table.columns[0].default.text == "1"
    assert [check.expression.text for check in table.checks] == ["id > 0 and id < 9"]


@pytest.mark.parametrize(
    "text", ["CREATE TABLE a (id integer);\n/* open\nCREATE TABLE b (id integer);\n", "CREATE TABLE a (id integer);\n'open\n"]
)
def test_what_has_no_end_is_a_problem_at_its_begin(text):
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert [problem.span.line for problem in found.problems] == [2]
    assert found.schema.table("a") is not None


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (Dialect.MYSQL, "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//\nDELIMITER ;"),
        (Dialect.MYSQL, "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = 1; SET @b = 2; END;"),
        (Dialect.SQLITE, "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END;"),
        (Dialect.POSTGRESQL, "CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;"),
        (Dialect.POSTGRESQL, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;"),
        (Dialect.POSTGRESQL, "COPY t (id) FROM stdin;\n1; it's\n\\.\n\\connect other"),
    ],
)
def test_bodies_and_data_hold_no_statements(dialect, text):
    found = replay([("m.sql", f"{text}\nCREATE TABLE t (id int);")], dialect=dialect)

    assert found.problems == ()
    assert len(found.steps) == 2
    assert [table.name for table in found.schema.tables] == ["t"]
