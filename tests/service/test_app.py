"""The web process: stored before it is answered, and answered while GitHub still listens."""

import asyncio
import gc
import json
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from structlog.testing import LogCapture

from bot.service.app import Web, make_app
from bot.service.starting import start
from bot.service.store import Store, open_store
from bot.service.store.sweeps import Lost, Sweep, claim, ended, note_lost
from bot.service.store.tables import DELIVERIES, PR_STATE
from bot.service.webhook import MAX_BODY
from tests.service.conftest import headers_of, settings
from tests.service.test_webhook import PULL, TENANT

OPENED = json.dumps(TENANT | {"action": "opened", "pull_request": PULL}).encode()


async def _posted(store: Store, requests: list[tuple[Any, dict[str, str]]], patience: float) -> list[httpx.Response]:
    app = make_app(Web(settings(), store, patience=patience))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service") as client:
        return [await client.post("/webhooks/github", content=body, headers=headers) for body, headers in requests]


def post(store: Store, body: Any, headers: dict[str, str] | None = None, *, patience: float = 8) -> httpx.Response:
    given = headers_of(body, "pull_request") if headers is None else headers
    return asyncio.run(_posted(store, [(body, given)], patience))[0]


def get(store: Store, path: str) -> httpx.Response:
    async def got() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(make_app(Web(settings(), store))), base_url="http://service") as client:
            return await client.get(path)

    return asyncio.run(got())


def stored(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(DELIVERIES)).scalar_one()


@pytest.fixture
def nowhere() -> Store:
    return open_store("postgresql://nobody@127.0.0.1:1/none")


def test_a_delivery_is_answered_once_it_is_stored(store: Store) -> None:
    answer = post(store, OPENED)
    assert (answer.status_code, answer.json(), stored(store)) == (202, {"stored": True}, 1)
    again = post(store, OPENED)
    assert (again.status_code, again.json(), stored(store)) == (202, {"stored": False}, 1)


def test_the_log_names_the_delivery_and_its_event(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told = LogCapture()
    monkeypatch.setattr("bot.service.app.LOG", structlog.wrap_logger(None, processors=[told], wrapper_class=structlog.stdlib.BoundLogger))
    post(store, OPENED)
    (line,) = told.entries
    named = {"event": "stored", "github_event": "pull_request", "delivery": headers_of(OPENED, "")["x-github-delivery"]}
    assert named.items() <= line.items()


def test_every_example_is_answered(store: Store, examples: list[tuple[str, dict[str, Any]]]) -> None:
    if store.is_shared:
        pytest.skip("the answers do not depend on the database")
    bodies = [(json.dumps(example).encode(), name) for name, example in examples]
    requests = [(body, headers_of(body, name, guid=f"guid-{number}")) for number, (body, name) in enumerate(bodies)]
    answers = asyncio.run(_posted(store, requests, 8))
    assert {answer.status_code for answer in answers} == {200, 202}
    assert sum(answer.status_code == 202 for answer in answers) == stored(store) > 10


def test_what_is_not_githubs_is_refused_and_not_stored(store: Store) -> None:
    assert post(store, OPENED, headers_of(OPENED, "pull_request", secret="a guess")).status_code == 401
    assert post(store, OPENED, {}).status_code == 401
    assert post(store, b"[" * 100_000).status_code == 400
    assert stored(store) == 0


def test_a_header_of_any_bytes_is_refused(store: Store) -> None:
    headers = headers_of(OPENED, "pull_request") | {"x-hub-signature-256": b"sha256=\xff\xfe"}  # type: ignore[dict-item] # no text is sent
    assert post(store, OPENED, headers).status_code == 401


def test_what_is_too_large_is_refused_before_it_has_come(store: Store) -> None:
    said = post(store, b"x", headers_of(b"x", "ping") | {"content-length": str(MAX_BODY + 1)})
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"x" * 1024 * 1024

    unsaid = post(store, endless(), {"x-github-event": "ping"})
    assert (said.status_code, unsaid.status_code) == (413, 413)
    assert sent <= 27


def test_without_a_database_the_answer_is_503_in_time(nowhere: Store) -> None:
    began = time.monotonic()
    answer = post(nowhere, OPENED)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert time.monotonic() - began < 9
    assert get(nowhere, "/readyz").status_code == 503
    assert get(nowhere, "/metrics").status_code == 503
    assert get(nowhere, "/healthz").status_code == 200


def test_a_database_that_is_locked_is_503_in_time(store: Store) -> None:
    """Another transaction holds the row, longer than GitHub waits."""
    post(store, OPENED)
    with store.engine.begin() as other:
        other.execute(PR_STATE.update().values(wanted=7))
        began = time.monotonic()
        changed = OPENED.replace(b"opened", b"reopened")
        answer = post(store, changed, headers_of(changed, "pull_request", guid="another"))
        assert answer.status_code == 503
        assert time.monotonic() - began < 9
    assert stored(store) == 1


def test_a_database_that_hangs_is_503_in_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object) -> tuple[bool, ...]:
        time.sleep(1)
        return (True,)

    monkeypatch.setattr("bot.service.intake.accept_all", hang)
    began = time.monotonic()
    assert post(store, OPENED, patience=0.2).status_code == 503
    # The thread is left behind, and asyncio waits for it only at the very end.
    assert time.monotonic() - began < 5


def test_an_error_of_the_database_names_no_statement(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("INSERT INTO deliveries", {}, RuntimeError("disk full"))

    monkeypatch.setattr("bot.service.intake.accept_all", broken)
    answer = post(store, OPENED)
    assert answer.status_code == 503
    assert "INSERT" not in answer.text


def test_the_process_says_that_it_runs(store: Store) -> None:
    assert get(store, "/healthz").json() == get(store, "/readyz").json() == {"status": "ok"}


def test_the_metrics_count_what_waits(store: Store) -> None:
    post(store, OPENED)
    text = get(store, "/metrics").text
    assert 'schema_review_subjects{state="waiting"} 1.0' in text
    assert "schema_review_webhook_seconds_bucket" in text


def test_the_metrics_say_what_the_sweeps_did_and_what_waits_for_them(store: Store) -> None:
    claim(store, Sweep.WEBHOOKS, every=300)
    ended(store, Sweep.WEBHOOKS, done=3)
    note_lost(store, [Lost("guid", 1, "push", time.time())], [], kept=60)
    text = get(store, "/metrics").text
    assert 'schema_review_swept_total{sweep="webhooks"} 3.0' in text
    assert 'schema_review_unswept{what="deliveries"} 1.0' in text
    assert 'schema_review_unswept{what="checks"} 0.0' in text
    assert re.search(r'schema_review_sweep_began_seconds{sweep="webhooks"} 1\.\d+e\+09', text)


def test_nothing_else_is_there(store: Store) -> None:
    for path in ("/", "/docs", "/openapi.json", "/webhooks/github"):
        assert get(store, path).status_code in (404, 405)


def test_what_was_imported_is_not_searched_for_garbage_under_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.starting.set_up_logs", lambda *_: None)
    try:
        start(settings(data=tmp_path), pool=1).engine.dispose()
        assert len(gc.get_objects()) < gc.get_freeze_count()
    finally:
        gc.unfreeze()
