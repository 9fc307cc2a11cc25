"""What an operator looks at: what came in, and what each pull request is owed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from bot.service.store.database import Store
from bot.service.store.tables import DELIVERIES, PR_STATE

STATE = PR_STATE.c
MOST = 100


@dataclass(frozen=True, slots=True)
class Owed:
    """One pull request, or commit of a merge queue; `state` is `dead`, `running`, `waiting` or `done`."""

    pr: str
    repository: str
    number: int
    head: str
    state: str
    wanted: int
    done: int
    attempts: int
    crashes: int
    error: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class Came:
    """One delivery that asked for something."""

    guid: str
    event: str
    pr: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """The newest of each, those that were given up first."""

    owed: tuple[Owed, ...]
    came: tuple[Came, ...]


def overview(store: Store) -> Overview:
    """What the tables hold now.

    Raises:
        SQLAlchemyError: the database does not answer.
    """
    with store.read() as connection:
        states = connection.execute(select(PR_STATE).order_by(STATE.dead.desc(), STATE.changed.desc()).limit(MOST)).all()
        columns = DELIVERIES.c
        newest = select(columns.guid, columns.event, columns.pr, columns.at).order_by(columns.at.desc()).limit(MOST)
        came = connection.execute(newest).all()
    owed = (
        Owed(
            row.pr,
            row.repository,
            row.number,
            row.head,
            "dead" if row.dead else "running" if row.run else "waiting" if row.wanted > row.done else "done",
            row.wanted,
            row.done,
            row.attempts,
            row.crashes,
            row.error or "",
            _time(row.changed),
        )
        for row in states
    )
    return Overview(tuple(owed), tuple(Came(row.guid, row.event, row.pr or "", _time(row.at)) for row in came))


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
