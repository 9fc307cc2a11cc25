"""What a table says of its columns."""

import pytest

from bot.model import Dialect
from bot.parse.sql import replay


@pytest.fixture
def table():
    sql = "CREATE TABLE a (id integer PRIMARY KEY, needed text NOT NULL, free text, given text DEFAULT 'x');"
    found = replay([("1.sql", sql)], dialect=Dialect.POSTGRESQL).schema.table("a")
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "is_required"), [("id", True), ("needed", True), ("free", False), ("given", False), ("missing", False)])
def test_what_is_required_is_there_and_never_null(table, name, is_required):
    assert table.requires(name) is is_required


def test_a_column_that_is_not_there_is_not_nullable_either(table):
    assert table.nullable_among(("given", "needed", "missing", "free")) == ("given", "free")
