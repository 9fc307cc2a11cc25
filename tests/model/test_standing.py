"""What stands on the server when the statements of a pull request begin."""

from dataclasses import replace

import pytest

from bot.model import Dialect, Message, Problem, Schema, Span, standing
from bot.parse.sql import replay

GAP = Problem(Span("0.sql", 1, 1), Message.of(en="not read", ko="읽지 못함"))


@pytest.mark.parametrize(
    ("dropped", "stands"),
    [("user", True), ("users", False), ('"user"', True), ("public.user", True)],
    ids=["same", "longer", "quoted", "qualified"],
)
def test_a_table_made_again_stood_where_an_unread_history_may_have_made_it(dropped, stands):
    begun = replace(Schema(Dialect.POSTGRESQL), unread=(GAP,))
    sql = f'DROP TABLE IF EXISTS {dropped}; CREATE TABLE "user" (id integer);'
    ran = replay([("1.sql", sql)], dialect=Dialect.POSTGRESQL, start=begun)
    base = replay([("schema.sql", 'CREATE TABLE "user" (id integer);')], dialect=Dialect.POSTGRESQL).schema
    assert bool(standing(base, ran.steps).tables) is stands
