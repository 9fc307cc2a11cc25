"""Pull requests of forks, drafts, and tokens that may do less than we would like: nothing that was found is lost."""

import json
import re
import subprocess

import pytest

from tests.action.conftest import BEFORE, MAY_WRITE

BY_HAND = {"head": "refs/pull/1/head"}


def counted(markdown: str) -> int:
    """The findings that a comment or summary lists: the numbered entries."""
    return len(re.findall(r"^\d+\. (?:🔴|🟠|🔵|⚪|🟡|ℹ️)", markdown, re.MULTILINE))


@pytest.fixture
def example_fork(shop, example):
    """The example's pull request, with its fifteen or so findings, from a fork."""
    shop.commit("main", example / "before", "The shop")
    shop.fork("someone").commit("coupons", example / "after", "Coupons and reviews", onto=shop.branch("main"))
    return shop.open_pull(head="coupons", fork_of="someone")


def test_a_forks_findings_are_all_in_the_annotations_and_the_summary(place, example_fork):
    lone = place.review(example_fork, language="en")
    assert not place.github.writes
    assert (lone.code, lone.outputs["degraded"], lone.outputs["comment-url"]) == (1, "true", "")
    token = example_fork.workflow_token(trusted=True, **MAY_WRITE)
    place.run("pull_request_target", example_fork.event("opened"), token=token, language="en")
    (comment,) = example_fork.comments
    found = sum(int(lone.outputs[name]) for name in ("errors", "warnings", "notes"))
    assert counted(comment.body) == counted(lone.summary) == len(lone.rules) == found
    assert counted(comment.body) > 10


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_forks_notice_names_both_safe_ways(place, fork_pull, language):
    done = place.review(fork_pull, language=language)
    for text in (done.said[-1], done.summary.split("\n\n")[0]):
        assert "`workflow_dispatch`" in text
        assert "`pull_request_target`" in text
        assert "`docs/github.md`" in text
        assert "`comment`" in text
    assert done.summary.startswith("> ")


def test_the_page_has_the_section_that_the_notice_names(root):
    assert "\n## Pull requests from forks\n" in (root / "docs" / "github.md").read_text(encoding="utf-8")


def test_a_maintainer_reviews_a_fork_by_hand(place, shop, fork_pull):
    place.check_out("refs/heads/main")
    token = shop.token("github-actions[bot]", **MAY_WRITE)
    done = place.run("workflow_dispatch", shop.dispatch_event(), token=token, sha=shop.branch("main"), **BY_HAND)
    assert (done.code, done.outputs["head-sha"]) == (1, fork_pull.head), done.printed
    assert len(fork_pull.comments) == 1
    assert place.check(fork_pull.head).conclusion == "failure"


def test_a_comment_starts_a_review(place, shop, fork_pull):
    place.check_out("refs/heads/main")
    asked = fork_pull.comment("octo", "/schema-review")
    event = fork_pull.comment_event("created", asked)
    done = place.run("issue_comment", event, token=shop.token("github-actions[bot]", **MAY_WRITE), sha=shop.branch("main"))
    assert done.outputs["comment-url"], done.printed
    assert len(fork_pull.comments) == 2


def test_a_fork_with_nothing_to_say_needs_no_notice(place, shop):
    shop.fork("someone").commit("words", {**BEFORE, "README.md": "Words.\n"})
    done = place.review(shop.open_pull(head="words", fork_of="someone"))
    assert (done.code, done.outputs["degraded"], done.said) == (0, "false", [])


def test_a_fork_whose_token_may_write_is_told_what_github_said(place, fork_pull):
    place.check_out("refs/heads/main")
    place.github.faults.status(403, "POST", "*/comments", times=None)
    token = fork_pull.workflow_token(trusted=True, **MAY_WRITE)
    done = place.run("pull_request_target", fork_pull.event("opened"), token=token)
    assert "403" in done.said[-1]
    assert "may only read" not in done.said[-1]


def test_a_token_without_the_permission_is_told_which(place, pull):
    token = pull.workflow_token(contents="read")
    done = place.review(pull, token=token)
    assert (done.code, done.outputs["degraded"]) == (1, "true")
    assert "`pull-requests: write`" in done.said[-1]
    assert not place.github.writes


def test_a_private_repositorys_token_without_any_right_to_pull_requests_reviews_all_the_same(place, shop, pull):
    shop.private = True
    token = pull.workflow_token(contents="read")
    place.check_out(f"refs/pull/{pull.number}/merge", token=token)
    done = place.review(pull, token=token)
    assert (done.code, done.outputs["degraded"]) == (1, "true"), done.printed


def test_without_checks_write_the_comment_is_posted_and_the_job_is_the_verdict(place, pull):
    done = place.review(pull, token=pull.workflow_token(contents="read", pull_requests="write"))
    assert (done.code, done.outputs["degraded"]) == (1, "false")
    assert len(pull.comments) == 1
    assert not place.shop.check_runs()


def test_without_a_token_everything_is_in_the_summary(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge", depth=None)
    done = place.review(pull, token="")
    assert (done.code, done.outputs["degraded"]) == (1, "true")
    assert not place.github.requests
    assert "`github-token`" in done.said[-1]
    assert len(done.rules) == counted(done.summary) == 2


def test_a_stale_token_is_no_crash(place, pull):
    token = pull.workflow_token(**MAY_WRITE)
    place.check_out(f"refs/pull/{pull.number}/merge", depth=None)
    place.github.expire(token)
    done = place.review(pull, token=token)
    assert (done.code, done.outputs["degraded"]) == (1, "true"), done.printed


def test_a_pull_request_by_number_that_the_token_may_not_see_is_an_error(place, shop, pull):
    place.check_out("refs/heads/main", depth=None)
    done = place.run(
        "workflow_dispatch", shop.dispatch_event(), token=shop.token("github-actions[bot]", **MAY_WRITE), head="refs/pull/99/head"
    )
    assert done.code == 5
    assert "99" in done.said[0]


def test_a_draft_gets_its_check_run_only(place, pull):
    pull.edit(draft=True)
    done = place.review(pull)
    assert (done.code, done.outputs["conclusion"], done.outputs["degraded"]) == (1, "failure", "false")
    assert not [*pull.comments, *pull.threads]
    assert place.check(pull.head).conclusion == "failure"
    assert "`drafts: check-only`" in done.said[-1]


@pytest.mark.parametrize("mode", ["full", "skip"])
def test_the_configuration_says_what_a_draft_gets(place, shop, pull, mode):
    shop.commit("main", {**BEFORE, ".github/schema-review.yml": f"version: 1\ndrafts: {mode}\n"})
    pull.edit(draft=True, base="main")
    done = place.review(pull)
    check = place.check(pull.head)
    if mode == "full":
        assert (done.code, len(pull.comments), check.conclusion) == (1, 1, "failure")
    else:
        assert (done.code, len(pull.comments), check.conclusion) == (0, 0, "neutral")
        assert done.outputs["conclusion"] == "skipped"
        assert "`drafts: skip`" in check.title


def test_a_draft_that_became_ready_gets_its_comment(place, pull):
    pull.edit(draft=True)
    place.review(pull)
    pull.edit(draft=False)
    place.review(pull, "ready_for_review")
    assert len(pull.comments) == 1


def test_the_token_is_in_nothing_that_anybody_sees(place, pull, monkeypatch):
    commands: list[str] = []
    start = subprocess.Popen.__init__

    def watch(self, arguments, *rest, **options):
        commands.append(json.dumps([str(part) for part in arguments]))
        env = options.get("env") or {}
        commands.extend(f"{name}={value}" for name, value in env.items() if not name.startswith("GIT_CONFIG_VALUE_"))
        start(self, arguments, *rest, **options)

    token = pull.workflow_token(**MAY_WRITE)
    place.check_out(f"refs/pull/{pull.number}/merge")
    monkeypatch.setattr(subprocess.Popen, "__init__", watch)
    done = place.review(pull, token=token, dry_run="false", json_file="review.json", sarif_file="review.sarif", report_file="review.md")
    written = [path.read_text("utf-8", "replace") for path in place.folder.rglob("*") if path.is_file() and "EVENT" not in path.name]
    seen = [done.printed, done.summary, *done.outputs.values(), *commands, *written, *(comment.body for comment in pull.comments)]
    assert commands
    assert not [text for text in seen if token in text]
    assert not [request.path for request in place.github.requests if token in f"{request.path}{request.query}{request.body}"]


def test_a_token_with_a_line_end_is_hidden_all_the_same(place, pull):
    token = pull.workflow_token(**MAY_WRITE)
    done = place.review(pull, token=f"{token}\n", project=token)
    assert done.code == 2
    assert token not in done.printed
