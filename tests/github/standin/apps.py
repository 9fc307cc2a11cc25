"""GitHub Apps: where they are installed, what their webhooks were sent, and how one is made from a manifest."""

import hashlib
import hmac
import http.client
import json
import secrets
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from tests.github.standin.accounts import App
from tests.github.standin.calls import Answer, RefusedError
from tests.github.standin.repository import Repository
from tests.github.standin.world import World

MAX_PAYLOAD = 25 * 1024 * 1024
PATIENCE = 10  # seconds that GitHub waits for the answer to a webhook
# Which permission an event needs; those that come in any case may not be asked for.
BACKED_BY = {
    "check_run": "checks",
    "check_suite": "checks",
    "issue_comment": "issues",
    "issues": "issues",
    "merge_group": "merge_queues",
    "pull_request": "pull_requests",
    "pull_request_review": "pull_requests",
    "pull_request_review_comment": "pull_requests",
    "pull_request_review_thread": "pull_requests",
    "push": "contents",
    "repository": "metadata",
    "status": "statuses",
    "workflow_run": "actions",
}


@dataclass(slots=True, eq=False)
class Installation:
    """An App on an account, for some of its repositories."""

    world: World = field(repr=False)
    id: int
    app: App
    account: str
    repositories: tuple[Repository, ...]
    permissions: dict[str, str]
    created_at: str
    suspended_at: str | None = None


@dataclass(slots=True, eq=False)
class Delivery:
    """One attempt to bring an event to a webhook; a redelivery keeps the guid."""

    id: int
    guid: str
    app: App | None
    url: str
    secret: str
    event: str
    payload: dict[str, Any]
    delivered_at: str
    redelivery: bool = False
    duration: float = 0
    status: str = ""
    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    answer: str = ""

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status_code < 300


def install(app: App, *repositories: Repository) -> Installation:
    """Install an App on repositories of one owner, with the permissions that it asks for."""
    world = repositories[0].world
    number = world.new_id("installation")
    made = Installation(world, number, app, repositories[0].owner, repositories, {"metadata": "read", **app.permissions}, world.now())
    world.installations[number] = made
    world.user(app.login)
    return made


def deliver(
    world: World, url: str, secret: str, event: str, payload: dict[str, Any], *, app: App | None = None, again: Delivery | None = None
) -> Delivery | None:
    """Send an event to a webhook, signed; None where it is too large, which GitHub does not send at all."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > MAX_PAYLOAD:
        return None
    guid = again.guid if again else str(uuid4())
    made = Delivery(world.new_id("delivery"), guid, app, url, secret, event, payload, world.now(), redelivery=again is not None)
    made.headers = {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "User-Agent": "GitHub-Hookshot/5ca1ab1",
        "X-GitHub-Delivery": guid,
        "X-GitHub-Event": event,
        "X-GitHub-Hook-ID": "500000001",
        "X-GitHub-Hook-Installation-Target-ID": str(app.id if app else 1),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
        "X-Hub-Signature": f"sha1={hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()}",
        "X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}",
    }
    _send(made, body)
    world.deliveries.append(made)
    return made


def _send(delivery: Delivery, body: bytes) -> None:
    """No redirect is followed, and nothing is tried again."""
    place, started = urlsplit(delivery.url), monotonic()
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        connection.request("POST", place.path or "/", body, delivery.headers)
        answer = connection.getresponse()
        delivery.answer = answer.read().decode("utf-8", "replace")
        delivery.status_code, delivery.status = answer.status, "OK" if answer.status < 300 else answer.reason
    except TimeoutError:
        delivery.status_code, delivery.status = 504, "timed out"
    except (OSError, http.client.HTTPException):
        delivery.status_code, delivery.status = 502, "failed to connect to host"
    finally:
        connection.close()
        delivery.duration = round(monotonic() - started, 2)


def register(world: World, query: str, body: str) -> Answer:
    """The form that makes an App from a manifest; the person who sent it agrees at once, and comes back with a code.

    Refused with a page that says why, where GitHub would refuse the manifest.
    """
    form = parse_qs(body)
    state = parse_qs(query).get("state", form.get("state", [""]))[0]
    try:
        manifest = json.loads(form["manifest"][0])
        check_manifest(manifest)
    except (KeyError, ValueError):
        return _page(422, "Invalid GitHub App configuration: the manifest is missing or no JSON")
    except RefusedError as no:
        return _page(422, f"Invalid GitHub App configuration: {no}")
    code = secrets.token_hex(20)
    world.manifests[code] = manifest
    glue = "&" if urlsplit(manifest["redirect_url"]).query else "?"
    return Answer(302, b"", {"Location": manifest["redirect_url"] + glue + urlencode({"code": code, "state": state})})


def check_manifest(manifest: dict[str, Any]) -> None:
    """GitHub's rules for a manifest.

    Raises:
        RefusedError: one is broken.
    """
    for name in ("url", "redirect_url"):
        if not str(manifest.get(name, "")).startswith(("http://", "https://")):
            raise RefusedError(422, f"{name} must be a valid URL")
    if len(manifest.get("callback_urls", ())) > 10:
        raise RefusedError(422, "callback_urls: no more than 10 are allowed")
    events, permissions = manifest.get("default_events", ()), manifest.get("default_permissions", {})
    if unknown := [name for name in events if name not in BACKED_BY]:
        raise RefusedError(422, f"Default events unsupported: {', '.join(unknown)}")
    if naked := [name for name in events if BACKED_BY[name] not in {*permissions, "metadata"}]:
        raise RefusedError(422, f"Default events are not supported by permissions: {', '.join(naked)}")
    if events and not manifest.get("hook_attributes", {}).get("url"):
        raise RefusedError(422, "hook_attributes: url is missing")


def convert(world: World, code: str) -> App:
    """The App that a code stands for; the code is good once.

    Raises:
        RefusedError: it is not good.
    """
    manifest = world.manifests.pop(code, None)
    if manifest is None:
        raise RefusedError(404, "Not Found")
    name = manifest.get("name") or f"app-{code[:8]}"
    app = world.app(name.lower().replace(" ", "-"))
    app.name, app.events = name, tuple(manifest.get("default_events", ()))
    app.permissions = dict(manifest.get("default_permissions", {}))
    app.hook = {**app.hook, "url": manifest.get("hook_attributes", {}).get("url", "")}
    return app


def _page(status: int, words: str) -> Answer:
    return Answer(status, f"<!DOCTYPE html><title>GitHub</title><p>{words}</p>".encode(), {"Content-Type": "text/html; charset=utf-8"})
