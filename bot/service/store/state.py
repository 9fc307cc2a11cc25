"""Who may review what, and when: each function is one transaction. The engine only starts what stands here."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update

from bot.service.store.clock import now
from bot.service.store.database import Store
from bot.service.store.inbox import lock, revive, subject_of
from bot.service.store.tables import DELIVERIES, OPEN, PR_STATE
from bot.service.subject import Subject

STATE = PR_STATE.c
ISSUING = 7_234_002  # of PostgreSQL's advisory locks, which are numbers
MOST_FAILURES = 6
BATCH = 200
LONGEST_ERROR = 2000
# What is asked every second, and before every write to GitHub: to build a statement takes longer than to run it.
BUSY = select(STATE.installation, func.count().label("jobs")).where(STATE.job.is_not(None)).group_by(STATE.installation).subquery()
TURN = func.row_number().over(partition_by=STATE.installation, order_by=(STATE.job_at, STATE.pr))
READY = (
    select(STATE.pr, STATE.installation, STATE.wanted, STATE.job_at, TURN.label("turn"))
    .where(OPEN, ~STATE.dead, STATE.job.is_(None), STATE.not_before <= now())
    .subquery()
)
# However many one installation waits for, the others come first to what it may not begin yet.
DUE = (
    select(READY.c.pr, READY.c.wanted)
    .outerjoin(BUSY, BUSY.c.installation == READY.c.installation)
    .where(READY.c.turn + func.coalesce(BUSY.c.jobs, 0) <= bindparam("most"))
    .order_by(READY.c.job_at, READY.c.pr)
    .limit(BATCH)
)
ISSUED = update(PR_STATE).where(STATE.pr == bindparam("key")).values(job=bindparam("name"), job_at=now())
OUTSTANDING = select(STATE.pr, STATE.job).where(STATE.job.is_not(None), STATE.job_at < now() - bindparam("older")).limit(BATCH)
HELD = select(STATE.pr).where(STATE.pr == bindparam("key"), STATE.run == bindparam("run_id"))
WAITS, RUNS = OPEN & STATE.job.is_(None) & ~STATE.dead, STATE.run.is_not(None)
TOTALS = select(*(func.count().filter(each).label(name) for name, each in (("waiting", WAITS), ("running", RUNS), ("dead", STATE.dead))))


@dataclass(frozen=True, slots=True)
class Job:
    """A job for the engine: `pr` is the key of the subject. Issued again it has the same name, and the engine takes it once."""

    pr: str
    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A subject whose review has begun, for the wishes of these numbers. Only who knows `run` may end it.

    `attempts` are failures since the last success, `crashes` starts that nobody heard the end of. `reviewing` is the head that an earlier
    attempt began with, so that its check run may be open; `is_again` is set where the last start is one of those without an end.
    """

    subject: Subject
    run: str
    wishes: range
    attempts: int
    crashes: int
    reviewing: str | None = None
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Dead:
    """A subject that was given up."""

    pr: str
    repository: str
    number: int
    error: str
    since: float


def issue(store: Store, *, per_installation: int) -> tuple[Job, ...]:
    """Name the jobs that are due now: one at most for each subject, and so many at a time for each installation."""
    with store.read() as connection:
        # Mostly there is none. Who only looks keeps no acknowledgement waiting for the lock.
        if not any(_due(connection, per_installation)):
            return ()
    with store.write() as connection:
        # Two hosts that count at the same moment would both find room.
        if not store.alone(connection, ISSUING):
            return ()
        jobs = tuple(_due(connection, per_installation))
        if jobs:
            # In the order of their keys, as who accepts deliveries locks them.
            connection.execute(ISSUED, [{"key": job.pr, "name": job.name} for job in sorted(jobs, key=lambda job: job.pr)])
        return jobs


def _due(connection: Connection, per_installation: int) -> Iterator[Job]:
    for row in connection.execute(DUE, {"most": per_installation}):
        yield Job(row.pr, f"{row.pr}#{row.wanted}#{secrets.token_hex(4)}")


def outstanding(store: Store, *, older: float) -> tuple[Job, ...]:
    """The jobs that were issued longer than `older` seconds ago and have not ended: the engine may never have heard of one."""
    with store.read() as connection:
        return tuple(Job(row.pr, row.job) for row in connection.execute(OUTSTANDING, {"older": older}))


def drop(store: Store, job: Job) -> None:
    """Forget a job that the engine has ended and that did not end here, so that the next one is issued."""
    with store.write() as connection:
        connection.execute(update(PR_STATE).where(STATE.pr == job.pr, STATE.job == job.name).values(job=None, run=None))


def take(store: Store, job: Job) -> Taken | None:
    """Begin a job, or begin it again; whoever held it before does not any more. None where the job is not wanted now."""
    run = secrets.token_hex(16)
    wanted = STATE.pr == job.pr, STATE.job == job.name
    begun = {"taken": STATE.wanted, "run": run, "crashes": STATE.crashes + 1, "job_at": now()}
    with store.write() as connection:
        before = connection.execute(select(STATE.run).where(*wanted).with_for_update()).first()
        row = connection.execute(update(PR_STATE).where(*wanted).values(begun).returning(*STATE)).first()
        if before is None or row is None:
            return None
        wishes = range(row.done + 1, row.taken + 1)
        return Taken(subject_of(row), run, wishes, row.attempts, row.crashes - 1, row.reviewing, before.run is not None)


def is_held(store: Store, taken: Taken) -> bool:
    """Whether nobody else has begun the same job since."""
    with store.read() as connection:
        return connection.execute(HELD, {"key": taken.subject.key, "run_id": taken.run}).first() is not None


def note_head(store: Store, taken: Taken, head: str) -> bool:
    """Remember that the check run of this head is about to be open; false where somebody else holds the job now."""
    with store.write() as connection:
        mine = update(PR_STATE).where(STATE.pr == taken.subject.key, STATE.run == taken.run).values(reviewing=head)
        return connection.execute(mine.returning(STATE.pr)).first() is not None


def finish(store: Store, taken: Taken) -> bool:
    """The wishes that were there at the start are fulfilled; false where somebody else holds the job now."""
    return _end(store, taken, {"done": STATE.taken, "attempts": 0, "crashes": 0, "error": None, "reviewing": None})


def fail(store: Store, taken: Taken, error: str, *, seconds: float, counts: bool = True) -> bool:
    """The review failed: no other attempt for so many seconds. After too many that count it is given up; false as in `finish`."""
    attempts = STATE.attempts + int(counts)
    left = {"attempts": attempts, "crashes": 0, "error": error[:LONGEST_ERROR], "not_before": now() + seconds}
    return _end(store, taken, left | {"dead": attempts >= MOST_FAILURES} if counts else left)


def give_up(store: Store, taken: Taken, error: str) -> bool:
    """No other attempt before somebody asks again; false as in `finish`."""
    return _end(store, taken, {"dead": True, "error": error[:LONGEST_ERROR], "reviewing": None})


def postpone(store: Store, taken: Taken, *, seconds: float) -> bool:
    """Not now, and no crash of this start; false as in `finish`."""
    return _end(store, taken, {"crashes": STATE.crashes - 1, "not_before": now() + seconds})


def release(store: Store, taken: Taken) -> bool:
    """The process stops: another may begin at once; false as in `finish`."""
    return _end(store, taken, {"crashes": STATE.crashes - 1})


def _end(store: Store, taken: Taken, values: dict[str, Any]) -> bool:
    with store.write() as connection:
        mine = update(PR_STATE).where(STATE.pr == taken.subject.key, STATE.run == taken.run)
        ended = mine.values(values | {"job": None, "run": None, "changed": now()}).returning(STATE.pr)
        return connection.execute(ended).first() is not None


def hold(store: Store, installation: int, *, seconds: float) -> None:
    """GitHub limits an installation: none of its jobs begins before that many seconds have passed."""
    with store.write() as connection:
        waiting = and_(STATE.installation == installation, OPEN, STATE.not_before < now() + seconds)
        lock(connection, waiting)
        connection.execute(update(PR_STATE).where(waiting).values(not_before=now() + seconds))


def replay(store: Store, key: str) -> bool:
    """An operator asks again for a subject that was given up; false where it was not."""
    with store.write() as connection:
        return revive(connection, key)


def dead(store: Store, *, limit: int = BATCH) -> tuple[Dead, ...]:
    """What was given up, the newest first."""
    with store.read() as connection:
        rows = connection.execute(select(PR_STATE).where(STATE.dead).order_by(STATE.changed.desc()).limit(limit))
        return tuple(Dead(row.pr, row.repository, row.number, row.error or "", row.changed) for row in rows)


def totals(store: Store) -> dict[str, int]:
    """How many subjects wait, run and are given up."""
    with store.read() as connection:
        return dict(connection.execute(TOTALS).mappings().one())


def sweep(store: Store, *, days: float) -> tuple[int, int]:
    """Forget what was done that many days ago: deliveries, and the state of what nobody waits for; returns how many of each."""
    old = now() - days * 86_400
    with store.write() as connection:
        waiting = select(STATE.pr).where(OPEN)
        deliveries = delete(DELIVERIES).where(DELIVERIES.c.at < old, DELIVERIES.c.pr.is_(None) | DELIVERIES.c.pr.not_in(waiting))
        done = and_(STATE.changed < old, ~OPEN | STATE.dead)
        lock(connection, done)
        return connection.execute(deliveries).rowcount, connection.execute(delete(PR_STATE).where(done)).rowcount
