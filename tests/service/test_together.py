"""Deliveries that share a transaction leave what they leave one after the other."""

from collections.abc import Callable, Sequence
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.github.commands.obey import Receipt
from bot.service.events import Command, Delivery, Ignored, Rerun, Wish, Withdrawn
from bot.service.store import Store, accept, accept_all, open_store
from bot.service.store.tables import DELIVERIES, METADATA, PR_STATE
from bot.service.subject import Subject

HEADS = st.sampled_from(("a" * 40, "b" * 40, "c" * 40))
NUMBERS = st.integers(1, 3)
PUSHES = st.builds(Wish, st.builds(Subject, st.just(7), st.just(21), st.sampled_from(("octo/shop", "octo/store")), NUMBERS, HEADS, HEADS))
SAID = st.builds(
    Command,
    st.builds(Subject, st.just(7), st.just(21), st.just("octo/shop"), NUMBERS),
    st.just(Receipt(5, "mona", "mona", "/schema-review")),
)
DELIVERIES_OF = st.lists(
    st.builds(
        Delivery,
        st.sampled_from([f"guid-{number}" for number in range(9)]),
        st.just("pull_request"),
        st.just("{}"),
        st.one_of(PUSHES, SAID, st.just(Ignored("nothing"))),
    ),
    max_size=12,
)


def left_by(deliveries: Sequence[Delivery], take_in: Callable[[Store, Sequence[Delivery]], Sequence[bool]], *, dead: int) -> Any:
    """The answers and all rows, but for the times; the first three deliveries stand there before, and one pull request was given up."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/bot.db")
        METADATA.create_all(store.engine)
        for each in deliveries[:3]:
            accept(store, each)
        with store.write() as connection:
            connection.execute(update(PR_STATE).where(PR_STATE.c.number == dead).values(dead=True, attempts=6, error="no"))
        answers = tuple(take_in(store, deliveries[3:]))
        with store.read() as connection:
            found = [connection.execute(select(table).order_by(*table.primary_key)).all() for table in (DELIVERIES, PR_STATE)]
        store.engine.dispose()
    rows = (row._asdict() for each in found for row in each)
    return answers, [{name: value for name, value in row.items() if name not in ("at", "changed")} for row in rows]


def one_by_one(store: Store, deliveries: Sequence[Delivery]) -> list[bool]:
    return [accept(store, each) for each in deliveries]


@given(DELIVERIES_OF)
@settings(max_examples=30)
def test_together_is_as_one_after_the_other(deliveries: list[Delivery]) -> None:
    assert left_by(deliveries, accept_all, dead=0) == left_by(deliveries, one_by_one, dead=0)


@given(DELIVERIES_OF.map(lambda each: list({one.guid: one for one in each}.values())), NUMBERS)
@settings(max_examples=30)
def test_what_was_given_up_gets_a_new_chance_alike(deliveries: list[Delivery], dead: int) -> None:
    assert left_by(deliveries, accept_all, dead=dead) == left_by(deliveries, one_by_one, dead=dead)


def test_a_redelivery_beside_others_asks_again_for_what_was_given_up(store: Store) -> None:
    old, new = (Delivery(f"guid-{number}", "pull_request", "{}", Wish(Subject(7, 21, "octo/shop", number))) for number in (1, 2))
    accept(store, old)
    with store.write() as connection:
        connection.execute(update(PR_STATE).values(dead=True))
    assert accept_all(store, (new, old, new)) == (True, False, False)
    with store.read() as connection:
        rows = connection.execute(select(PR_STATE.c.number, PR_STATE.c.wanted, PR_STATE.c.dead).order_by(PR_STATE.c.number)).all()
    assert rows == [(1, 2, False), (2, 1, False)]


def test_one_event_may_ask_for_several_and_another_forget_some(store: Store) -> None:
    def delivery(guid: str, event: Any) -> Delivery:
        return Delivery(guid, "x", "{}", event)

    shop = [Subject(7, 21, "octo/shop", number, "a" * 40, "b" * 40) for number in (1, 2)]
    other = Subject(7, 22, "octo/other", 1, "a" * 40, "b" * 40)
    first = [delivery(f"guid-{number}", Wish(each)) for number, each in enumerate((*shop, other))]
    assert accept_all(store, first) == (True,) * 3
    rerun, gone = delivery("rerun", Rerun((), 21, 7, "a" * 40)), delivery("gone", Withdrawn(7, (22,)))
    assert accept_all(store, (rerun, gone)) == (True, True)
    with store.read() as connection:
        found = connection.execute(select(PR_STATE.c.repository, PR_STATE.c.number, PR_STATE.c.wanted).order_by(PR_STATE.c.pr)).all()
        noted = connection.execute(select(DELIVERIES.c.pr, DELIVERIES.c.wish).where(DELIVERIES.c.guid == "rerun")).one()
    assert found == [("octo/shop", 1, 2), ("octo/shop", 2, 2)]
    assert noted == ("7/21/pull/1", 2)
