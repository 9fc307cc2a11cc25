"""The acknowledgement: a delivery and what it asks for, in one transaction, which several may share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
# To build a statement takes longer than to run it, so each is built once; and to ask longer than to answer, so each is asked once for all.
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

    A guid that was known changes nothing, unless its pull request was given up: GitHub's button "Redeliver" is a wish, then, where no
    other delivery beside it is one. What is withdrawn is forgotten before any wish is counted.

    Raises:
        SQLAlchemyError: the database does not answer; nothing is stored.
    """
    wanted = {place: each for place, each in enumerate(deliveries) if not isinstance(each.event, Ignored)}
    if not wanted:
        return (True,) * len(deliveries)
    with store.write() as connection:
        new = _keep(store, connection, wanted)
        for each in new.values():
            if isinstance(each.event, Withdrawn):
                _forget(connection, each.event)
        wishes = [(each.guid, tuple(_subjects(connection, each))) for each in new.values()]
        _note(connection, wishes, _wish(store, connection, [subject for _, subjects in wishes for subject in subjects]))
        again = {subject for place, each in wanted.items() if place not in new for subject in _subjects(connection, each)}
        for subject in sorted(again, key=_key):
            revive(connection, subject.key)
    return tuple(place in new or place not in wanted for place in range(len(deliveries)))


def _key(subject: Subject) -> str:
    return subject.key


def revive(connection: Connection, key: str) -> bool:
    """Ask again for a pull request that was given up; false where it was not."""
    return connection.execute(REVIVED, {"key": key}).first() is not None


def _keep(store: Store, connection: Connection, deliveries: Mapping[int, Delivery]) -> dict[int, Delivery]:
    """Store what is not there; returns that, of several with the same guid the first."""
    rows = [{"guid": each.guid, "event": each.name, "payload": each.payload} for each in deliveries.values()]
    unknown = set(connection.scalars(_added(store.insert), sorted(rows, key=lambda row: row["guid"])))
    firsts = {each.guid: place for place, each in reversed([*deliveries.items()]) if each.guid in unknown}
    return {place: deliveries[place] for place in sorted(firsts.values())}


@cache
def _added(insert: Insert) -> ReturningInsert[str]:
    return insert(DELIVERIES).values(at=now()).on_conflict_do_nothing().returning(DELIVERIES.c.guid)


def _subjects(connection: Connection, delivery: Delivery) -> Iterator[Subject]:
    match delivery.event:
        case Wish(subject) | Command(subject=subject):
            yield subject
        case Rerun() as rerun:
            yield from sorted({*rerun.subjects, *_with_head(connection, rerun)}, key=_key)
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


def _wish(store: Store, connection: Connection, subjects: Sequence[Subject]) -> dict[str, int]:
    """Count one more wish for each; returns by their keys how many had been counted before."""
    counts = Counter(subject.key for subject in subjects)
    facts: dict[str, dict[str, Any]] = {}
    for subject in subjects:
        named = {name: value for name in FACTS if (value := getattr(subject, name)) or name not in facts.get(subject.key, ())}
        facts[subject.key] = facts.get(subject.key, {}) | named
    # In the order of their keys: two transactions that lock the same rows must not wait for each other.
    rows = [{"pr": key, "wanted": counts[key], **facts[key]} for key in sorted(counts)]
    found = connection.execute(_counted(store.insert), rows) if rows else ()
    return {row.pr: row.wanted - counts[row.pr] for row in found}


@cache
def _counted(insert: Insert) -> ReturningInsert[str, int]:
    added = insert(PR_STATE).values(changed=now())
    came = added.excluded
    again: dict[str, object] = {"wanted": STATE.wanted + came.wanted, "repository": came.repository, "changed": now()}
    # A comment names no commits.
    again |= {name: case((came[name] != "", came[name]), else_=STATE[name]) for name in ("head", "base")}
    again |= {name: case((STATE.dead, value), else_=STATE[name]) for name, value in FRESH.items()}
    return added.on_conflict_do_update(index_elements=["pr"], set_=again).returning(STATE.pr, STATE.wanted)


def _note(connection: Connection, wishes: Iterable[tuple[str, Sequence[Subject]]], counted: dict[str, int]) -> None:
    """Remember at each delivery which wish it is, in the order in which they came; of several wishes, the first."""
    rows = []
    for guid, subjects in wishes:
        for subject in subjects:
            counted[subject.key] += 1
        rows += [{"delivery": guid, "key": subject.key, "count": counted[subject.key]} for subject in subjects[:1]]
    if rows:
        connection.execute(NOTED, rows)


def _forget(connection: Connection, gone: Withdrawn) -> None:
    theirs = STATE.installation == gone.installation
    if gone.repositories is not None:
        theirs = and_(theirs, STATE.repository_id.in_(gone.repositories))
    lock(connection, theirs)
    connection.execute(delete(DELIVERIES).where(DELIVERIES.c.pr.in_(select(STATE.pr).where(theirs))))
    connection.execute(delete(RUNS).where(_theirs(gone)))
    connection.execute(delete(PR_STATE).where(theirs))


def lock(connection: Connection, which: ColumnElement[bool]) -> None:
    """Lock these states before they are changed, in the order of their keys, as everybody does."""
    connection.execute(select(STATE.pr).where(which).order_by(STATE.pr).with_for_update())


def _theirs(gone: Withdrawn) -> ColumnElement[bool]:
    """The reports outlive the state of their pull request: they are told by the tenant that begins its key."""
    if gone.repositories is None:
        return RUNS.c.pr.startswith(f"{gone.installation}/", autoescape=True)
    return or_(false(), *(RUNS.c.pr.startswith(f"{gone.installation}/{number}/", autoescape=True) for number in gone.repositories))
