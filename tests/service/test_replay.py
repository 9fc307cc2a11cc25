"""`schema-review github replay`: a stored delivery is reviewed, and nothing is written."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ConfigError
from bot.service.reviews.replay import Stored, read_file, subjects_of
from tests.action.conftest import AFTER, BEFORE
from tests.github.standin import StandIn
from tests.service.host import Host, hosted


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, tmp_path, shop) as made:
            yield made


def replayed(host: Host, content: dict[str, Any], *more: str) -> subprocess.CompletedProcess[str]:
    (host.folder / "delivery.json").write_text(json.dumps(content))
    command = [sys.executable, "-m", "bot.cli", "github", "replay", str(host.folder / "delivery.json"), *more]
    return subprocess.run(command, env=host.variables, capture_output=True, text=True, check=False)


def test_a_delivery_is_reviewed_at_its_head_and_nothing_is_written(host: Host) -> None:
    host.shop.commit("orders", AFTER, "Orders")
    pull = host.shop.open_pull(head="orders", title="Orders")
    payload = pull.event("opened") | {"installation": {"id": host.installation}}
    head = pull.head
    pull.push({**AFTER, "README.md": "A shop that is open.\n"})
    done = replayed(host, {"guid": "1", "event": "pull_request", "request": {"headers": {}, "payload": payload}})
    assert done.returncode == 0, done.stderr
    assert "### 🔴 Schema review: " in done.stdout
    assert "migrations/0003_drop.sql:1 (RIGHT)" in done.stdout
    assert f"`{head[:7]}`" in done.stdout
    assert not pull.comments and not pull.threads and not host.shop.check_runs()  # noqa: PT018 # nothing at all
    assert {request.path.rpartition("/")[2] for request in host.github.writes} == {"access_tokens"}
    assert replayed(host, payload | {"action": "closed"}).returncode == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"pull_request": {}}, Stored("pull_request", {"pull_request": {}})),
        ({"event": "check_run", "payload": '{"a": 1}'}, Stored("check_run", {"a": 1})),
        ({"event": "ping", "request": {"payload": {"zen": ""}}}, Stored("ping", {"zen": ""})),
        ({"issue": {}, "comment": {}}, Stored("issue_comment", {"issue": {}, "comment": {}})),
    ],
)
def test_a_file_is_a_payload_or_holds_one(content: dict[str, Any], expected: Stored) -> None:
    assert read_file(json.dumps(content).encode()) == expected


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"1", b'{"payload": "{"}', b'{"request": []}', b"\xff"])
def test_what_is_no_delivery_is_said(content: bytes) -> None:
    with pytest.raises(ConfigError, match="no delivery"):
        read_file(content)


def test_a_payload_that_cannot_be_read_is_said() -> None:
    with pytest.raises(ConfigError, match="payload of pull_request cannot be read"):
        subjects_of(Stored("pull_request", {"pull_request": {"number": "three"}}))
    with pytest.raises(ConfigError, match="no delivery"):
        read_file(b"[" * 100_000)


def test_a_delivery_that_asks_for_nothing_is_said() -> None:
    with pytest.raises(ConfigError, match="asks for no review"):
        subjects_of(Stored("ping", {}))
