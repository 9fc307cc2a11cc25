"""The webhook's core: whose request it is, and what it asks."""

import json
import time
from typing import Any

import pytest

from bot.errors import WebhookError
from bot.github.commands.obey import Receipt
from bot.service.events import Command, Delivery, Event, Ignored, Rerun, Wish, Withdrawn
from bot.service.subject import Subject
from bot.service.webhook import EVENTS, MAX_BODY, read_delivery, verify
from tests.service.conftest import headers_of
from tests.service.host import SECRET

HEAD, BASE = "a" * 40, "b" * 64
TENANT = {"installation": {"id": 7}, "repository": {"id": 21, "full_name": "octo/shop"}}
PULL = {"number": 3, "head": {"sha": HEAD}, "base": {"sha": BASE}}
SHOP = Subject(7, 21, "octo/shop", 3, HEAD, BASE)


def sent(event: str, payload: Any, **changes: str | None) -> Delivery:
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    headers = headers_of(body, event) | {name.replace("_", "-"): value for name, value in changes.items()}
    return read_delivery({name: value for name, value in headers.items() if value is not None}, body, (SECRET,))


def asked(event: str, **payload: Any) -> Event:
    return sent(event, TENANT | payload).event


def comment(body: str, *, action: str = "created", **more: Any) -> Event:
    issue = {"number": 3, "state": "open", "pull_request": {"url": "https://example.org"}}
    parts = {"issue": issue, "comment": {"id": 5, "body": body, "user": {"login": "mona", "type": "User"}}}
    by = {"sender": {"login": "mona", "type": "User"}}
    return asked("issue_comment", **({"action": action} | parts | by | more))


def refusal(*arguments: Any, **changes: str | None) -> WebhookError:
    with pytest.raises(WebhookError) as refused:
        sent(*arguments, **changes)
    return refused.value


def test_githubs_own_vector_is_signed_by_its_secret() -> None:
    signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    verify(b"Hello, World!", signature, ("It's a Secret to Everybody",))


def test_every_example_is_understood_or_ignored(examples: list[tuple[str, dict[str, Any]]]) -> None:
    assert {type(sent(name, example).event) for name, example in examples} >= {Wish, Rerun, Withdrawn, Ignored}


def test_every_example_with_a_tenant_keeps_it(examples: list[tuple[str, dict[str, Any]]]) -> None:
    for name, example in examples:
        match sent(name, example).event:
            case Wish(subject) | Command(subject=subject):
                tenant = (example["installation"]["id"], example["repository"]["id"], example["repository"]["full_name"])
                assert (subject.installation, subject.repository_id, subject.repository) == tenant
            case Rerun(subjects=subjects, head=head):
                assert head in {subject.head for subject in subjects} or not subjects
            case _:
                pass


def test_every_example_misses_its_newest_fields(examples: list[tuple[str, dict[str, Any]]]) -> None:
    """Whatever is taken away at the top is no reason to fail."""
    for name, example in examples:
        for field in example:
            assert isinstance(sent(name, {key: value for key, value in example.items() if key != field}).event, Event)


@pytest.mark.parametrize("action", ["opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft"])
def test_a_pull_request_is_reviewed_as_it_stands(action: str) -> None:
    assert asked("pull_request", action=action, pull_request=PULL) == Wish(SHOP)


def test_an_edit_counts_where_the_target_branch_changed() -> None:
    ref = {"changes": {"base": {"ref": {"from": "old"}}}}
    assert asked("pull_request", action="edited", pull_request=PULL, **ref) == Wish(SHOP)
    assert isinstance(asked("pull_request", action="edited", pull_request=PULL, changes={"title": {"from": "x"}}), Ignored)


def test_a_closed_pull_request_is_left_alone() -> None:
    assert isinstance(asked("pull_request", action="closed", pull_request=PULL), Ignored)
    assert isinstance(asked("pull_request", action="synchronize", pull_request=PULL | {"state": "closed"}), Ignored)


def test_a_comment_with_a_command_is_one() -> None:
    subject = Subject(7, 21, "octo/shop", 3)
    assert comment("Hm.\n/Schema-Review ack x") == Command(subject, Receipt(5, "mona", "mona", "Hm.\n/Schema-Review ack x"))
    edited = comment("/schema-review", action="edited", changes={"body": {"from": "schema"}})
    assert edited == Command(subject, Receipt(5, "mona", "mona", "/schema-review", "schema"))


@pytest.mark.parametrize(
    ("body", "more"),
    [
        ("please /schema-review", {}),
        ("/schema-reviewer", {"action": "deleted"}),
        ("/schema-review", {"action": "deleted"}),
        ("/schema-review", {"sender": {"login": "reviewer[bot]", "type": "Bot"}}),
        ("/schema-review", {"sender": {"login": "octo", "type": "User"}}),
        ("/schema-review", {"action": "edited", "changes": {"body": {"from": "/schema-review\nthanks"}}}),
        ("> /schema-review", {}),
        ("```\n/schema-review\n```", {}),
        ("/schema-review", {"issue": {"number": 3}}),
        ("/schema-review", {"issue": {"number": 3, "state": "closed", "pull_request": {}}}),
        ("", {}),
    ],
    ids=str,
)
def test_any_other_comment_is_none(body: str, more: dict[str, Any]) -> None:
    assert isinstance(comment(body, **more), Ignored)


def test_a_box_that_the_check_waits_for_asks_for_a_review() -> None:
    ours = {"id": 5, "user": {"login": "reviewer[bot]", "type": "Bot"}}
    marker = "<!-- schema-review:summary v=1 key=default lang=en digest=0123456789abcdef{} -->"
    task = "- [{}] <!-- sr:check:5d41c0a0 subject=11111111 -->Test it.\n" + marker

    def edited(now: str, **more: Any) -> Event:
        return comment(now, comment={**ours, "body": now}, action="edited", changes={"body": {"from": task.format(" ", required)}}, **more)

    required = " boxes=required"
    assert edited(task.format("x", required)) == Wish(Subject(7, 21, "octo/shop", 3))
    assert isinstance(edited(task.format(" ", required) + "\n"), Ignored)
    assert isinstance(edited(task.format("x", "")), Ignored)
    assert isinstance(edited(task.format("x", required), sender={"login": "reviewer[bot]", "type": "Bot"}), Ignored)


def test_a_check_is_asked_for_again() -> None:
    elsewhere = PULL | {"base": {"sha": BASE, "repo": {"id": 99}}}
    check = {"head_sha": HEAD, "pull_requests": [PULL, elsewhere]}
    wanted = Rerun((SHOP,), 21, 7, HEAD)
    assert asked("check_run", action="rerequested", check_run=check) == wanted
    assert asked("check_suite", action="rerequested", check_suite=check) == wanted
    assert asked("check_run", action="requested_action", check_run=check, requested_action={"identifier": "rerun"}) == wanted
    assert isinstance(asked("check_run", action="completed", check_run=check), Ignored)


def test_a_forks_check_names_no_pull_request() -> None:
    assert asked("check_suite", action="rerequested", check_suite={"head_sha": HEAD}) == Rerun((), 21, 7, HEAD)


def test_a_merge_queues_commit_is_reviewed() -> None:
    group = {"head_sha": HEAD, "base_sha": BASE}
    assert asked("merge_group", action="checks_requested", merge_group=group) == Wish(Subject(7, 21, "octo/shop", 0, HEAD, BASE))
    assert isinstance(asked("merge_group", action="destroyed", merge_group=group), Ignored)


def test_what_is_taken_from_us_is_withdrawn() -> None:
    assert asked("installation", action="deleted") == Withdrawn(7, None)
    assert asked("installation", action="suspend") == Withdrawn(7, None)
    removed = {"repositories_removed": [{"id": 21, "full_name": "octo/shop"}]}
    assert asked("installation_repositories", action="removed", **removed) == Withdrawn(7, (21,))
    assert isinstance(asked("installation_repositories", action="added", repositories_removed=[]), Ignored)
    assert isinstance(asked("installation", action="created"), Ignored)


def test_two_tenants_with_one_repository_name_are_two() -> None:
    keys = {Subject(installation, repository, "octo/shop", 3).key for installation in (1, 12) for repository in (2, 22)}
    assert len(keys) == 4


def test_the_webhook_of_a_plain_repository_asks_nothing() -> None:
    body = {"action": "opened", "pull_request": PULL, "repository": TENANT["repository"]}
    assert isinstance(sent("pull_request", body).event, Ignored)


@pytest.mark.parametrize("name", ["star", "push", "pull_request_target", "nothing anybody knows", "Pull_Request"])
def test_an_event_that_is_not_ours_is_not_even_read(name: str) -> None:
    assert isinstance(sent(name, b"no JSON").event, Ignored)


def test_the_signature_comes_first() -> None:
    assert refusal("pull_request", b"no JSON", x_hub_signature_256="sha256=" + "0" * 64).status == 401
    assert refusal("pull_request", b"no JSON").status == 400


@pytest.mark.parametrize(
    "signature",
    [None, "", "sha256=", "sha256=\xe9" + "0" * 63, "sha256=한글", "sha1=" + "0" * 40, "0" * 64, "SHA256=" + "0" * 64, "\x00"],
    ids=repr,
)
def test_a_wrong_signature_is_refused(signature: str | None) -> None:
    assert refusal("ping", {"zen": "x"}, x_hub_signature_256=signature).status == 401


def test_the_old_signature_does_not_count() -> None:
    body = b"{}"
    signature = headers_of(body, "ping")["x-hub-signature-256"]
    assert refusal("ping", body, x_hub_signature_256=None, x_hub_signature=signature).status == 401


def test_any_of_several_secrets_may_have_signed() -> None:
    body = json.dumps({"zen": "x"}).encode()
    for secret in ("old", "new"):
        assert read_delivery(headers_of(body, "ping", secret=secret), body, ("new", "old")).event == Ignored("pong")
    with pytest.raises(WebhookError, match="signature is wrong"):
        read_delivery(headers_of(body, "ping", secret="older"), body, ("new", "old"))


@pytest.mark.parametrize("secrets", [(), ("",), ("", "")])
def test_without_a_secret_nobody_is_trusted(secrets: tuple[str, ...]) -> None:
    with pytest.raises(WebhookError, match="no webhook secret"):
        read_delivery(headers_of(b"{}", "ping", secret=""), b"{}", secrets)


def test_one_changed_byte_is_seen() -> None:
    body = json.dumps(TENANT | {"action": "opened", "pull_request": PULL}).encode()
    headers = headers_of(body, "pull_request")
    for position in range(0, len(body), 7):
        changed = body[:position] + bytes([body[position] ^ 1]) + body[position + 1 :]
        with pytest.raises(WebhookError):
            read_delivery(headers, changed, (SECRET,))


@pytest.mark.parametrize("missing", ["x_github_delivery", "x_github_event"])
def test_a_header_is_missing(missing: str) -> None:
    assert refusal("ping", {}, **{missing: None}).status == 400


@pytest.mark.parametrize("guid", ["", "a" * 101, "a b", "a\nb", "é"])
def test_an_id_is_an_id(guid: str) -> None:
    assert refusal("ping", {}, x_github_delivery=guid).status == 400


BOMBS = {
    "deep lists": b"[" * 1_000_000,
    "deep objects": b'{"a":' * 200_000,
    "deep inside": b'{"action":"opened","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a long number": b'{"action":"opened","x":' + b"9" * 1_000_000 + b"}",
    "a long id": b'{"installation":{"id":' + b"9" * 100_000 + b"}}",
    "half a character": b'{"action":"\\ud800"}',
    "no UTF-8": b'{"action":"\xff"}',
    "a list": b"[]",
    "nothing": b"",
    "a form": b"payload=%7B%7D",
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_at_once(body: bytes) -> None:
    began = time.perf_counter()
    assert refusal("pull_request", body).status == 400
    assert time.perf_counter() - began < 1


def test_a_form_is_told_what_is_wrong() -> None:
    assert "content type application/json" in str(refusal("ping", b"payload=%7B%7D"))


@pytest.mark.parametrize(
    "change",
    [
        {"pull_request": PULL | {"head": {"sha": "--upload-pack=touch x"}}},
        {"pull_request": PULL | {"number": "../1"}},
        {"pull_request": PULL | {"number": 2**70}},
        {"repository": {"id": 21, "full_name": "octo/shop/../other"}},
        {"repository": {"id": 21, "full_name": "octo"}},
        {"repository": {"id": -1, "full_name": "octo/shop"}},
    ],
    ids=str,
)
def test_what_reaches_addresses_and_git_has_its_form(change: dict[str, Any]) -> None:
    body = TENANT | {"action": "opened", "pull_request": PULL} | change
    refused = refusal("pull_request", body)
    assert refused.status == 400
    assert "touch" not in str(refused)


def test_the_largest_body_is_read_in_time() -> None:
    filler = b'{"action":"opened","filler":"' + b"x" * (MAX_BODY - 31) + b'"}'
    began = time.perf_counter()
    assert isinstance(sent("pull_request", filler).event, Ignored)
    assert time.perf_counter() - began < 3


def test_the_events_are_those_of_the_manual(root: Any) -> None:
    table = (root / "docs/service.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in table for name in EVENTS)
