"""A broken statement is one Problem on its line, whatever is broken about it, and its neighbours are read."""

import pytest

from bot.model import Dialect, StepKind
from bot.parse.sql import replay

BEFORE = "CREATE TABLE first (id integer, note text);"
AFTER = "CREATE TABLE last (id integer);"
EVERYWHERE = [
    "CREATE TABLE b (id int,,);",
    "CREATE TABLE b (id int,);",
    "CREATE TABLE b (,id int);",
    "CREATE TABLE b (id int;",
    "CREATE TABLE b (id int));",
    "CREATE TABLE b id int);",
    "CREATE TABLE (id int);",
    "CREATE TABLE b;",
    "CREATE TABLE;",
    "CREATE TABEL b (id int);",
    "CREAT TABLE b (id int);",
    "CREATE;",
    "CREATE TABLE b (id int NOT NUL);",
    "CREATE TABLE b (id int DEFAULT);",
    "CREATE TABLE b (id int DEFAULT 1 +);",
    "CREATE TABLE b (id int PRIMARY);",
    "CREATE TABLE b (id int REFERENCES);",
    "CREATE TABLE b (id int REFERENCES first(id) ON DELETE CASCAD);",
    "CREATE TABLE b (id int REFERENCES first(id) ON DELETE SET);",
    "CREATE TABLE b (id int, PRIMARY KEY);",
    "CREATE TABLE b (id int, PRIMARY KEY ());",
    "CREATE TABLE b (id int, FOREIGN KEY (id) first(id));",
    "CREATE TABLE b (id int, UNIQUE id);",
    "CREATE TABLE b (id int, CHECK ());",
    "CREATE TABLE b (id int, CHECK (id >));",
    "CREATE TABLE b (id int, CHECK (id > 0 AND));",
    "CREATE TABLE b (id int, CHECK id > 0);",
    "CREATE TABLE b (id int, CONSTRAINT c);",
    "CREATE TABLE b (id int) WITHOUT;",
    "CREATE TABLE b (note varchar(20, id int);",
    "CREATE TABLE b (note text DEFAULT 'open);",
    "CREATE INDEX i ON first;",
    "CREATE INDEX i ON first ();",
    "CREATE INDEX i ON first (id,);",
    "CREATE INDEX i first (id);",
    "CREATE UNIQUE first (id);",
    "CREATE INDEX i ON first (lower(note);",
    "ALTER TABLE first;",
    "ALTER TABLE;",
    "ALTER first ADD COLUMN x int;",
    "ALTER TABLE first ADD COLUMN;",
    "ALTER TABLE first ADD CONSTRAINT c UNIQE (id);",
    "ALTER TABLE first DROP COLUMN;",
    "ALTER TABLE first RENAME COLUMN note;",
    "ALTER TABLE first RENAME COLUMN note TO;",
    "ALTER TABLE first FROBNICATE note;",
    "ALTER TABLE first ADD COLUMN x int,;",
    "ALTER TABLE first ADD FOREIGN KEY (id) REFERENCES;",
    "DROP TABLE;",
    "DROP TABLE first last;",
    "DROP TABEL first;",
    "DROP VIEW;",
    "CREATE VIEW v;",
    "CREATE VIEW v AS;",
    "INSERT INTO first VALUES (1;",
    "INSERT INTO first (id VALUES (1);",
    "INSERT INTO;",
    "UPDATE first SET;",
    "UPDATE first SET note = WHERE id = 1;",
    "DELETE FROM;",
    "SELECT * FROM WHERE;",
    "SELEC 1;",
    "FOO BAR;",
    "(;",
    ");",
    "42;",
]
POSTGRESQL = [
    "CREATE TABLE b (id);",
    "CREATE TABLE b (id integer frobnicated);",
    "CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY (INCREMENT BY));",
    "CREATE TABLE b (id int GENERATED SOMETIMES AS IDENTITY);",
    "CREATE TYPE mood AS ENUM ('low', 'high';",
    "CREATE TYPE mood AS ENUM (low);",
    "CREATE TYPE mood AS ENUM ('low',);",
    "CREATE TYPE mood ENUM ('low');",
    "ALTER TYPE mood ADD VALUE;",
    "ALTER TABLE first ALTER COLUMN note SET DATA TYPE;",
    "ALTER TABLE first ALTER COLUMN note SET;",
    "ALTER TABLE first ALTER COLUMN note TYPE varchar USING;",
    "ALTER TABLE first ALTER COLUMN note SET DEFAULT;",
    "ALTER TABLE first ENABLE ROW SECURITY;",
    "CREATE INDEX CONCURRENTLY ON;",
    "CREATE INDEX i ON first (id) WHERE;",
    "CREATE POLICY p ON first FOR EVERYTHING;",
    "CREATE POLICY p first USING (true);",
    "CREATE SEQUENCE s START WITH;",
    "COMMENT ON TABLE first;",
    "COMMENT ON COLUMN first.note IS note;",
    "DO BEGIN END;",
    "CREATE TABLE b (note text DEFAULT $$open);",
    'CREATE TABLE "b (id int);',
]
MYSQL = [
    "CREATE TABLE b (id intt);",
    "CREATE TABLE b (id int, KEY);",
    "CREATE TABLE b (id int) ENGINE=;",
    "CREATE TABLE `b (id int);",
    "ALTER TABLE first MODIFY COLUMN note;",
    "ALTER TABLE first CHANGE note;",
    "ALTER TABLE first DROP FOREIGN KEY;",
    "ALTER TABLE first DROP PRIMARY;",
    "RENAME TABLE first;",
    "RENAME first TO second;",
    "DROP INDEX i;",
]
SQLITE = [
    "CREATE TABLE b (id integer PRIMARY KEY AUTOINCREMENT AUTOINCREMENT x y);",
    "ALTER TABLE first ADD note text NOT;",
    "CREATE TABLE b (id integer) STRIKT;",
    "CREATE TABLE [b (id int);",
]
CASES = [
    (dialect, statement)
    for dialects, statements in (
        (tuple(Dialect), EVERYWHERE),
        ((Dialect.POSTGRESQL,), POSTGRESQL),
        ((Dialect.MYSQL, Dialect.MARIADB), MYSQL),
        ((Dialect.SQLITE,), SQLITE),
    )
    for dialect in dialects
    for statement in statements
]


@pytest.mark.parametrize(("dialect", "statement"), CASES)
def test_broken_statement_is_one_problem_on_its_line(dialect, statement):
    found = replay([("m.sql", f"{BEFORE}\n{statement}\n{AFTER}\n")], dialect=dialect)

    assert [(problem.span.path, problem.span.line) for problem in found.problems] == [("m.sql", 2)]
    assert {"first", "last"} <= {table.name for table in found.schema.tables}
    assert found.steps[0].changes
    assert found.steps[-1].changes
    assert found.steps[-1].kind is StepKind.SCHEMA


@pytest.mark.parametrize(("dialect", "statement"), CASES)
def test_breakpoints_separate_as_well_as_semicolons(dialect, statement):
    text = f"{BEFORE}\n--> statement-breakpoint\n{statement.removesuffix(';')}\n--> statement-breakpoint\n{AFTER}\n"
    found = replay([("m.sql", text)], dialect=dialect)

    assert [problem.span.line for problem in found.problems] == [3]
    assert {"first", "last"} <= {table.name for table in found.schema.tables}


@pytest.mark.parametrize(("dialect", "statement"), [case for case in CASES if "b (" in case[1] or " first" in case[1].split("(")[0]])
def test_what_a_broken_definition_may_hold_is_unread(dialect, statement):
    found = replay([("m.sql", f"{BEFORE}\n{statement}\n{AFTER}\n")], dialect=dialect)
    is_data = statement.split()[0] in ("INSERT", "UPDATE", "DELETE", "SELECT", "COMMENT")

    assert found.schema.problems() == (() if is_data else found.problems)


def test_a_broken_element_costs_only_itself():
    text = "CREATE TABLE t (\n  id integer PRIMARY KEY,\n  broken integer DEFAULT,\n  note text NOT NULL,\n  UNIQUE (note)\n);"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    (table,) = found.schema.tables
    assert table.column_names() == ("id", "note")
    assert [unique.columns for unique in table.uniques] == [("note",)]
    assert [problem.span.line for problem in found.problems] == [3]
    assert table.unread == found.problems


def test_a_broken_action_costs_only_itself():
    text = "CREATE TABLE t (id integer);\nALTER TABLE t ADD a integer,\n  FROBNICATE,\n  ADD b integer;"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    (table,) = found.schema.tables
    assert table.column_names() == ("id", "a", "b")
    assert [problem.span.line for problem in found.problems] == [3]
    assert table.unread == found.problems


def test_a_missing_semicolon_is_said_and_both_statements_are_read():
    text = "CREATE TABLE a (id integer)\nCREATE TABLE b (id integer);\nCREATE TABLE c (id integer);"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert [table.name for table in found.schema.tables] == ["a", "b", "c"]
    assert [problem.span.line for problem in found.problems] == [2]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("ALTER TABLE gone ADD x integer", "gone"),
        ("DROP TABLE gone", "gone"),
        ("CREATE INDEX i ON gone (id)", "gone"),
        ("DROP INDEX gone", "gone"),
        ("ALTER TABLE first DROP COLUMN gone", "first.gone"),
        ("ALTER TABLE first ALTER COLUMN gone SET NOT NULL", "first.gone"),
        ("ALTER TABLE first RENAME COLUMN gone TO back", "first.gone"),
        ("ALTER TABLE first DROP CONSTRAINT gone", "first:gone"),
        ("ALTER TYPE gone ADD VALUE 'x'", "gone"),
        ("DROP POLICY gone ON first", "first:gone"),
        ("DROP VIEW gone", "gone"),
    ],
)
def test_what_is_not_there_is_said_unless_if_exists_allows_it(statement, name):
    found = replay([("m.sql", f"{BEFORE}\n{statement};\n{AFTER}")], dialect=Dialect.POSTGRESQL)

    assert [(problem.span.line, dict(problem.message.values)["object"]) for problem in found.problems] == [(2, name)]
    for allowed in ("DROP TABLE IF EXISTS gone", "ALTER TABLE IF EXISTS gone ADD x int", "ALTER TABLE first DROP COLUMN IF EXISTS gone"):
        assert not replay([("m.sql", f"{BEFORE}\n{allowed};")], dialect=Dialect.POSTGRESQL).problems


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE first (id integer)",
        "ALTER TABLE first ADD note text",
        "CREATE TYPE kind AS ENUM ('a')",
        "CREATE INDEX i ON first (id)",
    ],
)
def test_what_is_there_already_is_said(statement):
    text = f"{BEFORE} CREATE TYPE kind AS ENUM ('a'); CREATE INDEX i ON first (id);\n{statement};\n{AFTER}"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert [problem.span.line for problem in found.problems] == [2]
    assert not found.steps[3].changes
