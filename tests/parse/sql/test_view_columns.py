"""Columns that a view may read: what cannot be told is said, and what the server refuses too (tried by hand on PostgreSQL 15)."""

import pytest

from bot.model import Dialect
from bot.parse.sql import replay

TABLES = "CREATE TABLE a (id integer, name text); CREATE TABLE b (id integer, name text); CREATE TABLE c (id integer, c_id integer);\n"


def replayed(*texts):
    return replay([("1.sql", TABLES + "\n".join(texts))], dialect=Dialect.POSTGRESQL)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM a",
        "SELECT x.* FROM c JOIN a x ON x.id = c.c_id",
        "SELECT id FROM c WHERE EXISTS (SELECT * FROM a)",
        "SELECT 1 AS one FROM a NATURAL JOIN b",
        "SELECT a.id FROM a JOIN b USING (name)",
        "SELECT id AS name FROM a ORDER BY name",
        "SELECT id FROM a WHERE id IN (SELECT b.id FROM b WHERE name = 'x')",
        "SELECT (x).name FROM a x",
        "SELECT x FROM a AS t (x, y) WHERE y = ''",
    ],
)
def test_what_a_query_does_not_say_is_unread(query):
    found = replayed(f"CREATE VIEW v AS {query};", "ALTER TABLE a DROP COLUMN name CASCADE;")
    assert [str(problem.message.en) for problem in found.problems] == [
        "whether the view {view} reads {column}, and goes with it, cannot be told from its query"
    ]
    assert found.problems[0].span.line == 3
    assert found.schema.unread == found.problems


def test_a_view_that_may_have_gone_can_be_made_again():
    again = "CREATE VIEW v AS SELECT id FROM a;"
    found = replayed("CREATE VIEW v AS SELECT * FROM a;", "ALTER TABLE a DROP COLUMN name CASCADE;", again)
    assert len(found.problems) == 1
    assert [view.definition.text for view in found.schema.views] == ["select id from a"]


def test_a_column_that_a_view_reads_is_not_dropped_without_cascade():
    found = replayed("CREATE VIEW v AS SELECT name FROM a;", "ALTER TABLE a DROP COLUMN name;")
    values = [dict(problem.message.values) for problem in found.problems]
    assert values == [{"object": "a.name", "user": "v"}]


def test_a_column_that_a_view_may_read_is_dropped_without_a_word():
    assert replayed("CREATE VIEW v AS SELECT * FROM a;", "ALTER TABLE a DROP COLUMN name;").problems == ()


def test_a_view_reads_the_table_it_was_made_on_whatever_takes_its_name():
    swapped = ("ALTER TABLE a RENAME TO a_old;", "ALTER TABLE b RENAME TO a;", "ALTER TABLE a DROP COLUMN name;")
    found = replayed("CREATE VIEW v AS SELECT name FROM a;", *swapped)
    assert found.problems == ()
    assert [view.tables for view in found.schema.views] == [("a_old",)]


def test_a_view_of_a_renamed_column_is_not_read_by_its_old_words():
    view = "CREATE VIEW v AS SELECT name FROM a; ALTER TABLE a RENAME COLUMN name TO old; ALTER TABLE a ADD name text;"
    assert replayed(view, "ALTER TABLE a DROP COLUMN name;").problems == ()
    assert len(replayed(view, "ALTER TABLE a DROP COLUMN old CASCADE;").problems) == 1
