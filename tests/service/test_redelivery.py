"""What did not arrive is asked for, what was refused is not, and nothing is asked for for ever."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import select, update

from bot.errors import WebhookError
from bot.github import App
from bot.service.events import Delivery as Event
from bot.service.events import Wish
from bot.service.reviews.redelivery import Redelivery
from bot.service.store import Store, accept, open_store, upgrade
from bot.service.store.sweeps import MOST_ASKED, Lost, Sweep, claim, counts, ended, note_lost, take_lost, waiting
from bot.service.store.tables import DELIVERIES, SWEEPS, UNDELIVERED
from bot.service.subject import Subject
from bot.service.webhook import read_delivery
from tests.action.conftest import BEFORE
from tests.github.standin import PullRequest, StandIn
from tests.github.standin.accounts import App as Registered
from tests.github.standin.apps import Delivery
from tests.service.host import MAY, SECRET


@dataclass
class Webhook:
    """Ours on a port of its own; `answer` is what it says without looking, None where it works."""

    store: Store
    answer: int | None = None
    stores_first: bool = False
    heard: list[str] = field(default_factory=list)
    server: ThreadingHTTPServer = field(init=False)

    def __enter__(self) -> Self:
        webhook = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                webhook.heard.append(headers["x-github-delivery"])
                self.send_response(webhook.take(headers, body))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/webhook"

    def take(self, headers: dict[str, str], body: bytes) -> int:
        if self.answer and not self.stores_first:
            return self.answer
        try:
            accept(self.store, read_delivery(headers, body, (SECRET,)))
        except WebhookError as refused:
            return refused.status
        return self.answer or 202


@dataclass
class Place:
    """An App whose webhook is ours, and the sweep on it."""

    github: StandIn
    app: Registered
    webhook: Webhook
    redelivery: Redelivery
    payload: dict[str, Any]

    def send(self, event: str = "pull_request", *, url: str = "", secret: str = SECRET, **changes: Any) -> Delivery:
        made = self.github.deliver(url or self.webhook.url, secret, event, {**self.payload, **changes}, app=self.app)
        assert made
        return made

    def sweep(self) -> int:
        """As if the time for it had come; returns how many deliveries were asked for."""
        with self.redelivery.store.write() as connection:
            connection.execute(update(SWEEPS).values(due=0))
            connection.execute(update(UNDELIVERED).values(due=0))
        return self.sweep_now()

    def sweep_now(self) -> int:
        before = self.asked
        self.redelivery.redeliver()
        return self.asked - before

    @property
    def asked(self) -> int:
        return sum(request.path.endswith("/attempts") for request in self.github.requests)

    @property
    def listed(self) -> int:
        return sum(request.path == "/app/hook/deliveries" for request in self.github.requests)

    @property
    def stored(self) -> set[str]:
        with self.redelivery.store.read() as connection:
            return set(connection.scalars(select(DELIVERIES.c.guid)))


@pytest.fixture
def pull(github: StandIn) -> PullRequest:
    shop = github.repository("octo/shop", private=True)
    shop.commit("main", BEFORE, "The shop")
    shop.commit("more", {**BEFORE, "a.sql": "SELECT 1;\n"}, "More")
    return shop.open_pull(head="more", title="More")


@pytest.fixture
def place(github: StandIn, pull: PullRequest, tmp_path: Path) -> Iterator[Place]:
    store = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    upgrade(store)
    app = github.app("reviewer", events=("pull_request",), **MAY)
    installation = github.install(app, github.repository("octo/shop"))
    payload = pull.event("opened") | {"installation": {"id": installation.id}}
    speaker = App(app.id, app.private_key, github.api_url)
    with Webhook(store) as webhook:
        yield Place(github, app, webhook, Redelivery(speaker, store, pacing=0), payload)
    store.engine.dispose()


@pytest.mark.parametrize("answer", [500, 502, 503, 504])
def test_what_did_not_arrive_arrives(place: Place, answer: int) -> None:
    place.webhook.answer = answer
    lost = place.send()
    place.webhook.answer = None
    assert place.sweep() == 1
    assert place.stored == {lost.guid}
    assert place.sweep() == 0
    assert waiting(place.redelivery.store)["deliveries"] == 0
    assert counts(place.redelivery.store)[Sweep.WEBHOOKS][0] == 1


def test_nobody_was_there(place: Place) -> None:
    lost = place.send(url="http://127.0.0.1:9/webhook")
    assert (lost.status_code, place.sweep()) == (502, 1)


@pytest.mark.parametrize("answer", [400, 401, 404, 413])
def test_what_was_refused_is_not_asked_for(place: Place, answer: int) -> None:
    place.webhook.answer = answer
    place.send()
    place.webhook.answer = None
    assert place.sweep() == 0


def test_what_is_refused_the_second_time_is_not_asked_for_again(place: Place) -> None:
    place.webhook.answer = 503
    place.send(secret="another secret")
    place.webhook.answer = None
    assert [place.sweep() for _ in range(3)] == [1, 0, 0]


def test_what_arrived_is_not_asked_for(place: Place) -> None:
    place.send()
    assert place.sweep() == 0
    assert len(place.webhook.heard) == 1


def test_what_was_stored_although_it_failed_is_not_asked_for(place: Place) -> None:
    place.webhook.answer, place.webhook.stores_first = 504, True
    place.send()
    assert place.sweep() == 0


def test_what_a_person_had_brought_again_is_not_asked_for(place: Place) -> None:
    place.webhook.answer = 503
    lost = place.send("label", action="created")
    place.webhook.answer = None
    place.redelivery.app.client().write("POST", f"/app/hook/deliveries/{lost.id}/attempts")
    before = place.asked
    assert place.sweep() == 0
    assert place.asked == before


def test_what_a_person_had_brought_again_in_vain_is_asked_for(place: Place) -> None:
    place.webhook.answer = 503
    lost = place.send()
    place.redelivery.app.client().write("POST", f"/app/hook/deliveries/{lost.id}/attempts")
    place.webhook.answer = None
    assert place.sweep() == 1
    assert place.stored == {lost.guid}


def test_what_asks_for_nothing_is_asked_for_once(place: Place) -> None:
    """It leaves no row of ours that would tell that it came."""
    place.webhook.answer = 503
    place.send("label", action="created")
    place.webhook.answer = None
    assert [place.sweep() for _ in range(3)] == [1, 0, 0]
    assert not place.stored


def test_nothing_is_asked_for_for_ever(place: Place) -> None:
    place.webhook.answer = 503
    place.send()
    assert sum(place.sweep() for _ in range(3 * MOST_ASKED)) == MOST_ASKED
    assert waiting(place.redelivery.store)["deliveries"] == 1


def test_the_pause_grows(place: Place) -> None:
    place.webhook.answer = 503
    place.send()
    pauses = []
    for _ in range(4):
        place.sweep()
        with place.redelivery.store.read() as connection:
            began = connection.scalar(select(SWEEPS.c.began))
            due = connection.scalar(select(UNDELIVERED.c.due))
        pauses.append(round((due - began) / 60))
    assert pauses == [1, 2, 4, 8]


def test_one_host_looks_every_few_minutes(place: Place) -> None:
    place.webhook.answer = 503
    place.send()
    place.webhook.answer = None
    assert [place.sweep_now() for _ in range(3)] == [1, 0, 0]
    assert place.listed == 1


def test_what_github_has_forgotten_is_left_alone(place: Place) -> None:
    place.webhook.answer = 503
    old, new = place.send(), place.send()
    old.delivered_at = (datetime.now(UTC) - timedelta(days=3, minutes=1)).isoformat(timespec="seconds").replace("+00:00", "Z")
    place.github.world.deliveries.sort(key=lambda each: each.delivered_at)
    place.webhook.answer = None
    assert place.sweep() == 1
    assert place.stored == {new.guid}


def test_what_github_does_not_know_any_more_is_dropped(place: Place) -> None:
    place.webhook.answer = 503
    place.send()
    place.github.faults.status(404, "POST", "/app/hook/deliveries/*")
    assert [place.sweep() for _ in range(2)] == [1, 1]  # the list still has it, so it is asked for again


def test_many_are_asked_for_over_pages_and_sweeps(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.reviews.redelivery.BATCH", 40)
    place.webhook.answer = 503
    lost = [place.send().guid for _ in range(110)]
    place.webhook.answer = None
    first = place.sweep()
    assert (first, place.listed) == (40, 2)
    while place.sweep():
        pass
    assert place.stored == set(lost)
    assert place.asked == 110


def test_a_rate_limit_ends_the_sweep_and_is_obeyed(place: Place) -> None:
    place.webhook.answer = 503
    place.send()
    place.send()
    place.webhook.answer = None
    place.github.faults.rate_limit("primary", "POST", "*/attempts", retry_after=1800, nth=2)
    assert place.sweep() == 2
    assert len(place.stored) == 1
    with place.redelivery.store.read() as connection:
        began, due = connection.execute(select(SWEEPS.c.began, SWEEPS.c.due)).one()
    assert due - began > 1700
    assert counts(place.redelivery.store)[Sweep.WEBHOOKS][0] == 1
    assert place.sweep() == 1
    assert len(place.stored) == 2


def test_an_answer_that_is_lost_is_no_end(place: Place) -> None:
    place.webhook.answer = 503
    place.send()
    place.webhook.answer = None
    place.github.faults.lose("POST", "*/attempts")
    assert place.sweep() == 1
    assert len(place.stored) == 1


def test_the_tables_on_both_databases(store: Store) -> None:
    now = time.time()
    assert claim(store, Sweep.WEBHOOKS, every=300) == 0
    assert claim(store, Sweep.WEBHOOKS, every=300) is None
    ended(store, Sweep.WEBHOOKS, done=2, seen=now)
    ended(store, Sweep.WEBHOOKS, done=3, seen=now - 5)
    assert counts(store)[Sweep.WEBHOOKS][0] == 5
    lost = [Lost(f"guid-{number}", number, "pull_request", now) for number in range(3)]
    accept(store, Event("guid-0", "pull_request", "{}", Wish(Subject(7, 21, "octo/shop", 1))))
    note_lost(store, lost, ["guid-1"], kept=60)
    note_lost(store, lost[2:], [], kept=60)
    taken = take_lost(store)
    assert taken == Lost("guid-2", 2, "pull_request", now, 1)
    assert take_lost(store) is None
    note_lost(store, [], [], kept=-60)
    assert waiting(store)["deliveries"] == 0
