"""What one host does for all, every few minutes: whose turn it is, and what there is to do. Each function is one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, select, update

from bot.service.store.clock import now
from bot.service.store.database import Store
from bot.service.store.inbox import subject_of
from bot.service.store.tables import DELIVERIES, OPEN, PR_STATE, SWEEPS, UNDELIVERED
from bot.service.subject import Subject

SWEEP, LOST, STATE = SWEEPS.c, UNDELIVERED.c, PR_STATE.c
FIRST_PAUSE = 60.0  # seconds until a delivery is asked for once more, and then twice as long each time
MOST_ASKED = 12  # with these pauses the last one comes after 34 hours, and the next would when GitHub has forgotten the delivery
BATCH = 100


class Sweep(StrEnum):
    """What is swept."""

    WEBHOOKS = "webhooks"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class Lost:
    """A delivery that GitHub could not bring: `attempt` is the number of its first attempt, `failed` when that was (by GitHub's clock)."""

    guid: str
    attempt: int
    event: str
    failed: float
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Stuck:
    """A subject that nobody reviews or will review, and the head whose check run an earlier attempt may have left open."""

    subject: Subject
    head: str
    error: str


def claim(store: Store, sweep: Sweep, *, every: float) -> float | None:
    """How far the last one looked, where it is time for the next one and no other host has just begun it; else None.

    A lock would have to be held while GitHub is asked; a date is enough.
    """
    with store.write() as connection:
        first = store.insert(SWEEPS).values(name=sweep, due=now() + every, began=now())
        again = first.on_conflict_do_update(index_elements=["name"], set_={"due": now() + every, "began": now()}, where=SWEEP.due <= now())
        return connection.execute(again.returning(SWEEP.seen)).scalar_one_or_none()


def ended(store: Store, sweep: Sweep, *, done: int, seen: float = 0.0) -> None:
    """It looked so far, and did so much."""
    with store.write() as connection:
        further = func.greatest(SWEEP.seen, seen) if store.is_shared else func.max(SWEEP.seen, seen)
        connection.execute(update(SWEEPS).where(SWEEP.name == sweep).values(done=SWEEP.done + done, seen=further))


def rest(store: Store, sweep: Sweep, *, seconds: float) -> None:
    """Not again before so many seconds, because GitHub says so."""
    with store.write() as connection:
        connection.execute(update(SWEEPS).where(SWEEP.name == sweep, SWEEP.due < now() + seconds).values(due=now() + seconds))


def note_lost(store: Store, lost: Iterable[Lost], settled: Iterable[str], *, kept: float) -> None:
    """Remember what is to be asked for, and forget the guids that came or were refused since, and what GitHub has forgotten.

    `kept` is how many seconds GitHub keeps a delivery.
    """
    rows = [{"guid": each.guid, "attempt": each.attempt, "event": each.event[:50], "failed": each.failed, "due": now()} for each in lost]
    gone = list(settled)
    with store.write() as connection:
        for row in rows:
            connection.execute(store.insert(UNDELIVERED).values(row).on_conflict_do_nothing())
        for start in range(0, len(gone), BATCH):
            connection.execute(delete(UNDELIVERED).where(LOST.guid.in_(gone[start : start + BATCH])))
        connection.execute(delete(UNDELIVERED).where((LOST.failed < now() - kept) | LOST.guid.in_(select(DELIVERIES.c.guid))))


def take_lost(store: Store) -> Lost | None:
    """The next delivery to ask for, counted as asked for before it is; None where there is none now."""
    with store.write() as connection:
        waiting = (LOST.due <= now(), LOST.asked < MOST_ASKED, LOST.guid.not_in(select(DELIVERIES.c.guid)))
        row = connection.execute(select(UNDELIVERED).where(*waiting).order_by(LOST.due, LOST.guid).limit(1).with_for_update()).first()
        if row is None:
            return None
        later = now() + FIRST_PAUSE * 2**row.asked
        connection.execute(update(UNDELIVERED).where(LOST.guid == row.guid).values(asked=row.asked + 1, due=later))
        return Lost(row.guid, row.attempt, row.event, row.failed, row.asked + 1)


def drop_lost(store: Store, guid: str) -> None:
    """GitHub does not know it any more."""
    with store.write() as connection:
        connection.execute(delete(UNDELIVERED).where(LOST.guid == guid))


def stuck(store: Store, *, older: float) -> tuple[Stuck, ...]:
    """Whose check run may be open although nobody was at work for so many seconds, and nobody will be."""
    with store.read() as connection:
        rows = connection.execute(select(PR_STATE).where(*_is_stuck(), STATE.changed < now() - older).order_by(STATE.changed).limit(BATCH))
        return tuple(Stuck(subject_of(row), row.reviewing, row.error or "") for row in rows)


def is_stuck(store: Store, one: Stuck) -> bool:
    """Whether that still holds."""
    with store.read() as connection:
        return connection.execute(select(STATE.pr).where(*_is_stuck(), *_is(one))).first() is not None


def closed(store: Store, one: Stuck) -> None:
    """Its check run is not open any more."""
    with store.write() as connection:
        connection.execute(update(PR_STATE).where(*_is_stuck(), *_is(one)).values(reviewing=None))


def repositories(store: Store) -> frozenset[tuple[int, int]]:
    """The numbers of installation and repository of everything that the tables know of."""
    known = select(STATE.installation, STATE.repository_id).distinct()
    with store.read() as connection:
        return frozenset((row.installation, row.repository_id) for row in connection.execute(known))


def counts(store: Store) -> dict[str, tuple[int, float]]:
    """How much each sweep did so far, and when it last began (seconds since 1970)."""
    with store.read() as connection:
        return {row.name: (row.done, row.began) for row in connection.execute(select(SWEEPS))}


def waiting(store: Store) -> dict[str, int]:
    """How many deliveries GitHub could not bring, and how many check runs may be stuck."""
    with store.read() as connection:
        lost = connection.scalar(select(func.count()).select_from(UNDELIVERED))
        checks = connection.scalar(select(func.count()).select_from(PR_STATE).where(*_is_stuck()))
        return {"deliveries": lost or 0, "checks": checks or 0}


def _is_stuck() -> tuple[ColumnElement[bool], ...]:
    return STATE.reviewing.is_not(None), STATE.job.is_(None), STATE.run.is_(None), ~OPEN | STATE.dead


def _is(one: Stuck) -> tuple[ColumnElement[bool], ...]:
    return STATE.pr == one.subject.key, STATE.reviewing == one.head
