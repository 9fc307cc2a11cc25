"""The process that reviews."""

import fcntl
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import IO

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigError
from bot.service.jobs.engine import Engine
from bot.service.jobs.pump import Pump, repeat
from bot.service.jobs.reviewer import Reviewer
from bot.service.jobs.work import MOST_CRASHES, Work
from bot.service.store import Store, hosts

GRACE = 20  # seconds that running reviews have when the process is asked to stop
SWEEP = 3600.0  # seconds between two
LOCAL = "local"
LOG = structlog.get_logger("schema_review.worker")


@dataclass(frozen=True, slots=True)
class Worker:
    """Everything that one worker is made of. Times are in seconds: `tick` between two looks for work, `beat` between two signs of life.

    `duties` are what it does beside the jobs, each with the seconds between two times.
    """

    store: Store
    engine: Engine
    reviewer: Reviewer
    executor: str
    per_installation: int = 2
    silent: float = 20.0
    tick: float = 1.0
    beat: float = 2.0
    grace: int = GRACE
    most_crashes: int = MOST_CRASHES
    days: float = 30
    duties: tuple[tuple[Callable[[], None], float], ...] = ()

    def run(self, stop: Event) -> None:
        """Work until `stop` is set, then finish what runs or leave it to others."""
        work = Work(self.store, self.reviewer, self.most_crashes)
        pump = Pump(self.store, self.engine, self.executor, self.per_installation, self.silent, self.days, work.is_at)
        # Before the engine begins: who runs jobs unseen would lose them.
        pump.beat()
        self.engine.launch(work)
        LOG.info("ready", executor=self.executor)
        threads = [
            Thread(target=repeat, args=(duty,), kwargs={"every": every, "stop": stop}, daemon=True) for duty, every in self._duties(pump)
        ]
        for thread in threads:
            thread.start()
        stop.wait()
        self._stop(work)

    def _duties(self, pump: Pump) -> Iterator[tuple[Callable[[], None], float]]:
        yield pump.issue, self.tick
        yield pump.repair, 10 * self.tick
        yield pump.beat, self.beat
        yield pump.sweep, SWEEP
        if self.store.is_shared:
            yield pump.take_over, 2 * self.beat
        yield from self.duties

    def _stop(self, work: Work) -> None:
        self.engine.stop(self.grace)
        try:
            work.release()
            hosts.leave(self.store, self.executor)
        except SQLAlchemyError:
            LOG.warning("the database does not answer; what runs here is taken over as after a crash")
        LOG.info("stopped", executor=self.executor)


def executor_name(store: Store) -> str:
    """A name that no other process has or had; in SQLite, where one worker is alone, the same one that the last had."""
    return f"{socket.gethostname()[:60]}-{secrets.token_hex(6)}" if store.is_shared else LOCAL


@contextmanager
def alone(folder: Path, *, patience: float = 0) -> Iterator[None]:
    """Be the only worker on these files, after so many seconds at the latest: a second one would run what the first one runs.

    Raises:
        ConfigError: another one is at work.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "worker.lock").open("w") as file:
        until = time.monotonic() + patience
        while not _locked(file):
            if time.monotonic() >= until:
                raise ConfigError(f"{folder}: another worker uses these files; for several workers set SCHEMA_REVIEW_DATABASE_URL")
            time.sleep(0.5)
        yield


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def run_until_told(worker: Worker) -> None:
    """Work until SIGTERM or SIGINT, then end the process."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop)
    # A review that did not end in time has been left to others. Its thread must not keep the process; it may write nothing any more.
    os._exit(0)
