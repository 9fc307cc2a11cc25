"""The two tables: nothing lost, nothing twice, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.github.commands.obey import Receipt
from bot.service.events import Command, Delivery, Event, Ignored, Rerun, Wish, Withdrawn
from bot.service.store import Store, accept, hosts, open_store, state, upgrade
from bot.service.store.tables import DELIVERIES, METADATA, PR_STATE
from bot.service.subject import Subject

HEAD, OTHER = "a" * 40, "b" * 40


def subject(number: int = 3, *, installation: int = 7, head: str = HEAD, repository: int = 21) -> Subject:
    return Subject(installation, repository, "octo/shop", number, head, OTHER)


def sent(store: Store, guid: str, event: Event | None = None) -> bool:
    return accept(store, Delivery(guid, "pull_request", '{"a": "\\u0000 한글"}', event or Wish(subject())))


def rows(store: Store, table: Any = PR_STATE) -> list[dict[str, Any]]:
    with store.read() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table))]


def row(store: Store) -> dict[str, Any]:
    (only,) = rows(store)
    return only


def taken(store: Store, **limits: int) -> state.Taken:
    (job,) = state.issue(store, **({"per_installation": 9} | limits))
    found = state.take(store, job)
    assert found
    return found


def test_the_versions_make_what_the_code_reads(store: Store) -> None:
    seen = inspect(store.engine)
    for table in METADATA.tables.values():
        there = {column["name"]: column for column in seen.get_columns(table.name)}
        assert {(name, column["nullable"]) for name, column in there.items()} == {(each.name, each.nullable) for each in table.columns}
        assert {index["name"] for index in seen.get_indexes(table.name) if not index.get("duplicates_constraint")} == {
            index.name for index in table.indexes
        }


def test_a_second_start_changes_nothing(store: Store) -> None:
    sent(store, "one")
    upgrade(store)
    assert row(store)["wanted"] == 1


def test_processes_that_start_together_make_the_tables_once(database_url: str) -> None:
    stores = [open_store(database_url) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(upgrade, stores))
    assert sent(stores[0], "one")
    for store in stores:
        store.engine.dispose()


def test_a_delivery_is_stored_with_its_wish(store: Store) -> None:
    assert sent(store, "one")
    assert row(store) | {"changed": 0, "pr": ""} == {
        "pr": "",
        "installation": 7,
        "repository_id": 21,
        "repository": "octo/shop",
        "number": 3,
        "head": HEAD,
        "base": OTHER,
        "wanted": 1,
        "taken": 0,
        "done": 0,
        "job": None,
        "job_at": 0,
        "run": None,
        "not_before": 0,
        "attempts": 0,
        "crashes": 0,
        "dead": False,
        "error": None,
        "changed": 0,
        "reviewing": None,
    }
    (delivery,) = rows(store, DELIVERIES)
    assert (delivery["pr"], delivery["wish"], delivery["payload"]) == ("7/21/pull/3", 1, '{"a": "\\u0000 한글"}')
    assert delivery["at"] > 1_700_000_000


def test_a_known_delivery_changes_nothing(store: Store) -> None:
    assert sent(store, "one")
    before = row(store)
    assert not sent(store, "one")
    assert row(store) == before
    assert sent(store, "two")
    assert row(store)["wanted"] == 2


def test_a_known_delivery_is_a_wish_where_the_pull_request_was_given_up(store: Store) -> None:
    sent(store, "one")
    state.give_up(store, taken(store), "it fell")
    assert not sent(store, "one")
    assert {name: row(store)[name] for name in ("wanted", "dead", "error")} == {"wanted": 2, "dead": False, "error": None}
    assert taken(store)


def test_a_new_push_wakes_what_was_given_up(store: Store) -> None:
    sent(store, "one")
    state.give_up(store, taken(store), "it fell")
    sent(store, "two", Wish(subject(head=OTHER)))
    now = row(store)
    assert (now["dead"], now["head"], now["error"], now["crashes"]) == (False, OTHER, None, 0)


def test_a_comment_keeps_the_commits(store: Store) -> None:
    sent(store, "one")
    sent(store, "two", Command(Subject(7, 21, "octo/shop", 3), Receipt(5, "mona", "mona", "/schema-review")))
    assert (row(store)["wanted"], row(store)["head"]) == (2, HEAD)
    assert [delivery["wish"] for delivery in rows(store, DELIVERIES)] == [1, 2]


def test_what_is_ignored_is_not_stored(store: Store) -> None:
    sent(store, "one", Ignored("pong"))
    assert not rows(store, DELIVERIES)


def test_a_check_is_asked_for_again_by_its_head(store: Store) -> None:
    for number, (head, repository) in enumerate([(HEAD, 21), (OTHER, 21), (HEAD, 22)], 1):
        sent(store, f"push {number}", Wish(subject(number, head=head, repository=repository)))
    sent(store, "again", Rerun((subject(9),), 21, 7, HEAD))
    assert {each["pr"]: each["wanted"] for each in rows(store)} == {
        "7/21/pull/1": 2,
        "7/21/pull/2": 1,
        "7/22/pull/3": 1,
        "7/21/pull/9": 1,
    }


@pytest.mark.parametrize(("gone", "left"), [(Withdrawn(7, None), {"8/21/pull/3"}), (Withdrawn(7, (22,)), {"7/21/pull/3", "8/21/pull/3"})])
def test_what_is_withdrawn_is_forgotten(store: Store, gone: Withdrawn, left: set[str]) -> None:
    for number, place in enumerate([subject(), subject(repository=22), subject(installation=8)]):
        sent(store, f"push {number}", Wish(place))
    running = [state.take(store, job) for job in state.issue(store, per_installation=9)]
    sent(store, "gone", gone)
    assert {each["pr"] for each in rows(store)} == left
    assert {each["pr"] for each in rows(store, DELIVERIES)} == {*left, None}
    assert {each.subject.key for each in running if each and state.finish(store, each)} == left


def test_one_job_at_a_time_for_a_pull_request(store: Store) -> None:
    sent(store, "one")
    (job,) = state.issue(store, per_installation=9)
    sent(store, "two")
    assert not state.issue(store, per_installation=9)
    running = state.take(store, job)
    assert running
    sent(store, "three")
    assert not state.issue(store, per_installation=9)
    assert state.finish(store, running)
    assert (row(store)["done"], row(store)["wanted"]) == (2, 3)
    assert taken(store).wishes == range(3, 4)


def test_nothing_is_issued_when_all_is_done(store: Store) -> None:
    sent(store, "one")
    state.finish(store, taken(store))
    assert not state.issue(store, per_installation=9)


def test_an_installation_has_so_many_jobs_at_a_time(store: Store) -> None:
    for number in range(1, 5):
        for installation in (7, 8):
            sent(store, f"{installation} {number}", Wish(subject(number, installation=installation)))
    jobs = state.issue(store, per_installation=2)
    assert sorted(job.pr[0] for job in jobs) == ["7", "7", "8", "8"]
    assert not state.issue(store, per_installation=2)
    running = state.take(store, jobs[0])
    assert running
    state.finish(store, running)
    assert [job.pr[0] for job in state.issue(store, per_installation=2)] == [jobs[0].pr[0]]


def test_one_installation_with_a_long_queue_keeps_no_other_waiting(store: Store) -> None:
    for number in range(1, state.BATCH + 20):
        sent(store, f"many-{number}", Wish(subject(number)))
    sent(store, "one", Wish(subject(3, installation=8)))
    assert sorted(job.pr.partition("/")[0] for job in state.issue(store, per_installation=2)) == ["7", "7", "8"]


def test_hosts_that_issue_together_issue_each_job_once(store: Store) -> None:
    for number in range(1, 31):
        sent(store, f"push {number}", Wish(subject(number)))
    barrier, found = threading.Barrier(4), []

    def one(_: int) -> None:
        barrier.wait()
        for _ in range(5):
            found.extend(state.issue(store, per_installation=20))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    assert len(found) == 20
    assert len({job.pr for job in found}) == 20


def test_who_begins_last_holds_the_job(store: Store) -> None:
    sent(store, "one")
    (job,) = state.issue(store, per_installation=9)
    first, second = state.take(store, job), state.take(store, job)
    assert first
    assert second
    assert (first.crashes, second.crashes) == (0, 1)
    assert not state.is_held(store, first)
    assert state.is_held(store, second)
    assert not state.finish(store, first)
    assert not state.fail(store, first, "late", seconds=0)
    assert row(store)["done"] == 0
    assert state.finish(store, second)
    assert row(store)["crashes"] == 0


def test_a_job_that_was_replaced_does_not_begin(store: Store) -> None:
    sent(store, "one")
    (old,) = state.issue(store, per_installation=9)
    state.drop(store, old)
    (new,) = state.issue(store, per_installation=9)
    assert new.name != old.name
    assert state.take(store, old) is None
    assert state.take(store, new)


def test_a_failure_waits_and_then_begins_again(store: Store) -> None:
    sent(store, "one")
    assert state.fail(store, taken(store), "no answer", seconds=60)
    assert not state.issue(store, per_installation=9)
    with store.write() as connection:
        connection.execute(update(PR_STATE).values(not_before=0))
    assert taken(store)


def test_too_many_failures_are_given_up(store: Store) -> None:
    sent(store, "one")
    for number in range(state.MOST_FAILURES):
        assert state.fail(store, taken(store), f"failure {number}", seconds=0)
    assert not state.issue(store, per_installation=9)
    (found,) = state.dead(store)
    assert (found.pr, found.error) == ("7/21/pull/3", f"failure {state.MOST_FAILURES - 1}")
    assert state.replay(store, found.pr)
    assert not state.replay(store, found.pr)
    assert not state.dead(store)
    assert taken(store)


def test_a_rate_limit_counts_as_no_failure(store: Store) -> None:
    sent(store, "one")
    for _ in range(2 * state.MOST_FAILURES):
        assert state.fail(store, taken(store), "limited", seconds=0, counts=False)
    assert not state.dead(store)


def test_a_rate_limit_holds_the_whole_installation(store: Store) -> None:
    sent(store, "one")
    sent(store, "two", Wish(subject(installation=8)))
    state.hold(store, 7, seconds=60)
    assert [job.pr for job in state.issue(store, per_installation=9)] == ["8/21/pull/3"]


def test_a_stopped_process_leaves_its_job_to_others(store: Store) -> None:
    sent(store, "one")
    running = taken(store)
    assert state.release(store, running)
    assert not state.is_held(store, running)
    assert taken(store).crashes == 0


def test_what_the_engine_never_heard_of_is_found(store: Store) -> None:
    sent(store, "one")
    (job,) = state.issue(store, per_installation=9)
    assert not state.outstanding(store, older=60)
    assert state.outstanding(store, older=-1) == (job,)


def test_the_totals_count_each_subject_once(store: Store) -> None:
    for number in range(1, 4):
        sent(store, f"push {number}", Wish(subject(number)))
    state.give_up(store, taken(store, per_installation=1), "x")
    taken(store, per_installation=1)
    assert state.totals(store) == {"waiting": 1, "running": 1, "dead": 1}


def test_what_is_long_done_is_forgotten_and_what_waits_is_not(store: Store) -> None:
    for number in (1, 2, 3):
        sent(store, f"push {number}", Wish(subject(number)))
    done, dead, waiting = (state.take(store, job) for job in state.issue(store, per_installation=9))
    assert done
    assert dead
    assert waiting
    state.finish(store, done)
    state.give_up(store, dead, "x")
    assert state.sweep(store, days=1) == (0, 0)
    with store.write() as connection:
        connection.execute(update(PR_STATE).values(changed=PR_STATE.c.changed - 200_000))
        connection.execute(update(DELIVERIES).values(at=DELIVERIES.c.at - 200_000))
    state.sweep(store, days=1)
    assert [each["pr"] for each in rows(store)] == [waiting.subject.key]
    assert waiting.subject.key in {each["pr"] for each in rows(store, DELIVERIES)}
    assert done.subject.key not in {each["pr"] for each in rows(store, DELIVERIES)}


def test_the_living_are_those_who_were_heard_of(store: Store) -> None:
    hosts.beat(store, "a")
    hosts.beat(store, "a")
    hosts.beat(store, "b")
    hosts.leave(store, "b")
    with store.write() as connection:
        assert hosts.living(connection, silent=30) == {"a"}
        assert hosts.living(connection, silent=-30) == frozenset()


def test_a_database_that_is_away_is_said_soon() -> None:
    nowhere = open_store("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(SQLAlchemyError):
        sent(nowhere, "one")


def test_many_senders_at_once_lose_nothing(store: Store) -> None:
    def send(number: int) -> bool:
        return sent(store, f"push {number % 150}", Wish(subject(number % 5 + 1)))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(300))) == 150
    assert sum(each["wanted"] for each in rows(store)) == 150
    assert len(rows(store, DELIVERIES)) == 150
