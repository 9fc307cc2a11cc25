"""One job from its beginning to one of its ends."""

import random
from dataclasses import dataclass, field
from threading import Lock

import structlog

from bot.errors import BotError, Overtaken, RateLimited
from bot.service.jobs.reviewer import Hold, Reviewer
from bot.service.logs import REDACTION
from bot.service.store import Store, state
from bot.service.store.state import Job, Taken

# A worker that is killed interrupts innocent reviews, too: after a few crashes a review waits longer each time, and lets others go first.
FEW_CRASHES, MOST_CRASHES, LONGEST_CRASH_PAUSE = 5, 20, 300.0
FIRST_PAUSE, LONGEST_PAUSE = 15.0, 900.0  # seconds between two attempts
CRASHED = "the review ended {crashes} times in the middle without a word; it is not tried again before the next push"
LOG = structlog.get_logger("schema_review.work")


@dataclass(slots=True)
class Work:
    """What the engine calls; `active` are the reviews of this process that have not ended, `jobs` the names of its jobs."""

    store: Store
    reviewer: Reviewer
    most_crashes: int = MOST_CRASHES
    active: dict[str, Taken] = field(default_factory=dict)
    jobs: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock, repr=False)

    def __call__(self, job: Job) -> None:
        """Do the job, if it is still wanted.

        Raises:
            SQLAlchemyError: the database does not answer; the job is issued again.
        """
        self.jobs.add(job.name)
        try:
            self._do(job)
        finally:
            self.jobs.discard(job.name)

    def is_at(self, name: str) -> bool:
        """Whether this process is doing the job of that name."""
        return name in self.jobs

    def _do(self, job: Job) -> None:
        taken = state.take(self.store, job)
        if taken is None:
            LOG.info("not wanted any more", job=job.name)
            return
        with self.lock:
            self.active[taken.run] = taken
        try:
            self._end(taken, job)
        finally:
            with self.lock:
                self.active.pop(taken.run, None)

    def release(self) -> None:
        """The process stops: leave to others what it has not finished."""
        with self.lock:
            left = tuple(self.active.values())
        for taken in left:
            state.release(self.store, taken)
            LOG.info("left to others", pr=taken.subject.key)

    def _end(self, taken: Taken, job: Job) -> None:
        log = LOG.bind(pr=taken.subject.key, repository=taken.subject.repository, job=job.name)
        try:
            if taken.crashes >= self.most_crashes:
                self._give_up(taken)
                return
            if taken.is_again and taken.crashes >= FEW_CRASHES:
                pause = min(LONGEST_CRASH_PAUSE, 2.0 ** (taken.crashes - FEW_CRASHES))
                state.postpone(self.store, taken, seconds=pause)
                log.warning("postponed", crashes=taken.crashes, seconds=pause)
                return
            log.info("begun", crashes=taken.crashes, attempts=taken.attempts)
            self.reviewer.review(taken, Hold(self.store, taken))
            log.info("done" if state.finish(self.store, taken) else "overtaken")
        except Overtaken:
            log.warning("overtaken")
        except RateLimited as limit:
            state.hold(self.store, taken.subject.installation, seconds=limit.seconds)
            state.fail(self.store, taken, str(limit), seconds=limit.seconds, counts=False)
            log.warning("limited", seconds=limit.seconds, reason=str(limit))
        except BotError as error:
            self._fail(taken, f"{type(error).__name__}: {error}")
            log.warning("failed", reason=str(error))
        except Exception as error:  # the edge of one job: its neighbours go on
            self._fail(taken, f"internal error: {type(error).__name__}: {error}")
            log.exception("failed")

    def _fail(self, taken: Taken, reason: str) -> None:
        """Some seconds more or less keep those that failed together from coming again together."""
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**taken.attempts)
        state.fail(self.store, taken, REDACTION.text(reason), seconds=pause * random.uniform(0.8, 1.2))  # noqa: S311 # no secret

    def _give_up(self, taken: Taken) -> None:
        reason = CRASHED.format(crashes=taken.crashes)
        self.reviewer.apologize(taken, Hold(self.store, taken), reason)
        state.give_up(self.store, taken, reason)
        LOG.error("given up", pr=taken.subject.key, reason=reason)
