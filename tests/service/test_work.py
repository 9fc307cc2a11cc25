"""One job and its ends, without an engine."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.errors import ForgeError, Overtaken, RateLimited
from bot.service.events import Delivery, Wish
from bot.service.jobs.engine import Running, Status
from bot.service.jobs.pump import Pump
from bot.service.jobs.reviewer import Hold
from bot.service.jobs.work import Work
from bot.service.store import Store, accept, hosts, state
from bot.service.store.state import Job, Taken
from bot.service.store.tables import PR_STATE
from bot.service.subject import Subject

SUBJECT = Subject(7, 21, "octo/shop", 3, "a" * 40, "b" * 40)


@dataclass
class Played:
    """A reviewer that does what the test says."""

    does: Callable[[Taken, Hold], None] = lambda _, hold: hold()
    said: list[str] = field(default_factory=list)

    def review(self, taken: Taken, hold: Hold) -> None:
        self.said.append("review")
        self.does(taken, hold)

    def apologize(self, taken: Taken, hold: Hold, reason: str) -> None:
        hold()
        self.said.append(reason)


@dataclass
class Remembered:
    """An engine that runs nothing."""

    known: dict[str, Status] = field(default_factory=dict)
    hosts: dict[str, str] = field(default_factory=dict)
    enqueued: list[Job] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)

    def launch(self, work: Callable[[Job], None]) -> None: ...

    def enqueue(self, job: Job) -> None:
        self.enqueued.append(job)
        self.known.setdefault(job.name, Status.WAITING)

    def status(self, name: str) -> Status | None:
        return self.known.get(name)

    def running(self) -> tuple[Running, ...]:
        return tuple(Running(name, host) for name, host in self.hosts.items())

    def resume(self, name: str) -> None:
        self.resumed.append(name)

    def forget(self, *, days: float) -> int:
        return 0

    def stop(self, seconds: int) -> None: ...


def wish(store: Store, guid: str = "one", subject: Subject = SUBJECT) -> None:
    accept(store, Delivery(guid, "pull_request", "{}", Wish(subject)))


def issued(store: Store) -> Job:
    (job,) = state.issue(store, per_installation=9)
    return job


def row(store: Store) -> Any:
    with store.read() as connection:
        return connection.execute(select(PR_STATE)).one()


def raising(error: Exception) -> Callable[[Taken, Hold], None]:
    def fall(_: Taken, __: Hold) -> None:
        raise error

    return fall


def test_a_review_that_is_done_is_done(store: Store) -> None:
    wish(store)
    played = Played()
    Work(store, played)(issued(store))
    assert (played.said, row(store).done, row(store).job) == (["review"], 1, None)


def test_a_push_meanwhile_has_a_review_of_its_own(store: Store) -> None:
    wish(store)
    Work(store, Played(lambda *_: wish(store, "two")))(issued(store))
    assert (row(store).done, row(store).wanted) == (1, 2)
    assert issued(store)


def test_a_job_that_another_has_ended_does_nothing(store: Store) -> None:
    wish(store)
    played, job = Played(), issued(store)
    Work(store, played)(job)
    Work(store, played)(job)
    assert played.said == ["review"]


def test_a_failure_comes_again_later(store: Store) -> None:
    wish(store)
    Work(store, Played(raising(ForgeError("no answer"))))(issued(store))
    now = row(store)
    assert (now.done, now.attempts, now.job, now.error) == (0, 1, None, "ForgeError: no answer")
    assert 10 < now.not_before - now.changed < 20


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("y"), RecursionError()])
def test_an_error_of_ours_is_one_jobs(store: Store, error: Exception) -> None:
    wish(store)
    Work(store, Played(raising(error)))(issued(store))
    assert row(store).error.startswith("internal error: ")


def test_a_rate_limit_frees_the_slot_and_holds_the_installation(store: Store) -> None:
    wish(store)
    job = issued(store)
    wish(store, "two", Subject(7, 22, "octo/other", 1))
    Work(store, Played(raising(RateLimited("later", seconds=120))))(job)
    with store.read() as connection:
        waits = connection.execute(select(PR_STATE.c.not_before - PR_STATE.c.changed, PR_STATE.c.attempts)).all()
    assert [attempts for _, attempts in waits] == [0, 0]
    assert all(100 < seconds < 130 for seconds, _ in waits)
    assert not state.issue(store, per_installation=9)


def test_who_was_overtaken_writes_nothing(store: Store) -> None:
    wish(store)
    job, written = issued(store), []

    def slow(taken: Taken, hold: Hold) -> None:
        state.take(store, job)  # another host begins it
        hold()
        written.append(taken)

    Work(store, Played(slow))(job)
    assert not written
    assert (row(store).done, row(store).error) == (0, None)


def test_a_review_that_kills_its_process_is_given_up_in_the_end(store: Store) -> None:
    wish(store)
    job = issued(store)
    for _ in range(3):
        assert state.take(store, job)
    played = Played()
    Work(store, played, most_crashes=3)(job)
    (reason,) = played.said
    assert "ended 3 times" in reason
    (dead,) = state.dead(store)
    assert dead.error == reason


def test_after_some_crashes_a_review_lets_others_go_first(store: Store) -> None:
    wish(store)
    job = issued(store)
    for _ in range(7):
        assert state.take(store, job)
    played = Played()
    Work(store, played)(job)
    now = row(store)
    assert (played.said, now.crashes, now.job, now.dead) == ([], 7, None, False)
    assert 3 < now.not_before - now.changed < 5
    with store.write() as connection:
        connection.execute(update(PR_STATE).values(not_before=0))
    Work(store, played)(issued(store))
    assert (played.said, row(store).done, row(store).crashes) == (["review"], 1, 0)


def test_a_stopping_process_leaves_its_reviews_to_others(store: Store) -> None:
    wish(store)

    def stopped(_: Taken, hold: Hold) -> None:
        work.release()
        hold()

    work = Work(store, Played(stopped))
    work(issued(store))
    assert (row(store).done, row(store).crashes, row(store).attempts) == (0, 0, 0)
    assert issued(store)


def test_the_guard_raises_what_nobody_else_raises(store: Store) -> None:
    wish(store)
    taken = state.take(store, issued(store))
    assert taken
    state.finish(store, taken)
    with pytest.raises(Overtaken):
        Hold(store, taken)()
    with pytest.raises(Overtaken):
        Hold(store, taken).opens("a" * 40)


def pump(store: Store, engine: Remembered, executor: str = "me") -> Pump:
    return Pump(store, engine, executor, per_installation=2, silent=30)


def test_the_pump_hands_over_what_is_due(store: Store) -> None:
    wish(store)
    engine = Remembered()
    pump(store, engine).issue()
    pump(store, engine).issue()
    assert [job.pr for job in engine.enqueued] == [SUBJECT.key]


@pytest.mark.parametrize(("known", "again"), [(None, 1), (Status.WAITING, 0), (Status.RUNNING, 0), (Status.ENDED, 0)])
def test_the_pump_repairs_what_a_crash_left(store: Store, known: Status | None, again: int) -> None:
    wish(store)
    job = issued(store)
    with store.write() as connection:
        connection.execute(update(PR_STATE).values(job_at=0))
    engine = Remembered({job.name: known} if known else {})
    pump(store, engine).repair()
    assert engine.enqueued == [job] * again
    assert (row(store).job is None) == (known is Status.ENDED)


def test_a_job_whose_end_was_not_written_down_begins_again(store: Store) -> None:
    """The engine says that we run it; whatever ran it has ended."""
    wish(store)
    job = issued(store)
    with store.write() as connection:
        connection.execute(update(PR_STATE).values(job_at=0))
    engine = Remembered({job.name: Status.RUNNING}, hosts={job.name: "me"})
    mine, busy = pump(store, engine), Work(store, Played())
    busy.jobs.add(job.name)
    calm = replace(mine, is_at=busy.is_at)
    for _ in range(3):
        calm.repair()
    assert engine.resumed == []
    lost = replace(mine, is_at=Work(store, Played()).is_at)
    lost.repair()
    assert engine.resumed == []
    lost.repair()
    assert engine.resumed == [job.name]
    # Another host's job is taken over by other rules.
    engine.hosts[job.name] = "another"
    for _ in range(3):
        lost.repair()
    assert engine.resumed == [job.name]


def test_the_jobs_of_the_silent_are_taken_over(store: Store) -> None:
    hosts.beat(store, "living")
    hosts.beat(store, "silent")
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE hosts SET beat = beat - 60 WHERE executor = 'silent'")
    engine = Remembered(hosts={"a": "living", "b": "silent", "c": "unheard of"})
    pump(store, engine).take_over()
    assert engine.resumed == ["b", "c"]
