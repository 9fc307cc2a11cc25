"""DBOS as the engine: its own SQLite file, or its own schema in the PostgreSQL that all hosts share."""

import logging
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy.engine import make_url

from bot.service.jobs.engine import Running, Status
from bot.service.store.state import Job

NAME, QUEUE, WORKFLOW, STEP = "schema-review", "reviews", "review", "review"
# A new version of ours must run what an older one left behind; by default DBOS leaves it alone.
VERSION = "1"
STATUSES = {"ENQUEUED": Status.WAITING, "DELAYED": Status.WAITING, "PENDING": Status.RUNNING}
ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
POOL, BATCH = 3, 500


@dataclass(frozen=True, slots=True)
class DbosEngine:
    """One a process: DBOS keeps its state in the module.

    `executor` names the process and must be its alone: a second process of the same name would run what this one runs.
    """

    url: str
    executor: str
    slots: int
    polling: float = 1.0

    def launch(self, work: Callable[[Job], None]) -> None:
        """See `Engine`."""
        if self.url.startswith("sqlite"):
            _use_wal(Path(make_url(self.url).database or ""))
        # DBOS prefers these to what it is given.
        for name in ("DBOS__APPVERSION", "DBOS__VMID", "DBOS__CLOUD"):
            os.environ.pop(name, None)
        config = DBOSConfig(
            name=NAME,
            system_database_url=self.url,
            application_version=VERSION,
            executor_id=self.executor,
            sys_db_pool_size=max(POOL, self.slots + 2),
            log_level="WARNING",
            enable_otlp=False,
        )
        DBOS(config=config)
        _quiet()

        # Crashes are counted in our tables: `resume` sets DBOS's own count to zero.
        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
        def review(pr: str, name: str) -> None:
            DBOS.run_step({"name": STEP}, work, Job(pr, name))

        _WORKFLOWS[self.executor] = review
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=self.slots, polling_interval_sec=self.polling, on_conflict="always_update")

    def enqueue(self, job: Job) -> None:
        """See `Engine`."""
        with SetWorkflowID(job.name):
            DBOS.enqueue_workflow(QUEUE, _WORKFLOWS[self.executor], job.pr, job.name)

    def status(self, name: str) -> Status | None:
        """See `Engine`."""
        found = DBOS.get_workflow_status(name)
        return STATUSES.get(found.status, Status.ENDED) if found else None

    def running(self) -> tuple[Running, ...]:
        """See `Engine`."""
        pending = DBOS.list_workflows(status="PENDING", name=WORKFLOW, load_input=False, load_output=False)
        return tuple(Running(each.workflow_id, each.executor_id or "") for each in pending)

    def resume(self, name: str) -> None:
        """See `Engine`."""
        DBOS.resume_workflow(name, queue_name=QUEUE)

    def forget(self, *, days: float) -> int:
        """See `Engine`."""
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        removed = 0
        while ended := DBOS.list_workflows(status=list(ENDED), completed_before=before, limit=BATCH, load_input=False, load_output=False):
            DBOS.delete_workflows([each.workflow_id for each in ended])
            removed += len(ended)
        return removed

    def stop(self, seconds: int) -> None:
        """See `Engine`."""
        DBOS.destroy(workflow_completion_timeout_sec=seconds, destroy_registry=True)


_WORKFLOWS: dict[str, Callable[[str, str], None]] = {}


def _use_wal(path: Path) -> None:
    """By default SQLite's readers and writers wait for each other: 1.8 s at the 99th percentile with 16 writers, measured."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _quiet() -> None:
    """DBOS logs by a handler of its own; ours hides secrets."""
    logger = logging.getLogger("dbos")
    logger.handlers[:] = []
    logger.propagate = True
