"""Routines of one name: what goes with one of them is said to be unclear, not guessed."""

from bot.model import Dialect
from bot.parse.sql import replay

OVERLOADED = """
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE calling (id integer DEFAULT f(1));
CREATE TABLE apart (id integer DEFAULT 1);
"""


def replayed(text):
    return replay([("1.sql", text)], dialect=Dialect.POSTGRESQL)


def test_what_goes_with_one_of_several_routines_of_a_name_is_unread():
    found = replayed(OVERLOADED + "DROP FUNCTION f(text) CASCADE;")
    assert [str(problem.message.en) for problem in found.problems] == [
        "several routines are called {routine}: what of {table} goes with the dropped one was not followed"
    ]
    assert found.problems[0].span.line == 6
    assert [bool(table.unread) for table in found.schema.tables] == [False, True]


def test_the_last_of_its_name_takes_its_callers_along():
    found = replayed(OVERLOADED + "DROP FUNCTION f(integer), f(text) CASCADE;")
    assert found.problems == ()
    assert found.schema.table("calling").column("id").default is None


def test_routines_of_extensions_are_not_missed():
    assert replayed("DROP FUNCTION uuid_generate_v4(); ALTER FUNCTION touch() OWNER TO me;").problems == ()
