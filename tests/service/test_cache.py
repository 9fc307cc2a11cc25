"""The cache of repositories keeps to its room, and what is in use stays."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from sqlalchemy import update

from bot.action.commits import Sides
from bot.github import Client
from bot.service.events import Delivery, Withdrawn
from bot.service.reviews.eviction import LAST_USE, MEGABYTE, MOST_PACKS, Room, enter, make_room
from bot.service.store import accept
from bot.service.store.inbox import subject_of
from bot.service.store.tables import PR_STATE
from tests.github.standin import PullRequest, Repository
from tests.service.conftest import Service, state_rows

DAY = 86_400


class Usage(NamedTuple):
    """As `shutil.disk_usage` says it, in bytes."""

    total: int
    used: int
    free: int


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """So many megabytes are free."""

    def has(megabytes: int) -> None:
        monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(0, 0, megabytes * MEGABYTE))

    has(100_000)
    return has


def repository(folder: Path, name: str, *, days: float = 0, megabytes: int = 1) -> Path:
    """A repository of that age and size, `installation/repository`."""
    place = folder / f"{name}.git"
    (place / "objects/pack").mkdir(parents=True)
    (place / "objects/pack/one.pack").write_bytes(os.urandom(megabytes * MEGABYTE))
    (place / LAST_USE).touch()
    os.utime(place / LAST_USE, (time.time() - days * DAY,) * 2)
    return place


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.glob("*/*"))


def test_an_empty_cache_has_room(folder: Path) -> None:
    assert make_room(folder, Room()) == 0


def test_the_one_that_was_used_longest_ago_goes_first(folder: Path, disk: Callable[[int], None]) -> None:
    for days, name in enumerate(("1/30", "1/10", "2/20")):
        repository(folder, name, days=days, megabytes=2)
    assert make_room(folder, Room(megabytes=5)) > 1.9 * MEGABYTE
    assert left(folder) == ["1/10.git", "1/30.git"]
    make_room(folder, Room(megabytes=3))
    assert left(folder) == ["1/30.git"]
    assert make_room(folder, Room(megabytes=3)) == 0


def test_what_is_old_goes_where_there_is_room(folder: Path, disk: Callable[[int], None]) -> None:
    repository(folder, "1/10", days=13)
    repository(folder, "1/20", days=15)
    make_room(folder, Room(days=14))
    assert left(folder) == ["1/10.git"]


def test_what_is_worn_goes_although_it_is_used(folder: Path, disk: Callable[[int], None]) -> None:
    place = repository(folder, "1/10")
    for number in range(MOST_PACKS):
        (place / f"objects/pack/{number}.pack").touch()
    make_room(folder, Room())
    assert not left(folder)


def test_a_disk_that_fills_up_takes_room_from_the_cache(folder: Path, disk: Callable[[int], None]) -> None:
    repository(folder, "1/10", days=1, megabytes=2)
    repository(folder, "1/20", megabytes=2)
    disk(499)
    make_room(folder, Room(spare=500))
    assert left(folder) == ["1/20.git"]


def test_what_is_in_use_stays(folder: Path, disk: Callable[[int], None]) -> None:
    place = repository(folder, "1/10", days=99)
    first, second = enter(place), enter(place)
    os.close(first)
    assert make_room(folder, Room(megabytes=0, days=1), known=()) == 0
    assert left(folder) == ["1/10.git"]
    os.close(second)
    assert make_room(folder, Room(megabytes=0, days=1), known=()) > 0
    assert not left(folder)
    assert not list(folder.iterdir())


def test_what_a_crash_left_half_removed_goes(folder: Path) -> None:
    repository(folder, "1/10").rename(folder / "1/10-aa.going")
    make_room(folder, Room())
    assert not left(folder)


def test_what_is_no_repository_of_ours_is_not_touched(folder: Path, disk: Callable[[int], None]) -> None:
    (folder / "notes").mkdir(parents=True)
    (folder / "notes/mine.git").mkdir()
    make_room(folder, Room(megabytes=0), known=())
    assert left(folder) == ["notes/mine.git"]


def test_whoever_enters_while_it_is_removed_gets_a_new_one(folder: Path, disk: Callable[[int], None]) -> None:
    """Entered or removed, in whatever order: what was entered is there."""
    place, missing = folder / "1/10.git", []

    def come_and_go() -> None:
        for _ in range(300):
            descriptor = enter(place)
            if not place.is_dir():
                missing.append(place)
            os.close(descriptor)

    visitors = [Thread(target=come_and_go) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    while any(visitor.is_alive() for visitor in visitors):
        make_room(folder, Room(), known=())
    assert not missing


def sides_of(service: Service, pull: PullRequest, shop: Repository) -> Sides:
    """The commits of a review, as the publisher gets them."""
    service.deliver("pull_request", pull.event("opened"))
    (row,) = state_rows(service.store)
    publisher, subject = service.publisher, subject_of(row)
    client = Client(publisher.app.enter(row.installation, row.repository_id, called=row.repository).token, api_url=service.github.api_url)
    return publisher.cache.read(subject, client, repository="octo/shop", head=pull.head, tip=shop.branch("main"))


def test_commits_that_somebody_reads_stay_until_nobody_does(service: Service, pull: PullRequest, shop: Repository) -> None:
    sides = sides_of(service, pull, shop)
    folder = service.publisher.cache.folder
    make_room(folder, Room(megabytes=0), known=())
    assert sides.tip.read("README.md") == b"A shop.\n"
    del sides
    make_room(folder, Room(megabytes=0), known=())
    assert not left(folder)


def test_a_review_after_the_eviction_is_the_same(service: Service, pull: PullRequest) -> None:
    service.review(pull)
    make_room(service.publisher.cache.folder, Room(megabytes=0), known=())
    assert not left(service.publisher.cache.folder)
    before = [(comment.id, comment.body) for comment in pull.comments]
    service.review(pull, "reopened")
    assert [(comment.id, comment.body) for comment in pull.comments] == before


def test_a_use_is_remembered(service: Service, pull: PullRequest) -> None:
    service.review(pull)
    (last,) = service.publisher.cache.folder.glob(f"*/*/{LAST_USE}")
    os.utime(last, (0, 0))
    service.review(pull, "reopened")
    assert last.stat().st_mtime > time.time() - DAY


def test_what_the_tables_forgot_goes(service: Service, pull: PullRequest) -> None:
    service.review(pull)
    cache = service.publisher.cache
    cache.evict(service.store)
    assert len(left(cache.folder)) == 1
    accept(service.store, Delivery("guid-gone", "installation", "{}", Withdrawn(service.installation.id, None)))
    cache.evict(service.store)
    assert not left(cache.folder)


def test_a_full_disk_is_said_and_makes_room(
    service: Service, pull: PullRequest, disk: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(service.publisher.cache.folder, "1/10", days=1)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    disk(0)
    with monkeypatch.context() as patch:
        patch.setattr("bot.service.reviews.cache.fetch_commits", full)
        service.deliver("pull_request", pull.event("opened"))
        service.work()
    (row,) = state_rows(service.store)
    assert row.error == "SourceError: the cache of repositories: No space left on device"
    assert not other.exists()
    disk(100_000)
    with service.store.write() as connection:
        connection.execute(update(PR_STATE).values(not_before=0))
    service.work()
    (row,) = state_rows(service.store)
    assert (row.done, row.error) == (1, None)
