"""The DDL of single changes and of whole diffs, as text."""

import pytest

from bot.diff import diff
from bot.emit import change_sql, changes_sql
from bot.model import Dialect
from bot.parse.sql import replay

POSTGRESQL, MYSQL, SQLITE = Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.SQLITE


def schema(text, dialect=POSTGRESQL):
    read = replay([("schema.sql", text)], dialect=dialect)
    assert read.problems == ()
    return read.schema


def sql(before, after, dialect=POSTGRESQL):
    old = schema(before, dialect)
    return changes_sql(diff(old, schema(after, dialect)), old)


def one(before, after, dialect=POSTGRESQL):
    (change,) = diff(schema(before, dialect), schema(after, dialect))
    return change_sql(change, dialect)


T = "CREATE TABLE t (id int PRIMARY KEY, a int, b text);"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (T, T.replace("a int", "a int NOT NULL"), 'ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;'),
        (T.replace("a int", "a int NOT NULL"), T, 'ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;'),
        (T, T.replace("a int", "a bigint"), 'ALTER TABLE "t" ALTER COLUMN "a" SET DATA TYPE bigint;'),
        (T, T.replace("b text", "b date"), 'ALTER TABLE "t" ALTER COLUMN "b" SET DATA TYPE date USING "b"::date;'),
        (T, T.replace("a int", "a int DEFAULT 1"), 'ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 1;'),
        (T.replace("a int", "a int DEFAULT 1"), T, 'ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;'),
        (
            T.replace("a int", "a int DEFAULT 1"),
            T.replace("a int", "a boolean DEFAULT true"),
            (
                'ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;\n'
                'ALTER TABLE "t" ALTER COLUMN "a" SET DATA TYPE boolean USING "a"::boolean;\n'
                'ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT true;'
            ),
        ),
        (T, T + "CREATE INDEX i ON t USING hash (a);", 'CREATE INDEX "i" ON "t" USING hash ("a");'),
        (T + "CREATE INDEX i ON t (a);", T + "CREATE INDEX j ON t (a);", 'ALTER INDEX "i" RENAME TO "j";'),
        (T + "CREATE INDEX i ON t (a);", T + "CREATE INDEX i ON t (b);", 'DROP INDEX "i";\nCREATE INDEX "i" ON "t" ("b");'),
        (T + "CREATE INDEX i ON t (a);", T, 'DROP INDEX "i";'),
        (
            T + "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
            T + "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);",
            'ALTER TABLE "t" VALIDATE CONSTRAINT "c";',
        ),
        (T, T.replace("TABLE t", "TABLE t2"), 'ALTER TABLE "t" RENAME TO "t2";'),
        ("CREATE TYPE e AS ENUM ('a', 'c');", "CREATE TYPE e AS ENUM ('a', 'b', 'c');", "ALTER TYPE \"e\" ADD VALUE 'b' BEFORE 'c';"),
        ("CREATE TYPE e AS ENUM ('a');", "CREATE TYPE e AS ENUM ('a', 'b');", "ALTER TYPE \"e\" ADD VALUE 'b';"),
        ("CREATE SEQUENCE s START 5;", "CREATE SEQUENCE s INCREMENT 2;", 'ALTER SEQUENCE "s" START WITH 1 INCREMENT BY 2;'),
        ("CREATE VIEW v AS SELECT 1 AS a;", "CREATE VIEW w AS SELECT 1 AS a;", 'ALTER VIEW "v" RENAME TO "w";'),
        (T, T + "ALTER TABLE t ENABLE ROW LEVEL SECURITY;", 'ALTER TABLE "t" ENABLE ROW LEVEL SECURITY;'),
        (T, T + "COMMENT ON TABLE t IS 'it''s';", "COMMENT ON TABLE \"t\" IS 'it''s';"),
    ],
)
def test_postgresql(before, after, expected):
    assert one(before, after) == expected


M = "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20));"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (M, M.replace("a int", "a bigint unsigned NOT NULL"), "ALTER TABLE `t` MODIFY COLUMN `a` bigint unsigned NOT NULL;"),
        (M, M.replace("a int", "a int DEFAULT 1 COMMENT 'x'"), "ALTER TABLE `t` MODIFY COLUMN `a` int DEFAULT 1 COMMENT 'x';"),
        (M + "CREATE INDEX i ON t (a);", M + "CREATE INDEX j ON t (a);", "ALTER TABLE `t` RENAME INDEX `i` TO `j`;"),
        (M + "CREATE INDEX i ON t (a);", M, "DROP INDEX `i` ON `t`;"),
        (M, M + "CREATE FULLTEXT INDEX i ON t (b);", "CREATE FULLTEXT INDEX `i` ON `t` (`b`);"),
        (M, M.replace("TABLE t", "TABLE t2"), "RENAME TABLE `t` TO `t2`;"),
        (M.replace("id int PRIMARY KEY", "id int NOT NULL"), M, "ALTER TABLE `t` ADD PRIMARY KEY (`id`);"),
        (M.replace("a int", "a int, CONSTRAINT u UNIQUE (a)"), M, "ALTER TABLE `t` DROP INDEX `u`;"),
        (
            M.replace("a int", "a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (id)"),
            M,
            "ALTER TABLE `t` DROP FOREIGN KEY `f`;",
        ),
        (M, M.replace("20));", "20)) COMMENT='all';"), "ALTER TABLE `t` COMMENT='all';"),
    ],
)
def test_mysql(before, after, expected):
    found = one(before, after, MYSQL)
    assert found == expected


S = "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (S, S.replace("b text", "b text, c text DEFAULT 'x' NOT NULL"), 'ALTER TABLE "t" ADD COLUMN "c" text DEFAULT \'x\' NOT NULL;'),
        (S, S.replace(", b text", ""), 'ALTER TABLE "t" DROP COLUMN "b";'),
        (S, S + "CREATE UNIQUE INDEX i ON t (a) WHERE a > 0;", 'CREATE UNIQUE INDEX "i" ON "t" ("a") WHERE a > 0;'),
        (S, S.replace("TABLE t", "TABLE t2"), 'ALTER TABLE "t" RENAME TO "t2";'),
        (
            S,
            S.replace("a integer", "a text"),
            (
                "PRAGMA foreign_keys=OFF;\n"
                'CREATE TABLE "__new_t" (\n  "id" integer PRIMARY KEY NOT NULL,\n  "a" text,\n  "b" text\n);\n'
                'INSERT INTO "__new_t" ("id", "a", "b") SELECT "id", "a", "b" FROM "t";\n'
                'DROP TABLE "t";\nALTER TABLE "__new_t" RENAME TO "t";\n'
                "PRAGMA foreign_keys=ON;"
            ),
        ),
    ],
)
def test_sqlite(before, after, expected):
    assert one(before, after, SQLITE) == expected


def test_sqlite_rebuilds_a_table_once_for_all_its_changes():
    after = "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, c text, UNIQUE (a)); CREATE INDEX i ON t (c);"
    text = sql(S, after, SQLITE)
    assert text.count("DROP TABLE") == 1
    assert text.count('CREATE INDEX "i"') == 1
    assert "ADD COLUMN" not in text


def test_an_enum_that_loses_a_value_takes_its_columns_along():
    before = "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (id int PRIMARY KEY, s e NOT NULL DEFAULT 'a');"
    text = sql(before, before.replace("'a', 'b'", "'a'"))
    assert text == (
        'ALTER TYPE "e" RENAME TO "e_old";\n'
        "CREATE TYPE \"e\" AS ENUM ('a');\n"
        'ALTER TABLE "t" ALTER COLUMN "s" DROP DEFAULT;\n'
        'ALTER TABLE "t" ALTER COLUMN "s" SET DATA TYPE "e" USING "s"::text::"e";\n'
        'ALTER TABLE "t" ALTER COLUMN "s" SET DEFAULT \'a\';\n'
        'DROP TYPE "e_old";'
    )


def test_an_index_that_changes_goes_before_the_column_it_named():
    before, after = T + "CREATE INDEX i ON t (a);", T.replace("a int, ", "") + "CREATE INDEX i ON t (b);"
    assert sql(before, after) == 'DROP INDEX "i";\nALTER TABLE "t" DROP COLUMN "a";\nCREATE INDEX "i" ON "t" ("b");'


def test_new_tables_that_refer_to_each_other_get_their_references_last():
    after = "CREATE TABLE a (id int PRIMARY KEY, b_id int); CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id));"
    text = sql("", after + "ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id);")
    later = [line for line in text.splitlines() if line.startswith("ALTER TABLE")]
    assert len(later) == 1
    assert text.splitlines()[-1] == later[0]


@pytest.mark.parametrize(
    ("dialect", "default", "expected"),
    [
        (POSTGRESQL, "now()", "DEFAULT now()"),
        (POSTGRESQL, "now() + interval '1 day'", "DEFAULT (now() + interval '1 day')"),
        (MYSQL, "(uuid())", "DEFAULT (uuid())"),
        (MYSQL, "current_timestamp(3)", "DEFAULT current_timestamp(3)"),
        (SQLITE, "(datetime('now'))", "DEFAULT (datetime('now'))"),
        (SQLITE, "current_timestamp", "DEFAULT current_timestamp"),
        (SQLITE, "-1", "DEFAULT -1"),
    ],
)
def test_a_default_stands_in_parentheses_where_the_database_wants_them(dialect, default, expected):
    assert expected in sql("CREATE TABLE t (id int);", f"CREATE TABLE t (id int, a text DEFAULT {default});", dialect)
