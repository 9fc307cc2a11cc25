"""Jobs outlive the version of the code that issued them, and no process is taken for another."""

import sqlite3

import psycopg
import pytest

from bot.service.jobs.dbos_engine import VERSION
from tests.service.test_worker import Field, both, place, shared

__all__ = ["place"]


def jobs(place: Field) -> set[tuple[str, str]]:
    """Version and executor of every job that the engine ever had."""
    asked = "SELECT DISTINCT application_version, executor_id FROM {}workflow_status"
    if place.store.is_shared:
        with psycopg.connect(place.url) as connection:
            return set(connection.execute(asked.format("dbos.")).fetchall())
    with sqlite3.connect(place.folder / "engine.db") as connection:
        found = set(connection.execute(asked.format("")).fetchall())
    connection.close()
    return found


@both
def test_what_an_older_version_began_a_newer_one_finishes(place: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """DBOS takes its version from the environment, or else from the source, and leaves the jobs of another one alone."""
    monkeypatch.setenv("DBOS__APPVERSION", "older")
    first = place.start(seconds=30, slots=1)
    place.push(1)
    place.push(2)
    place.wait(lambda: place.did("begin"))
    first.kill()
    first.wait()
    monkeypatch.setenv("DBOS__APPVERSION", "newer")
    place.start(seconds=0.1)
    place.wait(place.done)
    assert {line["pr"] for line in place.did("publish")} == {"7/21/pull/1", "7/21/pull/2"}
    assert {version for version, _ in jobs(place)} == {VERSION}


@shared
def test_two_processes_never_have_one_name(place: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under one name the second to start would begin again what the first is at."""
    monkeypatch.setenv("DBOS__VMID", "one-for-all")
    for _ in range(2):
        place.start(seconds=0.5, slots=1, per_installation=9)
    for number in range(1, 9):
        place.push(number)
    place.wait(place.done)
    workers = {line["who"] for line in place.did("publish")}
    assert {executor for _, executor in jobs(place)} == workers
    assert len(workers) == 2
    assert len(place.did("begin")) == len(place.did("publish")) == 8
