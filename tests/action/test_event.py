import json
from pathlib import Path
from typing import Any

import pytest

from bot.action import notices
from bot.action.event import EVENTS, Subject, read_subject
from bot.action.inputs import Inputs
from bot.action.runner import Runner
from bot.errors import ConfigError
from bot.github.commands.obey import Receipt

A, B, C = "a" * 40, "b" * 40, "c" * 40
ZEROS = "0" * 40
PULL = {
    "number": 7,
    "title": "Coupons",
    "body": None,
    "draft": True,
    "base": {"sha": A, "ref": "main"},
    "head": {"sha": B, "ref": "coupons", "repo": {"full_name": "octo/shop"}},
}
DEFAULT = {"default_branch": "main"}

COMMENT = {"id": 1, "user": {"login": "dev", "type": "User"}, "body": "/schema-review"}
SAID = {"action": "created", "issue": {"number": 7, "pull_request": {}}, "comment": COMMENT, "sender": {"login": "dev", "type": "User"}}


@pytest.fixture
def subject(tmp_path: Path):
    """Read the subject of an event of that name."""

    def read(name: str, event: Any, *, sha: str = C, **inputs: str) -> Subject:
        path = tmp_path / "event.json"
        path.write_text(event if isinstance(event, str) else json.dumps(event), encoding="utf-8")
        env = {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path), "GITHUB_REPOSITORY": "octo/shop", "GITHUB_SHA": sha}
        return read_subject(Runner.of(env), Inputs(**inputs))

    return read


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target"])
def test_a_pull_request_is_reviewed_from_its_head_and_not_from_its_merge(subject, name):
    assert subject(name, {"action": "opened", "pull_request": PULL}) == Subject(
        "octo/shop", base=A, head=B, number=7, is_draft=True, title="Coupons"
    )


@pytest.mark.parametrize(
    ("head", "is_fork"),
    [
        ({"sha": B, "repo": {"full_name": "octo/shop"}}, False),
        ({"sha": B, "repo": {"full_name": "someone/shop"}}, True),
        ({"sha": B, "repo": None}, True),
        ({"sha": B}, False),
    ],
    ids=["ours", "a fork", "a deleted fork", "not said"],
)
def test_a_fork_is_a_head_of_another_repository(subject, head, is_fork):
    assert subject("pull_request", {"pull_request": {**PULL, "head": head}}).is_fork is is_fork


@pytest.mark.parametrize(
    ("name", "event", "base", "head"),
    [
        ("merge_group", {"merge_group": {"base_sha": A, "head_sha": B}}, A, B),
        ("push", {"before": A, "after": B, "repository": DEFAULT}, A, B),
        ("push", {"before": A, "repository": DEFAULT}, A, C),
        ("push", {"before": ZEROS, "after": B, "repository": DEFAULT}, "main", B),
        ("push", {"before": "0" * 64, "after": "b" * 64, "repository": DEFAULT}, "main", "b" * 64),
        ("workflow_dispatch", {"inputs": None, "repository": DEFAULT}, "main", C),
        ("schedule", {"schedule": "0 3 * * *", "repository": DEFAULT}, "main", C),
    ],
    ids=["merge queue", "push", "push without after", "first push of a branch", "SHA-256", "by hand", "schedule"],
)
def test_every_event_has_its_two_commits(subject, name, event, base, head):
    assert subject(name, event) == Subject("octo/shop", base=base, head=head)


def test_what_runs_by_the_clock_needs_no_more_than_the_input_base(subject):
    """GitHub sends nothing of the repository with it."""
    alone = {"schedule": "0 3 * * *"}
    assert subject("schedule", alone) == Subject("octo/shop", base=C, head=C)
    assert subject("schedule", alone, base="v1") == Subject("octo/shop", base="v1", head=C)


def test_the_token_of_pull_request_target_may_write_for_a_fork_too(subject):
    fork = {"pull_request": {**PULL, "head": {"sha": B, "repo": {"full_name": "someone/shop"}}}}
    assert not subject("pull_request_target", fork).is_fork


def test_a_comment_names_its_pull_request_only(subject):
    receipt = Receipt(1, "dev", "dev", "/schema-review")
    assert subject("issue_comment", SAID) == Subject("octo/shop", number=7, receipt=receipt)


@pytest.mark.parametrize(
    "change",
    [
        {"comment": {**COMMENT, "body": "Looks good."}},
        {"comment": {**COMMENT, "user": {"login": "helper[bot]", "type": "Bot"}}},
        {"sender": {"login": "helper[bot]", "type": "Bot"}},
        {"sender": {"login": "mallory", "type": "User"}, "action": "edited", "changes": {"body": {"from": "Nothing."}}},
        {"action": "edited", "changes": {"body": {"from": "Please:\n/schema-review review"}}},
        {"action": "deleted"},
        {"comment": {**COMMENT, "user": None}},
    ],
    ids=["no command", "a bot", "a bot's edit", "words put into another's mouth", "the command stood there", "deleted", "a ghost"],
)
def test_a_comment_without_a_new_command_of_its_author_starts_nothing(subject, change):
    assert subject("issue_comment", SAID | change).idle == notices.NO_COMMAND


def test_a_command_that_an_edit_added_counts(subject):
    assert subject("issue_comment", SAID | {"action": "edited", "changes": {"body": {"from": "Hm."}}}).idle is None


@pytest.mark.parametrize(
    ("name", "event", "why"),
    [
        ("push", {"before": A, "after": ZEROS}, notices.DELETED),
        ("pull_request", {"action": "closed", "pull_request": PULL}, notices.CLOSED),
        ("pull_request", {"action": "edited", "pull_request": {**PULL, "state": "closed"}}, notices.CLOSED),
        ("issue_comment", {**SAID, "issue": {"number": 7}}, notices.NO_PULL),
        ("issue_comment", {**SAID, "issue": {"number": 7, "pull_request": {}, "state": "closed"}}, notices.CLOSED),
    ],
)
def test_some_events_leave_nothing_to_do(subject, name, event, why):
    assert subject(name, event).idle == why


def test_another_event_is_refused_with_those_that_work(subject):
    with pytest.raises(ConfigError, match=r"the event release names no commits to review; these events work: .*merge_group, pull_request"):
        subject("release", {})


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("pull_request", {}),
        ("pull_request", {"pull_request": None}),
        ("push", {}),
        ("merge_group", {"merge_group": {}}),
        ("workflow_dispatch", {}),
    ],
)
def test_an_event_without_its_commits_is_told_how_to_help(subject, name, event):
    with pytest.raises(ConfigError, match=f"the event {name} lacks .*: set the inputs base and head"):
        subject(name, event)


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("pull_request", {"pull_request": {**PULL, "number": "seven"}}),
        ("pull_request", {"pull_request": {**PULL, "head": "topic"}}),
        ("pull_request", {"pull_request": {**PULL, "head": {"sha": B, "repo": "octo/shop"}}}),
        ("pull_request", {"pull_request": {**PULL, "base": {"sha": None}}}),
        ("issue_comment", {"issue": "seven"}),
        ("merge_group", {"merge_group": {"base_sha": 1, "head_sha": 2}}),
        ("push", {"before": ZEROS, "after": B, "repository": {"default_branch": 3}}),
    ],
)
def test_an_event_of_another_shape_is_told_how_to_help(subject, name, event):
    with pytest.raises(ConfigError, match=f"the event {name} lacks .*: set the inputs base and head"):
        subject(name, event)


@pytest.mark.parametrize("text", ["", "[]", "{", "\ufeff", "[" * 100_000])
def test_a_broken_event_file_is_said(subject, text):
    with pytest.raises(ConfigError, match="GITHUB_EVENT_PATH"):
        subject("push", text)


def test_the_input_base_wins_and_the_pull_request_stays(subject):
    found = subject("pull_request", {"pull_request": PULL}, base="release")
    assert (found.base, found.head, found.number, found.is_foreign) == ("release", B, 7, False)


def test_the_input_head_may_say_what_the_event_says(subject):
    assert subject("pull_request", {"pull_request": PULL}, head=B).number == 7


@pytest.mark.parametrize("head", ["topic", A, "refs/heads/topic", "refs/pull/7/merge", "refs/pull/0/head"])
def test_another_head_is_no_pull_requests(subject, head):
    found = subject("pull_request", {"action": "closed", "pull_request": PULL}, head=head)
    assert (found.head, found.number, found.is_foreign, found.idle) == (head, None, True, None)


@pytest.mark.parametrize("name", ["workflow_dispatch", "pull_request", "release"])
def test_the_head_of_a_pull_request_names_it(subject, name):
    assert subject(name, {}, head="refs/pull/12/head") == Subject("octo/shop", number=12)


def test_both_inputs_need_no_event(subject):
    assert subject("release", {}, base="main", head="topic") == Subject("octo/shop", base="main", head="topic", is_foreign=True)


def test_action_yml_and_the_page_name_the_events(root):
    page = (root / "docs" / "github.md").read_text(encoding="utf-8")
    assert not [name for name in EVENTS if f"`{name}`" not in page]
