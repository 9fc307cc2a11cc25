"""The acknowledgement: a delivery and what it asks for, in one transaction, which several may share."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, delete, false, or_, select, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.service.events import Command, Delivery, Ignored, Rerun, Wish, Withdrawn
from bot.service.store.clock import now
from bot.service.store.database import Insert, Store
from bot.service.store.tables import DELIVERIES, PR_STATE, RUNS
from bot.service.subject import Subject

STATE = PR_STATE.c
FACTS = ("installation", "repository_id", "repository", "number", "head", "base")  # of a Subject, and columns of the same names
FRESH: dict[str, object] = {"dead": False, "attempts": 0, "crashes": 0, "error": None}  # a new chance
# To build a statement takes longer than to run it, so each is built once.
REVIVED = (
    update(PR_STATE)
    .where(STATE.pr == bindparam("key"), STATE.dead)
    .values(wanted=STATE.wanted + 1, changed=now(), **FRESH)
    .returning(STATE.pr)
)
NOTED = update(DELIVERIES).where(DELIVERIES.c.guid == bindparam("delivery")).values(pr=bindparam("key"), wish=bindparam("count"))


def accept(store: Store, delivery: Delivery) -> bool:
    """The same for one delivery."""
    return accept_all(store, (delivery,))[0]


def accept_all(store: Store, deliveries: Sequence[Delivery]) -> tuple[bool, ...]:
    """Store deliveries with their wishes, all or none; for each, whether it is new.

    A guid that was known changes nothing, unless its pull request was given up: GitHub's button "Redeliver" is a wish, then.

    Raises:
        SQLAlchemyError: the database does not answer; nothing is stored.
    """
    if all(isinstance(each.event, Ignored) for each in deliveries):
        return (True,) * len(deliveries)
    with store.write() as connection:
        # In the order of their keys: two transactions that lock the same rows must not wait for each other.
        order = sorted(range(len(deliveries)), key=lambda place: _key(deliveries[place]))
        found = {place: isinstance(deliveries[place].event, Ignored) or _accept(store, connection, deliveries[place]) for place in order}
        return tuple(found[place] for place in range(len(deliveries)))


def _key(delivery: Delivery) -> str:
    match delivery.event:
        case Wish(subject) | Command(subject=subject):
            return subject.key
        case _:
            return ""


def _accept(store: Store, connection: Connection, delivery: Delivery) -> bool:
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
    return connection.execute(REVIVED, {"key": key}).first() is not None


def _keep(store: Store, connection: Connection, delivery: Delivery) -> bool:
    row = {"guid": delivery.guid, "event": delivery.name, "payload": delivery.payload}
    return connection.execute(_added(store.insert), row).first() is not None


@cache
def _added(insert: Insert) -> ReturningInsert[str]:
    return insert(DELIVERIES).values(at=now()).on_conflict_do_nothing().returning(DELIVERIES.c.guid)


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
    return int(connection.execute(_counted(store.insert), {"pr": subject.key, **facts}).scalar_one())


@cache
def _counted(insert: Insert) -> ReturningInsert[int]:
    added = insert(PR_STATE).values(wanted=1, changed=now())
    came = added.excluded
    again: dict[str, object] = {"wanted": STATE.wanted + 1, "repository": came.repository, "changed": now()}
    # A comment names no commits.
    again |= {name: case((came[name] != "", came[name]), else_=STATE[name]) for name in ("head", "base")}
    again |= {name: case((STATE.dead, value), else_=STATE[name]) for name, value in FRESH.items()}
    return added.on_conflict_do_update(index_elements=["pr"], set_=again).returning(STATE.wanted)


def _note(connection: Connection, guid: str, wishes: Sequence[tuple[Subject, int]]) -> None:
    if wishes:
        subject, count = wishes[0]
        connection.execute(NOTED, {"delivery": guid, "key": subject.key, "count": count})


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
