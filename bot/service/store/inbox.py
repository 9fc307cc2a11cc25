"""The acknowledgement: a delivery and what it asks for, in one transaction."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, delete, false, or_, select, update

from bot.service.events import Command, Delivery, Ignored, Rerun, Wish, Withdrawn
from bot.service.store.clock import now
from bot.service.store.database import Store
from bot.service.store.tables import DELIVERIES, PR_STATE, RUNS
from bot.service.subject import Subject

STATE = PR_STATE.c
FACTS = ("installation", "repository_id", "repository", "number", "head", "base")  # of a Subject, and columns of the same names
FRESH: dict[str, object] = {"dead": False, "attempts": 0, "crashes": 0, "error": None}  # a new chance


def accept(store: Store, delivery: Delivery) -> bool:
    """Store a delivery with its wishes; false where its guid was known.

    A guid that was known changes nothing, unless its pull request was given up: GitHub's button "Redeliver" is a wish, then.

    Raises:
        SQLAlchemyError: the database does not answer; nothing is stored.
    """
    if isinstance(delivery.event, Ignored):
        return True
    with store.write() as connection:
        is_new = _keep(store, connection, delivery)
        subjects = tuple(_subjects(connection, delivery))
        if is_new and isinstance(delivery.event, Withdrawn):
            _forget(connection, delivery.event)
        if is_new:
            _note(connection, delivery.guid, [(subject, _wish(store, connection, subject)) for subject in subjects])
        else:
            for subject in subjects:
                revive(connection, subject.key)
        return is_new


def revive(connection: Connection, key: str) -> bool:
    """Ask again for a pull request that was given up; false where it was not."""
    again = update(PR_STATE).where(STATE.pr == key, STATE.dead).values(wanted=STATE.wanted + 1, changed=now(), **FRESH)
    asked = connection.execute(again.returning(STATE.pr))
    return asked.first() is not None


def _keep(store: Store, connection: Connection, delivery: Delivery) -> bool:
    row = {"guid": delivery.guid, "event": delivery.name, "payload": delivery.payload, "at": now()}
    added = store.insert(DELIVERIES).values(row).on_conflict_do_nothing().returning(DELIVERIES.c.guid)
    return connection.execute(added).first() is not None


def _subjects(connection: Connection, delivery: Delivery) -> Iterator[Subject]:
    match delivery.event:
        case Wish(subject) | Command(subject=subject):
            yield subject
        case Rerun() as rerun:
            # In the order of their keys: two transactions that lock the same rows must not wait for each other.
            yield from sorted({*rerun.subjects, *_with_head(connection, rerun)}, key=lambda subject: subject.key)
        case _:
            return


def _with_head(connection: Connection, rerun: Rerun) -> Iterator[Subject]:
    """What we reviewed with that head, for GitHub lists no pull request of a fork, and no merge queue."""
    place = and_(STATE.installation == rerun.installation, STATE.repository_id == rerun.repository_id, STATE.head == rerun.head)
    named = {subject.key for subject in rerun.subjects}
    for row in connection.execute(select(PR_STATE).where(place)):
        if row.pr not in named:
            yield subject_of(row)


def subject_of(row: Row[Any]) -> Subject:
    """The subject of one row of the state."""
    return Subject(**{name: getattr(row, name) for name in FACTS})


def _wish(store: Store, connection: Connection, subject: Subject) -> int:
    """Count one more wish; returns the count."""
    facts = {name: getattr(subject, name) for name in FACTS}
    added = store.insert(PR_STATE).values(pr=subject.key, wanted=1, changed=now(), **facts)
    came = added.excluded
    again: dict[str, object] = {"wanted": STATE.wanted + 1, "repository": came.repository, "changed": now()}
    # A comment names no commits.
    again |= {name: case((came[name] != "", came[name]), else_=STATE[name]) for name in ("head", "base")}
    again |= {name: case((STATE.dead, value), else_=STATE[name]) for name, value in FRESH.items()}
    counted = added.on_conflict_do_update(index_elements=["pr"], set_=again).returning(STATE.wanted)
    return int(connection.execute(counted).scalar_one())


def _note(connection: Connection, guid: str, wishes: Sequence[tuple[Subject, int]]) -> None:
    if wishes:
        subject, count = wishes[0]
        connection.execute(update(DELIVERIES).where(DELIVERIES.c.guid == guid).values(pr=subject.key, wish=count))


def _forget(connection: Connection, gone: Withdrawn) -> None:
    theirs = STATE.installation == gone.installation
    if gone.repositories is not None:
        theirs = and_(theirs, STATE.repository_id.in_(gone.repositories))
    connection.execute(delete(DELIVERIES).where(DELIVERIES.c.pr.in_(select(STATE.pr).where(theirs))))
    connection.execute(delete(RUNS).where(_theirs(gone)))
    connection.execute(delete(PR_STATE).where(theirs))


def _theirs(gone: Withdrawn) -> ColumnElement[bool]:
    """The reports outlive the state of their pull request: they are told by the tenant that begins its key."""
    if gone.repositories is None:
        return RUNS.c.pr.startswith(f"{gone.installation}/", autoescape=True)
    return or_(false(), *(RUNS.c.pr.startswith(f"{gone.installation}/{number}/", autoescape=True) for number in gone.repositories))
