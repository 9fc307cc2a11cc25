"""What we ask of an engine of durable jobs. Another one is a file beside `dbos_engine.py`; our tables lose nothing by a change."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.service.store.state import Job


class Status(StrEnum):
    """Where a job of the engine is."""

    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Running:
    """A job that a process has begun; `executor` is the name of that process."""

    name: str
    executor: str


class Engine(Protocol):
    """Five calls, a broom and an end."""

    def launch(self, work: Callable[[Job], None]) -> None:
        """Begin to run jobs, so many at a time as the engine was made for; what this process ran before it died begins again."""

    def enqueue(self, job: Job) -> None:
        """Have the job run once; a name that the engine knows changes nothing."""

    def status(self, name: str) -> Status | None:
        """Where the job is; None where the engine never heard of it."""

    def running(self) -> tuple[Running, ...]:
        """What any process runs, or died of running."""

    def resume(self, name: str) -> None:
        """Have a job begin again whose process is gone."""

    def forget(self, *, days: float) -> int:
        """Remove the jobs that ended that long ago; returns how many."""

    def stop(self, seconds: int) -> None:
        """Begin nothing more, and wait so long for what runs."""
