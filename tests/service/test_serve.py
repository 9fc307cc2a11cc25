"""The whole service as processes, from the command line to the comments on the stand-in for GitHub."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.action.conftest import AFTER, BEFORE, CLEAN
from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.apps import Delivery
from tests.service.conftest import SECRET

PATIENCE = 90
MAY = {"contents": "read", "issues": "read", "pull_requests": "write", "checks": "write"}


@dataclass
class Host:
    """The service on loopback, and the App that it is."""

    github: StandIn
    shop: Repository
    folder: Path
    variables: dict[str, str]
    installation: int
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.variables['SCHEMA_REVIEW_PORT']}"

    def start(self, *arguments: str, **changes: str) -> subprocess.Popen[bytes]:
        environment = {**self.variables, **{f"SCHEMA_REVIEW_{name}": value for name, value in changes.items()}}
        with (self.folder / f"log-{len(self.started)}").open("wb") as log:
            made = subprocess.Popen([sys.executable, "-m", "bot.cli", *arguments], env=environment, stdout=log, stderr=subprocess.STDOUT)
        self.started.append(made)
        return made

    def log(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("log-*")))

    def wait(self, until: Callable[[], Any]) -> None:
        began = time.monotonic()
        while not until():
            assert time.monotonic() - began < PATIENCE, self.log()[-6000:]
            time.sleep(0.2)

    def ready(self) -> bool:
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.address}/readyz").status_code == 200
        return False

    def deliver(self, name: str, payload: dict[str, Any]) -> Delivery:
        told = payload | {"installation": {"id": self.installation}}
        made = self.github.deliver(f"{self.address}/webhook", SECRET, name, told)
        assert made
        return made

    def comments(self, pull: PullRequest) -> list[str]:
        return [comment.body for comment in pull.comments if comment.login == "reviewer[bot]"]


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        app = github.app("reviewer", events=("pull_request",), **MAY)
        (tmp_path / "key.pem").write_text(app.private_key)
        variables = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "SCHEMA_REVIEW_APP_ID": str(app.id),
            "SCHEMA_REVIEW_PRIVATE_KEY_FILE": str(tmp_path / "key.pem"),
            "SCHEMA_REVIEW_WEBHOOK_SECRET": f"another one,{SECRET}",
            "SCHEMA_REVIEW_DATA": str(tmp_path / "data"),
            "SCHEMA_REVIEW_API_URL": github.api_url,
            "SCHEMA_REVIEW_SERVER_URL": github.server_url,
            "SCHEMA_REVIEW_PORT": str(free_port()),
            "SCHEMA_REVIEW_TICK": "0.2",
        }
        made = Host(github, shop, tmp_path, variables, github.install(app, shop).id)
        yield made
        for process in made.started:
            process.terminate()
        for process in made.started:
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)
            process.kill()
            process.wait()


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


@pytest.mark.parametrize("arguments", [["serve"], ["worker"], ["serve", "--web-only"]])
def test_settings_that_are_missing_are_named(host: Host, arguments: list[str]) -> None:
    del host.variables["SCHEMA_REVIEW_APP_ID"]
    assert host.start(*arguments).wait(60) == 2
    assert "SCHEMA_REVIEW_APP_ID: is not set" in host.log()


def test_a_key_that_is_none_ends_the_service(host: Host) -> None:
    (host.folder / "key.pem").write_text("no key")
    assert host.start("serve").wait(90) == 2
    assert "private key is none" in host.log()
