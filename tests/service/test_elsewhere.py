"""No address that anybody sends us is asked: a server that would notice stands where all of them lead."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.action.conftest import AFTER, BEFORE
from tests.github.standin.calls import Answer, Request
from tests.github.standin.dispatch import Desk
from tests.github.standin.faults import Fault, Rule
from tests.service.host import Host


class Canary(ThreadingHTTPServer):
    """Notes who comes."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        super().__init__(("127.0.0.1", 0), Visit)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Visit(BaseHTTPRequestHandler):
    server: Canary

    def handle(self) -> None:
        self.server.seen.append(self.rfile.readline().decode("latin-1"))


@pytest.fixture
def canary() -> Iterator[Canary]:
    with Canary() as listening:
        Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield listening
        listening.shutdown()


def led_astray(told: Any, address: str) -> Any:
    """The same JSON with every address in it leading elsewhere."""
    match told:
        case dict():
            return {name: led_astray(value, address) for name, value in told.items()}
        case list():
            return [led_astray(value, address) for value in told]
        case str() if told.startswith(("http://", "https://", "git://", "git@")):
            return f"{address}/{told.partition('//')[2]}"
        case _:
            return told


def test_addresses_in_payloads_and_answers_are_not_followed(running: Host, canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Desk.answer

    def answer(desk: Desk, request: Request) -> Answer:
        found = answered(desk, request)
        return Answer(found.status, led_astray(found.body, canary.address), found.headers)

    tenant = running.tenant("octo/elsewhere", BEFORE)
    content = {
        **AFTER,
        ".gitmodules": f'[submodule "db"]\n\tpath = vendor\n\turl = {canary.address}/vendor.git\n',
        "vendor": ("160000", b"1234567890" * 4),
        "docs/db/orders.md": f"![picture]({canary.address}/picture.png)\n[rest]({canary.address}/rest.md)\n",
        "package.json": json.dumps({"dependencies": {"drizzle-orm": f"{canary.address}/orm.tgz"}}),
    }
    pull = tenant.open("orders", content)
    payload = led_astray(pull.event("opened"), canary.address)
    assert json.dumps(payload).count(canary.address) > 50
    payload |= {"installation": {"id": tenant.installation, "access_tokens_url": canary.address, "html_url": canary.address}}
    monkeypatch.setattr(Desk, "answer", answer)
    running.github.deliver(f"{running.address}/webhooks/github", "It's a Secret to Everybody", "pull_request", payload)
    running.wait(lambda: tenant.conclusions(pull.head) == ["failure"])
    assert len(pull.comments) == 1
    assert canary.seen == []
    # The comments lead to GitHub, not to where an answer said it was.
    assert canary.address not in "".join(comment.body for comment in pull.comments)


def test_a_redirection_to_elsewhere_is_not_followed(running: Host, canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Answer(302, b"", {"Location": f"{canary.address}/away"})

    def redirect(*_: Any, **__: Any) -> tuple[Answer, None]:
        monkeypatch.undo()
        return away, None

    tenant = running.tenant("octo/moved", BEFORE)
    pull = tenant.open("orders", AFTER)
    running.github.faults.rules.append(Rule(Fault(answer=away), "GET", "*/compare/*", "", 1, 1))
    monkeypatch.setattr("tests.github.standin.server.serve_git", redirect)
    tenant.tell(pull)
    running.wait(lambda: tenant.conclusions(pull.head)[-1:] == ["failure"])
    assert canary.seen == []
