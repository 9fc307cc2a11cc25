"""The stand-in's GitHub Apps: their tokens, webhooks and manifests."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from tests.github.standin import Repository, StandIn
from tests.github.standin.accounts import App
from tests.github.standin.apps import Installation
from tests.github.standin.asking import Asking

MANIFEST = {
    "name": "Shop reviewer",
    "url": "https://example.org",
    "redirect_url": "https://example.org/setup",
    "hook_attributes": {"url": "https://example.org/webhooks"},
    "default_events": ["pull_request", "issue_comment", "merge_group"],
    "default_permissions": {"pull_requests": "write", "issues": "read", "merge_queues": "read"},
}


@pytest.fixture
def app(github: StandIn) -> App:
    return github.app("reviewer", events=("pull_request",), pull_requests="write", checks="write", contents="read")


@pytest.fixture
def place(github: StandIn, shop: Repository, app: App) -> Installation:
    other = github.repository("octo/other")
    return github.install(app, shop, other)


def signed(app: App, *, life: int = 540, **claims: Any) -> str:
    now = int(time.time())
    return jwt.encode({"iat": now - 60, "exp": now + life, "iss": str(app.id), **claims}, app.private_key, algorithm="RS256")


def token_of(github: StandIn, place: Installation, **wanted: Any) -> requests.Response:
    return Asking(github, signed(place.app))("POST", f"/app/installations/{place.id}/access_tokens", wanted or None)


def test_an_app_shows_itself_with_a_signed_token(github: StandIn, app: App) -> None:
    assert Asking(github, signed(app))("GET", "/app").json()["slug"] == "reviewer"


def test_an_app_finds_where_it_is_installed(github: StandIn, app: App, place: Installation) -> None:
    ask = Asking(github, signed(app))
    assert ask("GET", "/repos/octo/shop/installation").json()["id"] == place.id
    assert [one["id"] for one in ask("GET", "/app/installations").json()] == [place.id]
    assert ask("GET", f"/app/installations/{place.id}").json()["permissions"] == {"metadata": "read", **app.permissions}
    github.repository("octo/elsewhere")
    assert ask("GET", "/repos/octo/elsewhere/installation").status_code == 404


def test_a_token_of_another_key_or_too_long_a_life_is_refused(github: StandIn, app: App) -> None:
    impostor = github.app("impostor")
    forged = jwt.encode(
        {"iat": int(time.time()), "exp": int(time.time()) + 60, "iss": str(app.id)}, impostor.private_key, algorithm="RS256"
    )
    expired = signed(app, life=-300)
    for token in (forged, expired, signed(app, life=3_600), "nonsense"):
        assert Asking(github, token)("GET", "/app").status_code == 401
    assert Asking(github)("GET", "/app").status_code == 401


def test_an_installations_token_does_what_the_app_may(github: StandIn, shop: Repository, place: Installation) -> None:
    shop.commit("change", {"a.sql": "a\n"})
    pull = shop.open_pull(head="change")
    made = token_of(github, place)
    assert made.status_code == 201
    ask = Asking(github, made.json()["token"])
    assert ask("POST", "/repos/octo/shop/issues/1/comments", {"body": "x"}).json()["user"]["login"] == "reviewer[bot]"
    assert ask("POST", "/repos/octo/shop/issues/1/comments", {"body": "y"}).json()["performed_via_github_app"]["slug"] == "reviewer"
    assert len(pull.comments) == 2
    assert [one["full_name"] for one in ask("GET", "/installation/repositories").json()["repositories"]] == ["octo/shop", "octo/other"]


def test_a_token_is_narrowed_to_repositories_and_permissions(github: StandIn, shop: Repository, place: Installation) -> None:
    shop.commit("change", {"a.sql": "a\n"})
    shop.open_pull(head="change")
    made = token_of(github, place, repository_ids=[place.repositories[1].id], permissions={"pull_requests": "write"}).json()
    assert [one["name"] for one in made["repositories"]] == ["other"]
    assert made["permissions"] == {"metadata": "read", "pull_requests": "write"}
    assert Asking(github, made["token"])("POST", "/repos/octo/shop/issues/1/comments", {"body": "x"}).status_code == 403


def test_a_token_is_never_widened(github: StandIn, place: Installation) -> None:
    assert token_of(github, place, permissions={"contents": "write"}).status_code == 422
    elsewhere = github.repository("octo/elsewhere")
    assert token_of(github, place, repository_ids=[elsewhere.id]).status_code == 422
    place.suspended_at = github.world.now()
    assert token_of(github, place).status_code == 403


@dataclass
class Hook:
    """A webhook: what it got, and what it answers."""

    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 202
    address: str = ""


@pytest.fixture
def hook() -> Iterator[Hook]:
    hook = Hook()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.got.append((dict(self.headers), body))
            self.send_response(hook.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 -- the name that http.server gives it
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        hook.address = f"http://127.0.0.1:{server.server_port}/webhooks"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield hook
        server.shutdown()
        thread.join()


def test_a_delivery_is_signed_over_the_bytes_that_are_sent(github: StandIn, shop: Repository, hook: Hook) -> None:
    payload = {"action": "opened", "title": "결제 \u2028"}
    delivery = github.deliver(hook.address, "secret", "pull_request", payload)
    ((headers, body),) = hook.got
    assert headers["X-Hub-Signature-256"] == "sha256=" + hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    assert (headers["X-GitHub-Event"], headers["Content-Type"]) == ("pull_request", "application/json")
    assert headers["User-Agent"].startswith("GitHub-Hookshot/")
    assert json.loads(body) == payload
    assert delivery is not None
    assert (delivery.status_code, delivery.guid) == (202, headers["X-GitHub-Delivery"])


def test_a_failed_delivery_is_listed_and_repeated_with_the_same_guid(github: StandIn, app: App, hook: Hook) -> None:
    hook.status = 500
    github.deliver(hook.address, "secret", "ping", {"zen": "x"}, app=app)
    ask = Asking(github, signed(app))
    (failed,) = ask("GET", "/app/hook/deliveries").json()
    assert (failed["status_code"], failed["redelivery"]) == (500, False)
    hook.status = 200
    assert ask("POST", f"/app/hook/deliveries/{failed['id']}/attempts").status_code == 202
    again = ask("GET", "/app/hook/deliveries").json()[0]
    assert (again["status_code"], again["redelivery"], again["guid"]) == (200, True, failed["guid"])
    assert ask("GET", f"/app/hook/deliveries/{again['id']}").json()["request"]["payload"] == {"zen": "x"}


def test_deliveries_are_led_on_by_a_cursor(github: StandIn, app: App, hook: Hook) -> None:
    for number in range(5):
        github.deliver(hook.address, "secret", "ping", {"zen": str(number)}, app=app)
    rows = Asking(github, signed(app)).pages("/app/hook/deliveries", per_page="2")
    assert [row["id"] for row in rows] == [delivery.id for delivery in reversed(github.world.deliveries)]


def test_where_nobody_listens_the_delivery_failed(github: StandIn, app: App) -> None:
    delivery = github.deliver("http://127.0.0.1:1/", "secret", "ping", {"zen": "x"}, app=app)
    assert delivery is not None
    assert not delivery.succeeded


def test_an_event_over_25_megabytes_is_not_sent(github: StandIn, hook: Hook) -> None:
    assert github.deliver(hook.address, "s", "push", {"text": "a" * 25 * 1024 * 1024}) is None
    assert not hook.got


def registered(github: StandIn, **changes: Any) -> requests.Response:
    manifest = {name: value for name, value in {**MANIFEST, **changes}.items() if value is not None}
    form = {"manifest": json.dumps(manifest)}
    return requests.post(f"{github.server_url}/settings/apps/new?state=abc", data=form, timeout=30, allow_redirects=False)


def test_a_manifest_becomes_an_app_once(github: StandIn) -> None:
    back = registered(github)
    assert back.status_code == 302
    place = urlsplit(back.headers["Location"])
    query = parse_qs(place.query)
    assert (f"{place.scheme}://{place.netloc}{place.path}", query["state"]) == ("https://example.org/setup", ["abc"])
    ask = Asking(github)
    made = ask("POST", f"/app-manifests/{query['code'][0]}/conversions")
    assert made.status_code == 201
    assert (made.json()["slug"], made.json()["events"]) == ("shop-reviewer", MANIFEST["default_events"])
    claims = {"iat": int(time.time()), "exp": int(time.time()) + 60, "iss": made.json()["client_id"]}
    assert Asking(github, jwt.encode(claims, made.json()["pem"], algorithm="RS256"))("GET", "/app").json()["id"] == made.json()["id"]
    assert ask("POST", f"/app-manifests/{query['code'][0]}/conversions").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"default_permissions": {"pull_requests": "write"}},
            "Default events are not supported by permissions: issue_comment, merge_group",
        ),
        ({"default_events": ["installation"]}, "Default events unsupported: installation"),
        ({"url": "example.org"}, "url must be a valid URL"),
        ({"redirect_url": None}, "redirect_url must be a valid URL"),
        ({"hook_attributes": None}, "hook_attributes: url is missing"),
        ({"callback_urls": ["https://example.org"] * 11}, "callback_urls: no more than 10 are allowed"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_manifest_that_does_not_hold_together_is_refused(changes: dict[str, Any], words: str, github: StandIn) -> None:
    refused = registered(github, **changes)
    assert refused.status_code == 422
    assert words in refused.text
    assert not github.world.manifests
