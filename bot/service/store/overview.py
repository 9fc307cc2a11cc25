"""What an operator looks at: what came in, and what each pull request is owed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, select

from bot.service.store.clock import now
from bot.service.store.database import Store
from bot.service.store.tables import DELIVERIES, PR_STATE, RUNS

STATE = PR_STATE.c
MOST = 100


@dataclass(frozen=True, slots=True)
class Owed:
    """One pull request, or commit of a merge queue; `state` is `dead`, `running`, `waiting` or `done`.

    `due` is when a waiting one may begin at the earliest, where that is to come; `run` is the page of its newest head.
    """

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
    due: datetime | None = None
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """One delivery that asked for something; repository, number and head are those of its pull request now, where it is still known."""

    guid: str
    event: str
    at: datetime
    repository: str = ""
    number: int = 0
    head: str = ""


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
    kept = and_(RUNS.c.pr == STATE.pr, RUNS.c.head == STATE.head, RUNS.c.page.is_not(None))
    about = select(PR_STATE, RUNS.c.id.label("page_id"), now().label("time")).select_from(PR_STATE.outerjoin(RUNS, kept))
    columns = DELIVERIES.c
    newest = select(columns.guid, columns.event, columns.at, STATE.repository, STATE.number, STATE.head)
    newest = newest.select_from(DELIVERIES.outerjoin(PR_STATE, STATE.pr == columns.pr))
    with store.read() as connection:
        states = connection.execute(about.order_by(STATE.dead.desc(), STATE.changed.desc()).limit(MOST)).all()
        came = connection.execute(newest.order_by(columns.at.desc()).limit(MOST)).all()
    return Overview(tuple(map(_owed, states)), tuple(map(_came, came)))


def _owed(row: Any) -> Owed:  # noqa: ANN401 # a row has the columns of its query
    state = "dead" if row.dead else "running" if row.run else "waiting" if row.wanted > row.done else "done"
    due = _time(row.not_before) if state == "waiting" and row.not_before > row.time else None
    counts = (row.wanted, row.done, row.attempts, row.crashes)
    return Owed(row.pr, row.repository, row.number, row.head, state, *counts, row.error or "", _time(row.changed), due, row.page_id)


def _came(row: Any) -> Came:  # noqa: ANN401 # likewise
    return Came(row.guid, row.event, _time(row.at), row.repository or "", row.number or 0, row.head or "")


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
