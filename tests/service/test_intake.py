"""The way into the tables: deliveries that wait share a transaction, and none is answered before it is on the disk."""

import asyncio
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import OperationalError

from bot.service.events import Delivery, Wish, Withdrawn
from bot.service.intake import Intake
from bot.service.store import Store, accept, accept_all, open_store, state, upgrade
from bot.service.store.tables import DELIVERIES, PR_STATE
from bot.service.subject import Subject

ROOT = Path(__file__).parents[2]
# Three deliveries in one transaction; the process ends itself before or after it is on the disk.
KILLED = """
import os, signal, sys
from sqlalchemy import event
from bot.service.store import accept_all, open_store
from tests.service.test_intake import delivery
store = open_store(sys.argv[1])
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "before":
    event.listen(store.engine, "commit", die)
accept_all(store, [delivery(number) for number in range(3)])
die()
"""


WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def delivery(number: int, *, installation: int = 7, guid: str = "") -> Delivery:
    return Delivery(
        guid or f"guid-{number}", "pull_request", "{}", Wish(Subject(installation, 21, "octo/shop", number, "a" * 40, "b" * 40))
    )


def gone(number: int) -> Delivery:
    """A repository that the App is taken off."""
    return Delivery(f"guid-{number}", "installation_repositories", "{}", Withdrawn(7, (22,)))


def guids(store: Store) -> set[str]:
    with store.read() as connection:
        return set(connection.scalars(select(DELIVERIES.c.guid)))


def together(intake: Intake, deliveries: Sequence[Delivery], *, patience: float = 60) -> list[Any]:
    async def put() -> list[Any]:
        return await asyncio.gather(*(intake.put(each, patience=patience) for each in deliveries), return_exceptions=True)

    return asyncio.run(put())


@dataclass
class Slow:
    """Stores nothing until it is told to, and remembers what came together."""

    went: threading.Event = field(default_factory=threading.Event)
    sizes: list[int] = field(default_factory=list)

    def __call__(self, store: Store, deliveries: Sequence[Delivery]) -> tuple[bool, ...]:
        self.sizes.append(len(deliveries))
        assert self.went.wait(60)
        return accept_all(store, deliveries)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr("bot.service.intake.accept_all", made)
    yield made
    made.went.set()


def test_what_waits_for_the_writer_shares_a_transaction(store: Store, slow: Slow) -> None:
    async def put() -> list[bool]:
        intake = Intake(store)
        first = asyncio.ensure_future(intake.put(delivery(1), patience=60))
        while not slow.sizes:
            await asyncio.sleep(0.01)
        others = [*(delivery(number) for number in (29, 21, 25)), gone(8), delivery(22), gone(9)]
        waiting = [first, *(asyncio.ensure_future(intake.put(each, patience=60)) for each in others)]
        await asyncio.sleep(0)
        assert not any(each.done() for each in waiting)
        slow.went.set()
        return list(await asyncio.gather(*waiting))

    assert asyncio.run(put()) == [True] * 7
    assert guids(store) == {f"guid-{number}" for number in (1, 8, 9, 21, 22, 25, 29)}
    assert slow.sizes == [1, 4, 1, 1]


def test_nobody_is_answered_before_the_transaction_has_ended(store: Store) -> None:
    """Of what was answered, another connection sees every row at once."""
    intake = Intake(store)

    async def put(number: int) -> bool:
        await intake.put(delivery(number), patience=60)
        return delivery(number).guid in guids(store)

    async def puts() -> list[bool]:
        return list(await asyncio.gather(*map(put, range(40))))

    assert asyncio.run(puts()) == [True] * 40


def test_one_at_fault_harms_no_neighbour(store: Store) -> None:
    many = [delivery(1), delivery(2, installation=2**70), delivery(3), delivery(1)]
    intake = Intake(store)
    first, fault, third, again = together(intake, many)
    assert isinstance(fault, Exception)
    assert third is True
    assert {first, again} == {True, False}
    assert guids(store) == {"guid-1", "guid-3"}
    assert together(intake, [delivery(4)]) == [True]


def test_what_nobody_waits_for_any_more_is_not_stored(store: Store, slow: Slow) -> None:
    intake = Intake(store)
    begun = threading.Thread(target=together, args=(intake, [delivery(1)]))
    begun.start()
    while not slow.sizes:
        begun.join(0.01)
    (late,) = together(intake, [delivery(50)], patience=0.1)
    assert isinstance(late, TimeoutError)
    slow.went.set()
    begun.join()
    assert together(intake, [delivery(51)]) == [True]
    assert guids(store) == {"guid-1", "guid-51"}


def test_two_hosts_that_store_the_same_pull_requests_do_not_wait_for_each_other(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor for the workers, which write the same rows."""
    failed: list[Exception] = []

    def watched(store: Store, deliveries: Sequence[Delivery]) -> tuple[bool, ...]:
        try:
            return accept_all(store, deliveries)
        except Exception as error:
            failed.append(error)
            raise

    monkeypatch.setattr("bot.service.intake.accept_all", watched)
    stores = [open_store(database_url) for _ in range(3)]
    upgrade(stores[0])
    chance = random.Random(1)
    crowds = [[delivery(chance.randrange(1, 20), guid=f"{host}-{number}") for number in range(400)] for host in range(2)]
    answers: list[Any] = []
    hosts = [
        threading.Thread(target=lambda store=store, crowd=crowd: answers.extend(together(Intake(store), crowd)))
        for store, crowd in zip(stores, crowds, strict=False)
    ]
    for host in hosts:
        host.start()
    while any(host.is_alive() for host in hosts):
        state.issue(stores[2], per_installation=9)
        state.hold(stores[2], 7, seconds=0.01)
    assert not failed
    assert answers == [True] * 800
    assert len(guids(stores[2])) == 800
    for store in stores:
        store.engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_deadlock_is_no_outage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL ends one of two transactions that wait for each other: what it held is stored one by one."""
    sizes: list[int] = []

    def unlucky(store: Store, deliveries: Sequence[Delivery]) -> tuple[bool, ...]:
        sizes.append(len(deliveries))
        if len(deliveries) > 1:
            raise OperationalError("UPDATE", None, DeadlockDetected("deadlock detected"))
        return accept_all(store, deliveries)

    monkeypatch.setattr("bot.service.intake.accept_all", unlucky)
    assert together(Intake(store), [delivery(number) for number in range(5)]) == [True] * 5
    assert max(sizes) > 1


def test_all_or_none(store: Store) -> None:
    with pytest.raises(Exception, match=r"large|range"):
        accept_all(store, [delivery(1), delivery(2, installation=2**70)])
    assert not guids(store)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_process_that_is_killed_stores_all_or_none(database_url: str, moment: str) -> None:
    store = open_store(database_url)
    upgrade(store)
    killed = subprocess.run([sys.executable, "-c", KILLED, database_url, moment], cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert len(guids(store)) == (0 if moment == "before" else 3)
    # Nobody was answered, so all come again.
    answers = [accept(store, delivery(number)) for number in range(3)]
    assert answers == [moment == "before"] * 3
    with store.read() as connection:
        assert list(connection.scalars(select(PR_STATE.c.wanted))) == [1, 1, 1]
    store.engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    upgrade(opened)
    yield opened
    opened.engine.dispose()


def test_every_commit_waits_for_the_disk(file: Store) -> None:
    seen: list[tuple[Any, ...]] = []

    def look(connection: Any) -> None:
        seen.append(tuple(connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")))

    event.listen(file.engine, "commit", look)
    accept(file, delivery(1))
    assert seen == [("wal", 2)]


def test_a_checkpoint_brings_what_was_written_into_the_file(file: Store, tmp_path: Path) -> None:
    accept(file, delivery(1))
    place = tmp_path / "bot.db"
    assert b"guid-1" not in place.read_bytes()
    file.checkpoint()
    assert b"guid-1" in place.read_bytes()


def test_the_log_is_copied_into_the_file_by_and_by(file: Store, tmp_path: Path) -> None:
    intake = Intake(file)
    assert together(intake, [delivery(1)]) == [True]
    seen = threading.Event()
    for _ in range(600):
        if b"guid-1" in (tmp_path / "bot.db").read_bytes():
            break
        seen.wait(0.1)
    else:
        pytest.fail("never copied")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_row_that_somebody_holds_keeps_no_neighbour_waiting(store: Store) -> None:
    """An operator with a transaction open, say: the others are stored while GitHub still listens."""
    held, others = delivery(1), [delivery(number) for number in range(2, 12)]
    accept(store, delivery(1, guid="before"))
    with store.write() as connection:
        connection.execute(select(PR_STATE).where(PR_STATE.c.number == 1).with_for_update())
        refused, *answers = together(Intake(store), [held, *others], patience=8)
    assert isinstance(refused, OperationalError)
    assert answers == [True] * 10
    assert together(Intake(store), [held]) == [True]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("change", ["forget", "sweep", "hold", "issue"])
def test_whoever_changes_many_rows_takes_them_in_the_order_of_their_keys(store: Store, change: str) -> None:
    """While one holds the last row, the others are locked already; while one holds the first, none is."""
    accept_all(store, [delivery(number) for number in (3, 1, 2)])
    if change == "sweep":
        with store.write() as connection:
            connection.execute(update(PR_STATE).values(done=1, wanted=1, changed=0))
    # The rows lie in another order than that of their keys.
    with store.write() as connection:
        connection.execute(update(PR_STATE).where(PR_STATE.c.number == 1).values(base="c" * 40, job_at=5))
    changes = {
        "forget": lambda: accept(store, Delivery("gone", "installation", "{}", Withdrawn(7, None))),
        "sweep": lambda: state.sweep(store, days=1),
        "hold": lambda: state.hold(store, 7, seconds=60),
        "issue": lambda: state.issue(store, per_installation=9),
    }
    assert locked_beside(store, 3, changes[change]) == {1, 2}
    assert locked_beside(store, 1, changes[change]) == set()


def locked_beside(store: Store, held: int, change: Callable[[], Any]) -> set[int]:
    """Which other rows a change has locked when it comes upon one that somebody holds."""
    with store.write() as connection:
        connection.execute(select(PR_STATE).where(PR_STATE.c.number == held).with_for_update())
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(change)
            seen: set[int] = set()
            while not running.done():
                with store.write() as looking:
                    waits = looking.scalar(text(WAITING))
                    free = select(PR_STATE.c.number).with_for_update(skip_locked=True)
                    if waits:
                        seen |= {1, 2, 3} - set(looking.scalars(free)) - {held}
                        break
            with suppress(OperationalError):
                running.result()
    return seen
