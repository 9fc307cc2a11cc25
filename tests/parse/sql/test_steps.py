"""What a Step says of its statement: kind, verb, words, place, and the schema before it."""

import pytest

from bot.model import AddColumn, AddTable, Dialect, DropTable, Identity, RenameTable, Schema, StepKind, change_kind
from bot.parse.sql import replay

TABLES = "CREATE TABLE a (id integer PRIMARY KEY, note text); CREATE TABLE b (id integer, a_id integer);"


def last(statement, dialect=Dialect.POSTGRESQL, before=TABLES):
    found = replay([("m.sql", f"{before}\n{statement};")], dialect=dialect)
    assert found.problems == ()
    return found.steps[-1]


@pytest.mark.parametrize(
    ("statement", "kind", "verb", "words", "changes"),
    [
        ("CREATE INDEX CONCURRENTLY i ON a (note)", "schema", "create index", {"concurrently"}, ["add-index"]),
        ("CREATE UNIQUE INDEX IF NOT EXISTS i ON a (note)", "schema", "create index", {"if-not-exists"}, ["add-index"]),
        ("CREATE TABLE IF NOT EXISTS a (other text)", "schema", "create table", {"if-not-exists"}, []),
        ("DROP TABLE IF EXISTS a CASCADE", "schema", "drop table", {"if-exists", "cascade"}, ["drop-table"]),
        ("ALTER TABLE a ALTER COLUMN note TYPE integer USING note::integer", "schema", "alter table", {"using"}, ["alter-column"]),
        ("ALTER TABLE b ADD FOREIGN KEY (a_id) REFERENCES a NOT VALID", "schema", "alter table", {"not-valid"}, ["add-foreign-key"]),
        ("CREATE OR REPLACE VIEW v AS SELECT 1", "schema", "create view", set(), ["add-view"]),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "opaque", "create function", set(), []),
        ("CREATE EXTENSION IF NOT EXISTS citext", "opaque", "create extension", set(), []),
        ("GRANT SELECT ON a TO public", "opaque", "grant", set(), []),
        ("INSERT INTO a VALUES (1, 'x') ON CONFLICT DO NOTHING", "data", "insert", set(), []),
        ("UPDATE a SET note = 'x' WHERE note IS NULL", "data", "update", set(), []),
        ("WITH old AS (SELECT 1) DELETE FROM a USING old", "data", "with", set(), []),
        ("SELECT setval('s', 1)", "data", "select", set(), []),
        ("BEGIN", "transaction", "begin", set(), []),
        ("COMMIT", "transaction", "commit", set(), []),
        ("SET lock_timeout = '2s'", "setting", "set", set(), []),
        ("DO $$ BEGIN PERFORM 1; END $$", "opaque", "do", set(), []),
        (
            "DO $$ BEGIN ALTER TABLE a ADD c integer; EXCEPTION WHEN duplicate_column THEN null; END $$",
            "schema",
            "do",
            {"guarded"},
            ["add-column"],
        ),
        ("ALTER TABLE a DROP COLUMN note, ADD COLUMN note text", "schema", "alter table", set(), ["drop-column", "add-column"]),
    ],
)
def test_postgresql_step(statement, kind, verb, words, changes):
    step = last(statement)

    assert (step.kind.value, step.verb, step.words) == (kind, verb, words)
    assert [change_kind(change) for change in step.changes] == changes
    assert step.text == statement


@pytest.mark.parametrize(
    ("statement", "words", "changes"),
    [
        ("ALTER TABLE a ADD INDEX i (id), ALGORITHM=INPLACE, LOCK=NONE", {"algorithm=inplace", "lock=none"}, ["add-index"]),
        ("CREATE INDEX i ON a (id) ALGORITHM=COPY", {"algorithm=copy"}, ["add-index"]),
        ("ALTER TABLE a CHANGE note remark varchar(9)", set(), ["rename-column", "alter-column"]),
        ("RENAME TABLE a TO c", set(), ["rename-table"]),
    ],
)
def test_mysql_step(statement, words, changes):
    step = last(statement, Dialect.MYSQL)

    assert step.words == words
    assert [change_kind(change) for change in step.changes] == changes


def test_sqlite_settings():
    assert last("PRAGMA foreign_keys=OFF", Dialect.SQLITE).kind is StepKind.SETTING


def test_each_step_has_the_schema_before_it_and_its_lines():
    text = "-- first\nCREATE TABLE a (id integer);\n\nALTER TABLE a\n  ADD note text;\nDROP TABLE a;\n"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert [(step.span.line, step.span.end_line) for step in found.steps] == [(2, 2), (4, 5), (6, 6)]
    assert [len(step.before.tables) for step in found.steps] == [0, 1, 1]
    assert [type(change) for step in found.steps for change in step.changes] == [AddTable, AddColumn, DropTable]
    added = found.steps[1].changes[0]
    assert added.table.column_names() == ("id", "note")
    assert (added.after.span.line, added.after.span.column) == (5, 7)


def test_replay_goes_on_from_a_schema():
    start = replay([("0.sql", TABLES)], dialect=Dialect.POSTGRESQL).schema
    found = replay([("1.sql", "ALTER TABLE a RENAME TO c;")], dialect=Dialect.POSTGRESQL, start=start)

    assert isinstance(found.steps[0].changes[0], RenameTable)
    assert [table.name for table in found.schema.tables] == ["b", "c"]
    assert found.steps[0].before == start
    assert replay([], dialect=Dialect.POSTGRESQL, start=start).schema == start


def test_search_path_decides_where_unqualified_names_are():
    path = "CREATE SCHEMA app; SET search_path TO app, public;"
    text = "CREATE TABLE a (id integer); CREATE TABLE public.b (id integer); ALTER TABLE b ADD x text;"
    found = replay([("m.sql", path + text)], dialect=Dialect.POSTGRESQL)

    assert found.problems == ()
    assert [table.full_name for table in found.schema.tables] == ["app.a", "b"]


def test_the_sequence_of_an_identity_in_another_schema_has_its_default_name():
    text = "CREATE SCHEMA app; CREATE TABLE app.a (id integer);"
    add = 'ALTER TABLE app.a ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (sequence name "app"."a_id_seq");'
    found = replay([("m.sql", text + add)], dialect=Dialect.POSTGRESQL)

    assert found.schema.table("app.a").column("id").identity == Identity(always=True)


def test_names_fold_on_postgresql_only():
    text = 'CREATE TABLE Users (Id integer, "Name" text);'

    folded = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL).schema.tables[0]
    kept = replay([("m.sql", text.replace('"', ""))], dialect=Dialect.MYSQL).schema.tables[0]
    assert (folded.name, folded.column_names()) == ("users", ("id", "Name"))
    assert (kept.name, kept.column_names()) == ("Users", ("Id", "Name"))


def test_a_block_that_is_not_followed_is_said_of_the_tables_it_names():
    block = "DO $$ BEGIN EXECUTE format('ALTER TABLE \"a\" DROP CONSTRAINT %I', found); END $$"
    found = replay([("m.sql", f"{TABLES}\n{block};\nALTER TABLE a ADD PRIMARY KEY (id, note);")], dialect=Dialect.POSTGRESQL)

    assert [problem.span.line for problem in found.problems] == [2]
    assert found.schema.table("a").unread == found.problems
    assert found.schema.unread == ()
    assert found.schema.table("a").primary_key.columns == ("id", "note")


def test_a_table_made_from_a_query_is_known_and_not_read():
    found = replay([("m.sql", f"{TABLES}\nCREATE TABLE c AS SELECT * FROM a;")], dialect=Dialect.POSTGRESQL)

    assert found.schema.table("c").unread == found.problems != ()


def test_a_long_history_is_read_in_time():
    tables = [f"CREATE TABLE t{n} (id integer PRIMARY KEY, a text, b text);\nCREATE INDEX i{n} ON t{n} (a);" for n in range(300)]
    changes = [f"ALTER TABLE t{n % 300} ADD COLUMN c{n} text DEFAULT 'x' NOT NULL;" for n in range(1500)]
    found = replay([("m.sql", "\n".join(tables + changes))], dialect=Dialect.POSTGRESQL)

    assert len(found.steps) == 2100
    assert found.schema != Schema(Dialect.POSTGRESQL)


@pytest.mark.parametrize(
    ("dialect", "statements"),
    [
        (Dialect.SQLITE, "CREATE VIRTUAL TABLE found USING fts5(note); INSERT INTO found VALUES ('x'); DROP TABLE found"),
        (Dialect.POSTGRESQL, "CREATE TEMP TABLE kept AS SELECT 1; ALTER TABLE kept ADD x integer; DROP TABLE kept"),
        (Dialect.POSTGRESQL, "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one; CREATE UNIQUE INDEX m_one ON m (one)"),
        (Dialect.POSTGRESQL, "CREATE POLICY p ON storage.objects USING (true); ALTER TABLE auth.users ADD x integer"),
        (Dialect.POSTGRESQL, "INSERT INTO a SELECT 1 ON CONFLICT ON CONSTRAINT a_pkey DO UPDATE SET note = excluded.note"),
    ],
)
def test_what_the_model_does_not_hold_is_no_problem(dialect, statements):
    found = replay([("m.sql", f"{TABLES}\n{statements};")], dialect=dialect)

    assert found.problems == ()
    assert [table.name for table in found.schema.tables] == ["a", "b"]


@pytest.mark.parametrize(
    ("dialect", "statement"),
    [
        (Dialect.POSTGRESQL, "INSERT INTO gone (id) VALUES (1)"),
        (Dialect.POSTGRESQL, "UPDATE ONLY gone SET id = 1"),
        (Dialect.POSTGRESQL, "DELETE FROM gone WHERE id = 1"),
        (Dialect.MYSQL, "INSERT IGNORE gone VALUES (1)"),
        (Dialect.MYSQL, "UPDATE LOW_PRIORITY gone SET id = 1"),
        (Dialect.SQLITE, "INSERT OR REPLACE INTO gone VALUES (1)"),
    ],
)
def test_rows_of_a_missing_table_are_said(dialect, statement):
    found = replay([("m.sql", f"CREATE TABLE a (id integer);\n{statement};\nINSERT INTO a VALUES (1);")], dialect=dialect)

    assert [(problem.span.line, problem.message.values) for problem in found.problems] == [(2, (("object", "gone"),))]


@pytest.mark.parametrize(
    ("dialect", "statements"),
    [
        (Dialect.POSTGRESQL, "CREATE VIEW v AS SELECT 1 AS one; UPDATE v SET one = 2"),
        (Dialect.POSTGRESQL, "CREATE TEMP TABLE t (id integer); INSERT INTO t VALUES (1)"),
        (Dialect.POSTGRESQL, "INSERT INTO auth.users (id) VALUES (1)"),
        (Dialect.POSTGRESQL, "SET search_path TO auth; INSERT INTO users (id) VALUES (1)"),
        (Dialect.POSTGRESQL, "WITH gone AS (SELECT 1) INSERT INTO b SELECT 1"),
        (Dialect.POSTGRESQL, "FROBNICATE; INSERT INTO gone (id) VALUES (1)"),
        (Dialect.SQLITE, "DELETE FROM sqlite_sequence WHERE name = 'a'"),
        (Dialect.SQLITE, "DELETE FROM B WHERE id = 1"),
        (Dialect.SQLITE, "INSERT INTO d1_migrations (id) VALUES (1)"),
        (Dialect.MYSQL, "DELETE FROM x USING b AS x"),
    ],
)
def test_rows_of_what_may_be_a_table_are_no_problem(dialect, statements):
    found = replay([("m.sql", f"{TABLES}\n{statements};")], dialect=dialect)

    assert [problem for problem in found.problems if "object" in dict(problem.message.values)] == []


def test_what_is_known_by_name_stays_known_in_a_later_run():
    start = replay([("0.sql", f"{TABLES}\nCREATE VIRTUAL TABLE found USING fts5(note);")], dialect=Dialect.SQLITE).schema
    found = replay([("1.sql", "INSERT INTO found VALUES ('x'); DROP TABLE found;")], dialect=Dialect.SQLITE, start=start)

    assert found.problems == ()


def test_rows_in_a_schema_that_the_migrations_do_not_fill_are_no_problem():
    assert replay([("m.sql", "INSERT INTO users (id) VALUES (1);")], dialect=Dialect.POSTGRESQL).problems == ()


def test_a_key_on_a_missing_column_is_said_and_not_made():
    found = replay([("m.sql", f"{TABLES}\nCREATE INDEX i ON a (nota);")], dialect=Dialect.POSTGRESQL)

    assert [dict(problem.message.values)["object"] for problem in found.problems] == ["a.nota"]
    assert found.schema.table("a").indexes == ()


def test_postgresql_finds_a_long_name_by_its_first_63_bytes():
    name = "n" * 70
    text = f"{TABLES}\nALTER TABLE a ADD CONSTRAINT {name} UNIQUE (note);\nALTER TABLE a DROP CONSTRAINT {name[:63]};"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert found.problems == ()
    assert found.schema.table("a").uniques == ()


def test_what_was_introspected_stands_there_though_it_is_commented_out():
    text = (
        "-- Current sql file was generated after introspecting the database\n"
        "-- If you want to run this migration please uncomment this code before executing migrations\n"
        '/*\nCREATE TABLE "a" (\n\t"id" integer\n);\n--> statement-breakpoint\nCREATE TABLE "b" ("id" integer);\n*/'
    )
    found = replay([("0000_init.sql", text), ("0001_next.sql", "ALTER TABLE a ADD note text;")], dialect=Dialect.POSTGRESQL)

    assert found.problems == ()
    assert [table.name for table in found.schema.tables] == ["a", "b"]
    assert [(step.span.line, step.text) for step in found.steps[1:]] == [
        (8, 'CREATE TABLE "b" ("id" integer)'),
        (1, "ALTER TABLE a ADD note text"),
    ]


@pytest.mark.parametrize("head", ["", "-- kept after introspecting the database\nSELECT 1;\n"])
def test_what_is_commented_out_for_another_reason_is_a_comment(head):
    found = replay([("m.sql", f"{head}/*\nCREATE TABLE a (id integer);\n*/")], dialect=Dialect.POSTGRESQL)

    assert found.schema.tables == ()


@pytest.mark.parametrize("statement", ["CREATE TABEL c (id integer)", "CREATE TABLE c (id integer, note"])
def test_what_may_be_in_what_was_not_read_is_not_called_missing(statement):
    found = replay([("m.sql", f"{statement};\nALTER TABLE c DROP COLUMN note;")], dialect=Dialect.POSTGRESQL)

    assert [problem.span.line for problem in found.problems] == [1]


def test_accounts_of_mysql_are_no_part_of_the_schema():
    text = "CREATE USER IF NOT EXISTS 'reader'@'%';\nALTER USER 'reader'@'%' ACCOUNT LOCK;\nDROP USER 'reader'@'%';"
    found = replay([("m.sql", text)], dialect=Dialect.MYSQL)

    assert found.problems == ()
    assert {step.kind.value for step in found.steps} == {"opaque"}


def test_a_type_of_sqlite_may_hold_a_name_in_brackets():
    found = replay([("m.sql", "CREATE TABLE a (b varchar[10], c text)")], dialect=Dialect.SQLITE)

    assert found.problems == ()
    assert [column.type.name for column in found.schema.table("a").columns] == ["varchar[10]", "text"]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("CREATE TABLE ${schema}.a (id integer); ALTER TABLE ${schema}.a ADD note text;", ["schema.a"]),
        (
            'CREATE TABLE {{ index .Options "Space" }}.a (id int); CREATE INDEX ON {{index .Options "Space" }}.a (id);',
            ["index_options_space.a"],
        ),
        ('CREATE TABLE {{.prefix}}a (id int); CREATE TABLE b_{{.prefix}} ("{{.prefix}}" int);', ["b______prefix", "prefixa"]),
        ("CREATE TABLE a (list text[] DEFAULT '{{x,y}}', more text DEFAULT '${x}'); -- it's {{ here }}", ["a"]),
    ],
)
def test_a_placeholder_is_a_name(text, tables):
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert found.problems == ()
    assert [table.full_name for table in found.schema.tables] == tables
    assert [column.default.text for table in found.schema.tables for column in table.columns if column.default] in (
        [],
        ["'{{x,y}}'", "'${x}'"],
    )


@pytest.mark.parametrize("part", ["FOREIGN KEY (id) REFERENCES a (id)", "UNIQUE (id)", "CHECK (id > 0)"])
def test_a_key_added_twice_is_there_already(part):
    text = f"{TABLES}\nALTER TABLE b ADD CONSTRAINT twice {part};\nALTER TABLE b ADD CONSTRAINT twice {part};"
    found = replay([("m.sql", text)], dialect=Dialect.POSTGRESQL)

    assert [(problem.span.line, dict(problem.message.values)["object"]) for problem in found.problems] == [(3, "b:twice")]


def test_a_template_that_decides_is_no_name():
    found = replay([("m.sql", "{{if .mysql}}CREATE TABLE a (id integer);{{end}}")], dialect=Dialect.POSTGRESQL)

    assert found.problems != ()
    assert found.schema.unread != ()
