"""Requests over HTTP that GitHub has not sent, has sent before, or has sent about somebody else."""

import hashlib
import hmac
import json
import socket
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.action.conftest import AFTER, BEFORE
from tests.service.conftest import headers_of
from tests.service.host import SECRET, Host, Tenant

OLD_SECRET = "another one"  # `hosted` sets both


def post(host: Host, body: bytes, headers: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{host.address}/webhooks/github", content=body, headers=headers)


def event(tenant: Tenant, payload: dict[str, Any]) -> bytes:
    return json.dumps(payload | {"installation": {"id": tenant.installation}}).encode()


def raw(host: Host, body: bytes, signature: bytes) -> bytes:
    """The first line of the answer to a request whose signature is any bytes, as no client library would send them."""
    lines = (b"POST /webhooks/github HTTP/1.1", b"Host: x", b"Connection: close", b"Content-Length: %d" % len(body))
    named = (b"X-GitHub-Delivery: 1", b"X-GitHub-Event: pull_request", b"X-Hub-Signature-256: " + signature)
    with socket.create_connection(("127.0.0.1", int(host.variables["SCHEMA_REVIEW_PORT"])), timeout=30) as connection:
        connection.sendall(b"\r\n".join((*lines, *named)) + b"\r\n\r\n" + body)
        return connection.makefile("rb").readline().strip()


@pytest.fixture
def tenant(running: Host) -> Tenant:
    return running.tenant(f"octo/forged-{uuid4().hex}", BEFORE)


def test_what_github_has_not_signed_starts_nothing(running: Host, tenant: Tenant) -> None:
    pull = tenant.open("orders", AFTER)
    body = event(tenant, pull.event("opened"))
    right = headers_of(body, "pull_request", guid=str(uuid4()))
    sha1 = {"x-hub-signature": f"sha1={hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()}"}
    unsigned = {name: value for name, value in right.items() if name != "x-hub-signature-256"}
    digest = right["x-hub-signature-256"]
    attempts = [
        post(running, body, unsigned),
        post(running, body, unsigned | sha1),
        post(running, body, headers_of(body, "pull_request", secret="It's a secret to everybody")),
        post(running, body, headers_of(body, "pull_request", secret="")),
        post(running, body.replace(b'"opened"', b'"reopened"'), right),
        post(running, body + b" ", right),
        post(running, body, right | {"x-hub-signature-256": digest.removeprefix("sha256=")}),
        post(running, body, right | {"x-hub-signature-256": digest[:-1]}),
        post(running, body, right | {"x-hub-signature-256": f"{digest}, {digest}"}),
    ]
    assert {answer.status_code for answer in attempts} == {401}
    for signature in (b"sha256=\xff\xfe\x80", "sha256=시그니처".encode(), b"\xc3\xa9" * 32, digest.encode() + b"\xa0"):
        assert raw(running, body, signature) == b"HTTP/1.1 401 Unauthorized"
    # The same request, signed with either of the two secrets, is GitHub's.
    assert raw(running, body, digest.encode()) == b"HTTP/1.1 202 Accepted"
    other = tenant.open("more", AFTER)
    body = event(tenant, other.event("opened"))
    assert post(running, body, headers_of(body, "pull_request", guid=str(uuid4()), secret=OLD_SECRET)).status_code == 202
    running.wait(lambda: all(tenant.conclusions(each.head) == ["failure"] for each in (pull, other)))


def test_what_is_sent_again_is_said_once(running: Host, tenant: Tenant) -> None:
    pull = tenant.open("orders", AFTER)
    body, guid = event(tenant, pull.event("opened")), str(uuid4())
    first, second, third = (post(running, body, headers_of(body, "pull_request", guid=each)) for each in (guid, guid, str(uuid4())))
    assert [answer.json() for answer in (first, second, third)] == [{"stored": True}, {"stored": False}, {"stored": True}]
    running.wait(lambda: tenant.conclusions(pull.head) and None not in tenant.conclusions(pull.head))
    shown = [(comment.id, comment.body) for comment in pull.comments]
    # Once more when all is done, as somebody would who has recorded it: another guid, for the signature does not cover it.
    before = len(tenant.conclusions(pull.head))
    assert post(running, body, headers_of(body, "pull_request", guid=str(uuid4()))).status_code == 202
    running.wait(lambda: len(tenant.conclusions(pull.head)) > before and None not in tenant.conclusions(pull.head))
    assert [(comment.id, comment.body) for comment in pull.comments] == shown
    assert len(shown) == 1
    assert len(pull.threads) == 2


def test_an_old_event_says_nothing_of_a_head_that_is_gone(running: Host, tenant: Tenant) -> None:
    """A recorded event of the first push comes after the second: what is reviewed is what stands there."""
    pull = tenant.open("orders", AFTER)
    recorded, old = event(tenant, pull.event("opened")), pull.head
    pull.push({**BEFORE, "migrations/0002_note.sql": "ALTER TABLE users ADD COLUMN note text;\n"})
    assert post(running, recorded, headers_of(recorded, "pull_request", guid=str(uuid4()))).status_code == 202
    running.wait(lambda: tenant.conclusions(pull.head) == ["success"])
    assert tenant.conclusions(old) == []
    assert not pull.comments
