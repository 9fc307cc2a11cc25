"""The stand-in's event payloads are as GitHub describes them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin import events as made
from tests.github.standin.asking import Asking

ZEROS = "0" * 40
ACTIONS = ("opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "edited", "closed")


@pytest.fixture
def pull(shop: Repository) -> PullRequest:
    shop.commit("change", {"a.sql": "a\n"}, "Add a")
    return shop.open_pull(head="change", title="Change", author="dev")


@pytest.mark.parametrize("action", ACTIONS)
def test_an_event_of_a_pull_request_names_both_ends(action: str, pull: PullRequest) -> None:
    before = pull.head
    pull.push({"a.sql": "b\n"})
    told = pull.event(action, before=before)
    assert (told["action"], told["number"], told["sender"]["login"]) == (action, 1, "dev")
    assert (told["pull_request"]["head"]["sha"], told["pull_request"]["base"]["sha"]) == (pull.head, pull.base)
    if action == "synchronize":
        assert (told["before"], told["after"]) == (before, pull.head)


def test_a_forks_event_names_the_fork(shop: Repository) -> None:
    shop.commit("theirs", {"a.sql": "a\n"})
    told = shop.open_pull(head="theirs", fork_of="eve").event("opened")
    assert told["pull_request"]["head"]["repo"]["full_name"] == "eve/shop"
    assert told["repository"]["full_name"] == "octo/shop"


@pytest.mark.parametrize("action", ["created", "edited", "deleted"])
def test_an_event_of_a_comment_says_that_the_issue_is_a_pull_request(action: str, pull: PullRequest) -> None:
    comment = pull.comment("dev", "- [ ] one")
    pull.tick(comment, "one")
    told = pull.comment_event(action, comment, login="lead", was="- [ ] one")
    assert told["issue"]["pull_request"]["html_url"] == pull.url
    assert (told["comment"]["body"], told["sender"]["login"]) == ("- [x] one", "lead")
    assert told.get("changes") == ({"body": {"from": "- [ ] one"}} if action == "edited" else None)


def test_a_push_tells_what_came(shop: Repository) -> None:
    before = shop.branch("main")
    after = shop.commit("main", {"a.sql": "a\n"}, "One")
    told = shop.push_event("main")
    assert (told["ref"], told["before"], told["after"]) == ("refs/heads/main", before, after)
    assert [commit["message"] for commit in told["commits"]] == ["One"]
    assert (told["created"], told["deleted"], told["forced"]) == (False, False, False)


def test_a_push_may_make_move_or_delete_a_branch(shop: Repository) -> None:
    old = shop.commit("change", {"a.sql": "a\n"})
    assert shop.push_event("change", before=ZEROS)["created"]
    shop.force_push("change", {"a.sql": "b\n"})
    assert shop.push_event("change", before=old)["forced"]
    gone = shop.push_event("change", before=old, after=ZEROS)
    assert (gone["deleted"], gone["head_commit"]) == (True, None)


def test_a_merge_group_names_the_queues_branch(shop: Repository, pull: PullRequest) -> None:
    sha = shop.enqueue(pull)
    group = shop.merge_group_event(pull)["merge_group"]
    assert (group["head_sha"], group["base_sha"], group["base_ref"]) == (sha, shop.branch("main"), "refs/heads/main")
    assert group["head_ref"].startswith("refs/heads/gh-readonly-queue/main/pr-1-")


def test_a_dispatch_carries_its_inputs(shop: Repository) -> None:
    told = shop.dispatch_event({"pull": "7"})
    assert (told["inputs"], told["ref"]) == ({"pull": "7"}, "refs/heads/main")


def test_events_of_checks_and_installations_are_described_too(github: StandIn, shop: Repository, pull: PullRequest) -> None:
    ask = Asking(github, shop.token("reviewer[bot]", checks="write"))
    ask("POST", "/repos/octo/shop/check-runs", {"name": "Review", "head_sha": pull.head, "status": "completed", "conclusion": "success"})
    (check,) = shop.check_runs()
    place = github.install(github.app("reviewer", checks="write"), shop)
    tellers: dict[str, Callable[[], Any]] = {
        "rerequested": lambda: made.check_run(shop, check, "rerequested", login="dev"),
        "requested_action": lambda: made.check_run(shop, check, "requested_action", login="dev", identifier="ack"),
        "created": lambda: made.installation(place, "created", login="octo"),
        "deleted": lambda: made.installation(place, "deleted", login="octo"),
    }
    assert {action: tell()["action"] for action, tell in tellers.items()} == {action: action for action in tellers}
    assert made.check_suite(shop, check, login="dev")["check_suite"]["head_sha"] == pull.head
    assert made.ping(github.world, 7, ("push",))["hook_id"] == 7
