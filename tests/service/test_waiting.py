"""`schema-review serve` before there is an App: it waits for `/setup`, ends when it is asked to, and goes on once there is an App."""

import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.github.standin import StandIn
from tests.service.host import Host, hosted
from tests.service.test_setup import sent

LINK = re.compile(r"/setup\?token=([\w-]+)")


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        with hosted(github, tmp_path, shop) as made:
            for name in ("APP_ID", "PRIVATE_KEY_FILE", "WEBHOOK_SECRET"):
                made.variables.pop(f"SCHEMA_REVIEW_{name}", None)
            made.variables["SCHEMA_REVIEW_PUBLIC_URL"] = made.address
            yield made


def waiting(host: Host) -> bool:
    try:
        return "waiting" in httpx.get(f"{host.address}/healthz").text
    except httpx.HTTPError:
        return False


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_asked_to(host: Host, told: signal.Signals) -> None:
    process = host.start("serve")
    host.wait(lambda: waiting(host))
    assert httpx.get(f"{host.address}/setup").status_code == 404
    process.send_signal(told)
    assert process.wait(60) == 0
    assert "Traceback" not in host.log()
    assert not (host.folder / "data" / "app").exists()


def test_from_the_log_to_a_service_that_takes_events(host: Host) -> None:
    process = host.start("serve")
    host.wait(lambda: waiting(host))
    (token,) = LINK.findall(host.log())
    with httpx.Client(base_url=host.address, timeout=30) as browser:
        page = browser.get("/setup", params={"token": token})
        action, manifest = sent(page.text)
        registered = httpx.post(action, data={"manifest": json.dumps(manifest)})
        code, state = (parse_qs(urlsplit(registered.headers["location"]).query)[name][0] for name in ("code", "state"))
        assert httpx.get(f"{host.address}/setup/done", params={"code": code, "state": state}).status_code == 404
        done = browser.get(registered.headers["location"])
        assert (done.status_code, "is made" in done.text) == (200, True)
        host.wait(host.ready)
        assert browser.get("/setup").status_code == browser.get("/setup", params={"token": token}).status_code == 404
    app = next(app for app in host.github.world.apps.values() if app.slug == "schema-review")
    made = host.github.deliver(manifest["hook_attributes"]["url"], app.webhook_secret, "ping", {"zen": "x", "hook_id": 1}, app=app)
    assert made
    assert made.status_code == 200
    process.terminate()
    assert process.wait(60) == 0
    assert host.log().count(token) == 1
    hidden = (app.webhook_secret, *app.private_key.splitlines()[1:-1])
    assert not [value for value in hidden if value in host.log() + page.text + done.text]
    assert token not in page.text + done.text
    assert not [path for path in host.folder.rglob("data/**/*") if path.is_file() and token.encode() in path.read_bytes()]
    assert not [request for request in host.github.requests if token in f"{request.path}{request.query}{request.body}"]


def test_without_an_address_nobody_could_come_back_to_it(host: Host) -> None:
    host.variables["SCHEMA_REVIEW_PUBLIC_URL"] = ""
    assert host.start("serve").wait(60) == 2
    assert "SCHEMA_REVIEW_APP_ID: is not set" in host.log()
