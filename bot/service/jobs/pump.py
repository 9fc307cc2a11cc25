"""What keeps the jobs going beside the work itself: issuing, repairing, being seen, taking over. Each is safe on any number of hosts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.service.jobs.engine import Engine, Status
from bot.service.store import Store, hosts, state
from bot.service.store.hosts import TAKING_OVER
from bot.service.store.runs import sweep_runs

LOST = 30.0  # seconds after which a job that was issued should have been heard of
ENGINE_DAYS = 7.0  # the engine's history is for finding faults; ours is what counts
LOG = structlog.get_logger("schema_review.pump")


@dataclass(frozen=True, slots=True)
class Pump:
    """The duties of one worker.

    `silent` is after how many seconds without a sign of life another host's jobs are taken over, `days` how long what is done is kept.
    `is_at` says whether this process is doing the job of a name.
    """

    store: Store
    engine: Engine
    executor: str
    per_installation: int
    silent: float
    days: float = 30
    is_at: Callable[[str], bool] = lambda _: True
    suspects: set[str] = field(default_factory=set)

    def issue(self) -> None:
        """Hand what is due to the engine."""
        for job in state.issue(self.store, per_installation=self.per_installation):
            self.engine.enqueue(job)

    def repair(self) -> None:
        """Hand over again what the engine never heard of, as after a crash between the two; forget what it ended without us.

        Where the engine could not write down how a job of ours ended, as on a full disk, it takes the job for running: it begins again.
        """
        suspects, outstanding = set(self.suspects), state.outstanding(self.store, older=LOST)
        self.suspects.clear()
        lost = self._lost() if outstanding else frozenset()
        for job in outstanding:
            match self.engine.status(job.name):
                case None:
                    self.engine.enqueue(job)
                case Status.ENDED:
                    LOG.warning("the engine ended a job that did not end here", job=job.name)
                    state.drop(self.store, job)
                case Status.RUNNING if job.name in lost:
                    # It may be about to begin: only who is lost twice is.
                    if job.name in suspects:
                        LOG.warning("the engine takes a job for running that is not", job=job.name)
                        self.engine.resume(job.name)
                    else:
                        self.suspects.add(job.name)

    def _lost(self) -> frozenset[str]:
        """What the engine says this process does, and it does not."""
        mine = (job.name for job in self.engine.running() if job.executor == self.executor)
        return frozenset(name for name in mine if not self.is_at(name))

    def sweep(self) -> None:
        """Forget what is long done, here and in the engine."""
        deliveries, states = state.sweep(self.store, days=self.days)
        jobs = self.engine.forget(days=min(self.days, ENGINE_DAYS))
        reports = sweep_runs(self.store, days=self.days)
        LOG.info("swept", deliveries=deliveries, states=states, jobs=jobs, reports=reports)

    def beat(self) -> None:
        """Be seen."""
        hosts.beat(self.store, self.executor)

    def take_over(self) -> None:
        """Have the jobs of hosts that are not heard of any more begin again here or elsewhere."""
        with self.store.write() as connection:
            # One host at a time: a job that another one has just begun again must not be taken from it.
            if not self.store.alone(connection, TAKING_OVER):
                return
            living = hosts.living(connection, silent=self.silent)
            for job in self.engine.running():
                if job.executor not in living:
                    LOG.warning("taken over", job=job.name, silent=job.executor)
                    self.engine.resume(job.name)


def repeat(duty: Callable[[], None], *, every: float, stop: Event) -> None:
    """Do it again and again until `stop` is set; what fails once is tried again the next time."""
    while not stop.is_set():
        try:
            duty()
        except SQLAlchemyError as silent:
            LOG.warning("the database does not answer", duty=getattr(duty, "__name__", ""), reason=str(getattr(silent, "orig", silent)))
        except Exception:  # the edge of one duty: without it no job would be begun any more
            LOG.exception("a duty failed", duty=getattr(duty, "__name__", ""))
        stop.wait(every)
