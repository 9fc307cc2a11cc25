"""The whole service as processes, from the command line to the comments on the stand-in for GitHub."""

import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.action.conftest import AFTER, BEFORE, CLEAN
from tests.github.standin import PullRequest, StandIn
from tests.service.host import SECRET, Host, hosted


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, tmp_path, shop) as made:
            yield made


def opened(host: Host, branch: str = "orders") -> PullRequest:
    host.shop.commit(branch, AFTER, "Orders")
    return host.shop.open_pull(head=branch, title="Orders")


def workers(parent: int) -> list[int]:
    """The processes that `serve` has started and that are workers."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_child = f"PPid:\t{parent}\n" in (place / "status").read_text()
            if is_child and (place / "cmdline").read_bytes().endswith(b"\0worker\0"):
                found.append(int(place.name))
    return found


def test_a_service_that_is_killed_leaves_nothing_in_the_way_of_the_next(host: Host) -> None:
    first = host.start("serve")
    host.wait(lambda: host.ready() and '"event": "ready"' in host.log())
    first.kill()
    first.wait()
    host.wait(lambda: not host.ready())
    second = host.start("serve")
    host.wait(lambda: host.ready() and host.log().count('"event": "ready"') == 2)
    second.terminate()
    assert second.wait(60) == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="finds its processes as Linux shows them")
def test_a_webhook_becomes_a_review_and_a_killed_worker_is_replaced(host: Host) -> None:
    service = host.start("serve")
    host.wait(host.ready)
    pull = opened(host)
    assert host.deliver("pull_request", pull.event("opened")).status_code == 202
    host.wait(lambda: host.comments(pull) and host.shop.check_runs(pull.head)[0].status == "completed")
    (worker,) = workers(service.pid)
    os.kill(worker, signal.SIGKILL)
    pull.push(CLEAN)
    assert host.deliver("pull_request", pull.event("synchronize")).status_code == 202
    host.wait(lambda: host.comments(pull)[0].startswith("### 🟢"))
    assert len(host.comments(pull)) == 1
    service.terminate()
    assert service.wait(60) == 0
    lines = [json.loads(line) for line in host.log().splitlines()]
    assert {line["event"] for line in lines} >= {"ready", "stored", "begun", "done", "stopped"}
    hidden = [SECRET, "another one", *(host.folder / "key.pem").read_text().splitlines()[1:-1], *host.github.world.tokens]
    assert not [value for value in hidden if value in host.log()]


def test_a_second_worker_on_the_same_files_is_refused(host: Host) -> None:
    host.start("worker")
    host.wait(lambda: '"event": "ready"' in host.log())
    assert host.start("worker").wait(60) == 2
    assert "another worker uses these files" in host.log()


def test_web_and_worker_run_apart_on_one_postgresql(host: Host, postgresql_url: str) -> None:
    host.variables["SCHEMA_REVIEW_DATABASE_URL"] = postgresql_url
    for arguments in (["serve", "--web-only"], ["worker"], ["worker"]):
        host.start(*arguments)
    host.wait(host.ready)
    pull = opened(host)
    assert host.deliver("pull_request", pull.event("opened")).status_code == 202
    host.wait(lambda: host.comments(pull))
    assert not list((host.folder / "data").glob("*.db"))


def test_a_web_process_that_is_told_to_stop_ends_well(host: Host) -> None:
    web = host.start("serve", "--web-only")
    host.wait(host.ready)
    web.terminate()
    assert web.wait(30) == 0


@pytest.mark.parametrize("arguments", [["serve"], ["worker"], ["serve", "--web-only"]])
def test_settings_that_are_missing_are_named(host: Host, arguments: list[str]) -> None:
    del host.variables["SCHEMA_REVIEW_APP_ID"]
    assert host.start(*arguments).wait(60) == 2
    assert "SCHEMA_REVIEW_APP_ID: is not set" in host.log()


def test_a_key_that_is_none_ends_the_service(host: Host) -> None:
    (host.folder / "key.pem").write_text("no key")
    assert host.start("serve").wait(90) == 2
    assert "private key is none" in host.log()


def test_a_port_that_is_taken_is_said(host: Host) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(host.variables["SCHEMA_REVIEW_PORT"])))
        taken.listen()
        assert host.start("serve", "--web-only").wait(90) == 2
    assert "SCHEMA_REVIEW_HOST, SCHEMA_REVIEW_PORT: it is not possible to listen on" in host.log()


def test_what_came_while_nobody_listened_is_asked_for(host: Host) -> None:
    pull, github = opened(host), host.github
    told = pull.event("opened") | {"installation": {"id": host.installation}}
    lost = github.deliver(f"{host.address}/webhooks/github", SECRET, "pull_request", told, app=github.app("reviewer"))
    assert lost
    assert lost.status_code == 502
    host.start("serve", "--web-only")
    host.wait(host.ready)
    host.start("worker")
    host.wait(lambda: host.comments(pull))
    assert '"event": "asked again"' in host.log()
