"""Workers in processes of their own, killed, paused and stopped, with the real engine."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from bot.service.events import Delivery, Wish
from bot.service.jobs.worker import Worker
from bot.service.settings import Settings
from bot.service.store import Store, accept, open_store, state, upgrade
from bot.service.store.tables import PR_STATE
from bot.service.subject import Subject

PATIENCE = 60


@dataclass
class Field:
    """Workers on one database, and what they did."""

    url: str
    folder: Path
    store: Store
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    sent: int = 0

    def start(self, **wanted: Any) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.service.worker_process", str(self.folder), json.dumps({"url": self.url, **wanted})]
        with (self.folder / f"log-{len(self.workers)}").open("wb") as log:
            worker = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=Path(__file__).parents[2])
        self.workers.append(worker)
        return worker

    def push(self, number: int, installation: int = 7) -> None:
        self.sent += 1
        subject = Subject(installation, 21, "octo/shop", number, f"{self.sent:040x}", "b" * 40)
        accept(self.store, Delivery(f"guid-{self.sent}", "pull_request", "{}", Wish(subject)))

    def did(self, what: str = "") -> list[dict[str, Any]]:
        path = self.folder / "effects"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [line for line in lines if line["what"] == what or not what]

    def done(self) -> bool:
        with self.store.read() as connection:
            return all(row.done == row.wanted or row.dead for row in connection.execute(select(PR_STATE)))

    def wait(self, until: Callable[[], Any], seconds: float = PATIENCE) -> float:
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if until():
                return time.monotonic() - began
            time.sleep(0.1)
        logs = "\n".join(path.read_text()[-3000:] for path in sorted(self.folder.glob("log-*")))
        raise AssertionError(f"not within {seconds} s; effects: {self.did()}\n{logs}")

    def no_overlap(self) -> bool:
        """Whether no pull request was published by two reviews of the same wish."""
        published = [(line["pr"], line["wish"]) for line in self.did("publish")]
        return len(published) == len(set(published))


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Field]:
    url = str(request.getfixturevalue("postgresql_url")) if request.param == "postgresql" else f"sqlite:///{tmp_path / 'bot.db'}"
    store = open_store(url)
    upgrade(store)
    made = Field(url, tmp_path, store)
    yield made
    for worker in made.workers:
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGCONT)
        worker.kill()
        worker.wait()
    store.engine.dispose()


both = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
embedded = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
shared = pytest.mark.parametrize("place", ["postgresql"], indirect=True)


@both
def test_pushes_are_reviewed_and_the_newest_wins(place: Field) -> None:
    place.start(seconds=0.5)
    for _ in range(5):
        for number in (1, 2, 3):
            place.push(number)
    place.wait(lambda: place.did("begin"))
    place.push(1)
    place.wait(place.done)
    newest = {line["pr"]: line["wish"] for line in place.did("publish")}
    assert newest == {"7/21/pull/1": 6, "7/21/pull/2": 5, "7/21/pull/3": 5}
    assert len(place.did("publish")) <= 7


@embedded
def test_a_killed_worker_goes_on_where_it_was(place: Field) -> None:
    worker = place.start(seconds=2)
    place.push(1)
    place.push(2)
    place.wait(lambda: place.did("begin"))
    worker.kill()
    place.push(3)
    place.start(seconds=0.1)
    place.wait(place.done)
    assert {line["pr"] for line in place.did("publish")} == {"7/21/pull/1", "7/21/pull/2", "7/21/pull/3"}
    assert place.no_overlap()


@shared
def test_the_reviews_of_a_killed_host_are_taken_over(place: Field) -> None:
    first = place.start(seconds=30, name="first")
    place.push(1)
    place.wait(lambda: place.did("begin"))
    place.start(seconds=0.1, name="second")
    time.sleep(2)
    first.kill()
    assert place.wait(place.done) < 30
    (published,) = place.did("publish")
    assert published["who"] == "second"


@shared
def test_with_the_settings_as_they_come_a_killed_host_is_followed_within_a_minute(place: Field) -> None:
    defaults = {each.name: each.default for each in fields(Worker)}
    silent, beat = Settings.model_fields["silent_seconds"].default, defaults["beat"]
    first = place.start(seconds=60, name="first", silent=silent, beat=beat)
    place.push(1)
    place.wait(lambda: place.did("begin"))
    place.start(seconds=0.1, name="second", silent=silent, beat=beat)
    time.sleep(2)
    first.kill()
    place.wait(lambda: len(place.did("begin")) == 2, 60)
    place.wait(place.done)
    assert [line["who"] for line in place.did("publish")] == ["second"]


@shared
def test_a_host_that_wakes_up_late_publishes_nothing(place: Field) -> None:
    first = place.start(seconds=3, name="first")
    place.push(1)
    place.wait(lambda: place.did("begin"))
    os.kill(first.pid, signal.SIGSTOP)
    place.start(seconds=0.1, name="second")
    place.wait(place.done)
    os.kill(first.pid, signal.SIGCONT)
    time.sleep(4)
    assert [line["who"] for line in place.did("publish")] == ["second"]
    # It is a worker like any other again.
    place.push(2)
    place.wait(place.done)


@shared
def test_hosts_that_start_together_share_the_work(place: Field) -> None:
    for number in (1, 2):
        place.start(seconds=0.3, name=str(number), slots=1, per_installation=9)
    for number in range(1, 11):
        place.push(number)
    place.wait(place.done)
    assert {line["who"] for line in place.did("publish")} == {"1", "2"}
    assert place.no_overlap()


@embedded
def test_a_review_that_kills_the_worker_is_given_up_and_its_neighbours_are_not(place: Field) -> None:
    place.push(666)
    place.push(1)
    for _ in range(2):
        assert place.start(seconds=0.1, most_crashes=2).wait(PATIENCE) == 9
    place.start(seconds=0.1, most_crashes=2)
    place.wait(place.done)
    assert len(place.did("apologize")) == 1
    assert [dead.number for dead in state.dead(place.store)] == [666]
    assert "7/21/pull/1" in {line["pr"] for line in place.did("publish")}


@both
def test_a_worker_that_is_asked_to_stop_finishes_what_it_does(place: Field) -> None:
    worker = place.start(seconds=1.5, slots=1)
    place.push(1)
    place.push(2)
    place.wait(lambda: place.did("begin"))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert len(place.did("publish")) == 1
    place.start(seconds=0.1)
    place.wait(place.done)
    assert len(place.did("publish")) == 2


@both
def test_a_worker_whose_time_is_over_leaves_its_review_to_others(place: Field) -> None:
    worker = place.start(seconds=60, grace=1)
    place.push(1)
    place.wait(lambda: place.did("begin"))
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)
    place.start(seconds=0.1)
    place.wait(place.done)
    assert len(place.did("publish")) == 1


@shared
def test_the_database_goes_away_and_comes_back(place: Field, scratch_database: psycopg.Connection[Any]) -> None:
    place.start(seconds=2)
    place.push(1)
    place.wait(lambda: place.did("begin"))
    name = scratch_database.info.dbname
    with psycopg.connect(host=scratch_database.info.host, user=scratch_database.info.user, dbname="test", autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
                (name, scratch_database.info.backend_pid),
            )
            time.sleep(4)
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    place.push(2)
    place.wait(place.done, 90)
    assert {line["pr"] for line in place.did("publish")} == {"7/21/pull/1", "7/21/pull/2"}
