"""Any request at all: the routes of the service never fail over one. A database that fails is another test's."""

import asyncio
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.service.app import Web, make_app
from bot.service.pages.setup import Setup, setup_app
from bot.service.store import open_store, upgrade
from tests.service.conftest import headers_of
from tests.service.conftest import settings as configured
from tests.service.test_webhook import PULL, TENANT

TOKEN = "an operator's token"
VERBS = ("GET", "HEAD", "POST", "PUT", "OPTIONS")
PATHS = ("/", "/replay", "/webhooks/github", "/healthz", "/readyz", "/metrics", "/setup", "/setup/done", "/nothing")
RUNS = tuple(f"/runs/{run}" for run in ("x" * 22, "%00", "%ff%fe", "..%2f..", "x" * 3000))
NAMES = (
    "x-github-event",
    "x-github-delivery",
    "x-hub-signature-256",
    "content-type",
    "content-length",
    "cookie",
    "host",
    "expect",
    "range",
)
LOGINS = ("Basic", "Basic x", "Basic eDp5", "Basic gICAgA==", "Basic w6k6w6k=", f"Bearer {TOKEN}", "Bearer \xe9", "Digest a=b", "\xe9")
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40)
HEADERS = st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=4)
QUERY = st.dictionaries(st.sampled_from(("token", "code", "state", "organization", "x")), st.text(max_size=12), max_size=3)
BODIES = st.sampled_from((b"", b"pr=1&proof=%ff", "pr=\xe9&proof=\xe9".encode(), b"\xff\xfe", b"1" * 5000)) | st.binary(max_size=60)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(("\ud800", "\0", "x" * 70_000, 2**63, -1, [], {}, [[]], {"id": None}))
)
COMMENT = {"id": 9, "body": "/schema-review", "user": {"login": "dev", "type": "User"}}
CHECK = {"head_sha": "a" * 40, "pull_requests": [PULL]}
EVENTS: dict[str, dict[str, Any]] = {
    "pull_request": {"action": "opened", "pull_request": PULL},
    "issue_comment": {"action": "created", "comment": COMMENT, "issue": {"number": 3, "state": "open", "pull_request": {}}},
    "check_run": {"action": "rerequested", "check_run": CHECK},
    "check_suite": {"action": "rerequested", "check_suite": CHECK},
    "merge_group": {"action": "checks_requested", "merge_group": {"head_sha": "a" * 40, "base_sha": "b" * 40}},
    "installation": {"action": "deleted"},
    "installation_repositories": {"action": "removed", "repositories_removed": [{"id": 1, "full_name": "octo/shop"}]},
    "ping": {"zen": "Keep it logically awesome."},
}


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[FastAPI]]:
    """The service, with an operator's page and without, and the one that waits for its App."""
    folder: Path = tmp_path_factory.mktemp("requests")
    store = open_store(f"sqlite:///{folder / 'bot.db'}")
    upgrade(store)
    setup = Setup("https://review.example", "https://github.example", lambda _: {}, lambda _: None)
    made = [make_app(Web(configured(operator_token=token), store)) for token in (TOKEN, None)]
    yield [*made, setup_app(setup)]
    store.engine.dispose()


def ask(app: FastAPI, *requests: tuple[str, str, dict[str, Any]]) -> list[httpx.Response]:
    async def asked() -> list[httpx.Response]:
        # What the app raises would be a 500.
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            return [await client.request(verb, path, **named) for verb, path, named in requests]

    return asyncio.run(asked())


@given(headers=HEADERS, login=st.sampled_from(LOGINS), query=QUERY, body=BODIES)
@settings(max_examples=8)
def test_no_request_breaks_a_route(apps: list[FastAPI], headers: dict[str, str], login: str, query: dict[str, str], body: bytes) -> None:
    sent = {name: value.encode("latin-1") for name, value in {**headers, "authorization": login}.items()}
    requests = [(verb, path, {"headers": sent, "params": query, "content": body}) for verb in VERBS for path in (*PATHS, *RUNS)]
    for app in apps:
        answers = ask(app, *requests)
        broken = [request[:2] for request, answer in zip(requests, answers, strict=True) if answer.status_code >= 500]
        assert not broken


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a JSON."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield from places(each, (*path, name))


def changed(payload: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    made = deepcopy(payload)
    place = made
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return made


@given(event=st.sampled_from(sorted(EVENTS)), data=st.data())
@settings(max_examples=80)
def test_no_signed_payload_breaks_the_webhook(apps: list[FastAPI], event: str, data: st.DataObject) -> None:
    """Whoever has the secret may send any JSON; here one value of a right payload is another."""
    payload = TENANT | EVENTS[event]
    body = json.dumps(changed(payload, data.draw(st.sampled_from(list(places(payload)))), data.draw(LEAVES))).encode()
    (answer,) = ask(apps[0], ("POST", "/webhooks/github", {"headers": headers_of(body, event), "content": body}))
    assert answer.status_code in (200, 202, 400), answer.text
