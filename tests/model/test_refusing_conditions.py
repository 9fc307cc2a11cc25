"""Which literals a CHECK on one column is false for; what is not known is no."""

import pytest

from bot.model import Expression, Unknown, refuses

REFUSED = [
    ("status in ('new', 'paid')", "'lost'"),
    ("\"orders\".\"status\" in ('new','paid')", "'lost'"),
    ("status = any (array['new','paid'])", "'lost'"),
    ("status = any ((array['new'::character varying, 'paid'::character varying])::text[])", "'lost'"),
    ("status in (1, 2)", "3"),
    ("status > 0", "0"),
    ("status >= 1 and status <= 5", "9"),
    ("(status >= 1) and (status <= 5)", "0"),
    ("status between 1 and 5", "6"),
]
NOT_REFUSED = [
    ("status in ('new', 'paid')", "'new'"),
    ("status in ('new', null)", "'lost'"),
    ("status in ('new') or closed", "'lost'"),
    ("status not in ('new')", "'lost'"),
    ("not (status in ('new'))", "'lost'"),
    ("status in (select value from statuses)", "'lost'"),
    ("status in (other, another)", "'lost'"),
    ("status in (1, 2)", "'2'"),
    ("other in ('new')", "'lost'"),
    ("lower(status) in ('new')", "'NEW'"),
    ("status > 0", "1"),
    ("status > 0", "'new'"),
    ("status > other", "0"),
    ("not (status > 5)", "0"),
    ("status > 5 or status < 3", "4"),
    ("status > -1 and other > 5", "-2"),
    ("status between 1 and 5", "5"),
    ("length(status) > 5", "0"),
]


@pytest.mark.parametrize(("condition", "literal"), REFUSED)
def test_a_check_refuses_a_literal_outside_its_list_or_bounds(condition, literal):
    assert refuses(Expression(condition), "status", literal)


@pytest.mark.parametrize(("condition", "literal"), NOT_REFUSED)
def test_what_passes_or_is_not_known_is_not_refused(condition, literal):
    assert not refuses(Expression(condition), "status", literal)


def test_a_collation_may_ignore_case():
    assert refuses(Expression("status in ('new')"), "status", "'NEW'")
    assert not refuses(Expression("status in ('new')"), "status", "'NEW'", ignore_case=True)


def test_a_condition_that_was_not_read_refuses_nothing():
    assert not refuses(Unknown("…"), "status", "'lost'")
