"""Which columns an UPDATE replaces in every row."""

import pytest

from bot.effects.overwritten import overwritten
from bot.model import Dialect
from bot.parse.sql import replay

BASE = "CREATE TABLE members (id integer PRIMARY KEY, name text, plan text, price integer, note text);"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("UPDATE members SET plan = 'free'", ["plan"]),
        ("UPDATE members AS m SET plan = 'free', \"note\" = NULL", ["plan", "note"]),
        ("UPDATE ONLY public.members SET price = price * 100, plan = coalesce(name, 'a, b')", ["plan"]),
        ("UPDATE members SET plan = upper(plan)", []),
        ("UPDATE members SET plan = o.plan_name FROM other o", ["plan"]),
        ("UPDATE members SET plan = (SELECT max(name) FROM other WHERE other.id = members.id) RETURNING id", ["plan"]),
        ("UPDATE members SET plan = 'free' WHERE plan IS NULL", []),
        ("UPDATE members SET plan = 'where' WHERE 1 = 1", ["plan"]),
        ("UPDATE strangers SET plan = 'free'", []),
        ("UPDATE members SET (plan, note) = ('a', 'b')", []),
    ],
)
def test_values_that_are_not_made_of_the_old_ones(text, columns):
    base = replay([("base.sql", BASE)], dialect=Dialect.POSTGRESQL).schema
    step = replay([("head.sql", text)], dialect=Dialect.POSTGRESQL, start=base).steps[0]
    found = overwritten(step, base)
    assert [column.name for column in found[1]] == columns if found else not columns
