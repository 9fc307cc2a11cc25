"""What the pull request itself creates, asked of a table or of a statement."""

from datetime import date

import pytest

from bot.lint import Context
from bot.model import Dialect, Message, Project, Side
from bot.parse.sql import replay

PROJECT = Project("shop", Dialect.POSTGRESQL, Message.of("", ""))


@pytest.fixture
def context():
    base = replay([("0.sql", "CREATE TABLE old (id integer, name text);")], dialect=Dialect.POSTGRESQL).schema
    sql = (
        "CREATE TABLE new (id integer); CREATE INDEX i ON new (id); CREATE INDEX j ON old (id); "
        "ALTER TABLE old RENAME TO older; DROP INDEX j; UPDATE new SET id = 1;"
    )
    ran = replay([("1.sql", sql)], dialect=Dialect.POSTGRESQL, start=base)
    assert not ran.problems
    changes = tuple(change for step in ran.steps for change in step.changes)
    return Context(PROJECT, base, ran.schema, Side.HEAD, changes, ran.steps, date(2026, 1, 1))


def test_a_statement_is_new_where_every_table_it_changes_is(context):
    assert [context.is_new(step) for step in context.steps] == [True, True, False, False, False, False]


def test_a_table_is_new_unless_it_was_there_under_any_name(context):
    assert {table.name: context.is_new(table) for table in context.after.tables} == {"new": True, "older": False}
