"""Whatever a file holds, reading it ends soon, says what it could not read, and leaves the rest of the review alone.

Nothing here asserts a time: an input of this size that is read in more than linear time does not come to an end.
"""

import sys

import pytest

from bot.model import Dialect
from bot.parse.sql import comments, replay

BEFORE = "CREATE TABLE first (id integer);\n"
AFTER = "\n;\nCREATE TABLE last (id integer);\n"


def read(text, dialect=Dialect.POSTGRESQL):
    """The names of the tables and the number of problems of a file between two good statements."""
    found = replay([("0.sql", BEFORE), ("m.sql", text), ("n.sql", AFTER)], dialect=dialect)
    list(comments("m.sql", text, dialect))
    assert {"first", "last"} <= {table.name for table in found.schema.tables}
    return len(found.problems), found


@pytest.mark.parametrize("dialect", [Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.SQLITE])
@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE b (note text DEFAULT 'open",
        "/* " * 20_000,
        "CREATE TABLE b (id integer DEFAULT " + "(" * 20_000 + ");",
        "SELECT " + "(" * 20_000 + ";",
        "CREATE TABLE b\0 (id integer, \0);",
        "\0" * 20_000,
        "x" * 1_000_000,
        "a." * 50_000,
        "-" + "+-" * 10_000,
        "CREATE TABLE " + "b " * 50_000 + ";",
    ],
)
def test_one_problem(dialect, text):
    assert read(text, dialect)[0] == 1


@pytest.mark.parametrize("dialect", [Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.SQLITE])
@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE b (id integer CHECK (" + "(" * 20_000 + "id > 0" + ")" * 20_000 + "));",
        "CREATE TABLE b (id integer DEFAULT " + "( " * 20_000 + "1" + ")" * 20_000 + ");",
        "SELECT " + "(" * 20_000 + "1" + ")" * 20_000 + ";",
        "SELECT " + "CASE WHEN a THEN " * 5_000 + "1" + " END" * 5_000 + ";",
        "-- a comment\n" * 20_000,
        "/**/" * 20_000,
        ";" * 100_000,
        " " * 1_000_000,
        "\r" * 1_000_000,
        "begin " * 50_000,
        "SELECT 1;" * 1_000,
        "INSERT INTO first VALUES " + "(1)," * 20_000 + "(2);",
    ],
)
def test_no_problem(dialect, text):
    assert read(text, dialect)[0] == 0


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (Dialect.POSTGRESQL, "".join(f"SELECT $a{number}$;\n" for number in range(50_000))),
        (Dialect.POSTGRESQL, "SELECT $$ $a$;\n" * 3_001),
        (Dialect.POSTGRESQL, "/*;\n" * 20_000),
        (Dialect.MYSQL, "\\';\n" * 50_000),
        (Dialect.MYSQL, "SELECT '\\';\n" * 1_000),
        (Dialect.MYSQL, "DELIMITER //\nSELECT '\n//" * 20_000),
        (Dialect.SQLITE, "SELECT '--> statement-breakpoint\n" * 20_000),
        (Dialect.POSTGRESQL, "$" * 200_001),
        (Dialect.SQLITE, "[\n" * 200_000),
        (Dialect.POSTGRESQL, "frobnicate;" * 5_000),
        (Dialect.POSTGRESQL, "CREATE TABLE b (id integer);" + "ALTER TABLE b ADD c{0} integer;" * 2_000),
        (Dialect.POSTGRESQL, "COPY first FROM stdin;\n" * 50_000),
        (Dialect.POSTGRESQL, "\\x;" * 100_000),
        (Dialect.MYSQL, "DELIMITER " * 100_000),
        (Dialect.MYSQL, "DELIMITER x\n" * 50_000),
        (Dialect.MYSQL, "CREATE " + "DEFINER = " * 10_000 + "x;" * 100),
        (Dialect.MYSQL, "/*! */" + "\\'" * 100_000),
        (Dialect.MARIADB, "/*! */" + "/*" * 100_000),
        (Dialect.POSTGRESQL, "-- " + "introspecting the database " * 5_000 + "\n" + "--\n" * 20_000),
        (Dialect.SQLITE, "CREATE TRIGGER b BEGIN " + ";" * 50_000),
        (Dialect.SQLITE, "[" * 200_000),
        (Dialect.POSTGRESQL, "DO $$ " + "CREATE TABLE " * 10_000 + "$$;"),
        (Dialect.POSTGRESQL, "DO $$ " + "in   " * 50_000 + "$$;"),
    ],
)
def test_attacks_on_patterns_end(dialect, text):
    """Each of these is a text on which a careless pattern, or one that looks for an end anew from every begin, is quadratic."""
    problems, found = read(text, dialect)

    assert problems <= 20_000
    assert len(found.steps) <= len(text)


def test_wide_tables_and_many_statements():
    wide = "CREATE TABLE wide (" + ", ".join(f"c{number} integer" for number in range(20_000)) + ");"
    many = "".join(f"CREATE TABLE t{number} ();" for number in range(1_000))
    found = replay([("m.sql", wide), ("n.sql", many)], dialect=Dialect.POSTGRESQL)

    assert len(found.schema.table("wide").columns) == 20_000
    assert (len(found.steps), len(found.schema.tables)) == (1_001, 1_001)


def test_what_would_not_fit_in_memory_is_one_problem(monkeypatch):
    monkeypatch.setattr(sys.modules["bot.parse.sql.replay"], "MOST_WORK", 100_000)
    wide = "CREATE TABLE wide (" + ", ".join(f"c{number} integer" for number in range(2_000)) + ");"
    found = replay(
        [("m.sql", wide + "ALTER TABLE wide ALTER c1 SET NOT NULL; ALTER TABLE wide ALTER c1 DROP NOT NULL;" * 100), ("n.sql", AFTER)],
        dialect=Dialect.POSTGRESQL,
    )

    assert len(found.problems) == 1
    assert found.schema.unread == found.problems
    assert len(found.steps) < 100


@pytest.mark.parametrize("dialect", list(Dialect))
def test_an_unclosed_quote_costs_its_line(dialect):
    text = "CREATE TABLE a (id integer);\r\nCREATE TABLE b (note text DEFAULT 'open);\r\nCREATE TABLE c (id integer);\r\n"
    found = replay([("m.sql", text)], dialect=dialect)

    assert [table.name for table in found.schema.tables] == ["a", "c"]
    assert [problem.span.line for problem in found.problems] == [2]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(ending):
    text = f"CREATE TABLE a (id integer);{ending}-- a comment{ending}CREATE TABLE b ({ending}  id integer{ending});{ending}"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert ([table.name for table in found.schema.tables], found.problems) == (["a", "b"], ())


@pytest.mark.parametrize("dialect", list(Dialect))
def test_invisible_characters_are_letters_of_a_name(dialect):
    found = replay([("m.sql", "CREATE TABLE a\u200bb (\u202eid integer, c\u2060 integer);")], dialect=dialect)

    assert [(table.name, table.column_names()) for table in found.schema.tables] == [("a\u200bb", ("\u202eid", "c\u2060"))]
