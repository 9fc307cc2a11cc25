"""Boxes that the check waits for, in the service. What waits and why is tests/action/test_boxes.py's; here, that a tick arrives."""

from collections.abc import Callable

import pytest

from bot.errors import ForgeError, LimitError
from bot.service.jobs.work import Work
from tests.action.conftest import BEFORE, CLEAN
from tests.github.standin import PullRequest, Repository
from tests.service.conftest import Service, ours
from tests.service.test_reviews import killed_in_its_middle

REQUIRED = {".github/schema-review.yml": "version: 1\nchecklist: { mode: required }\n"}


@pytest.fixture
def waiting(service: Service, shop: Repository) -> PullRequest:
    shop.commit("main", {**BEFORE, **REQUIRED}, "Boxes are to be ticked")
    shop.commit("note", {**CLEAN, **REQUIRED}, "A note")
    pull = shop.open_pull(head="note", title="A note")
    service.review(pull)
    assert verdicts(pull) == [("action_required", "1 box of the checklist is open · No findings")]
    return pull


def verdicts(pull: PullRequest) -> list[tuple[str | None, str | None]]:
    return [(check.conclusion, check.title) for check in pull.repository.check_runs(pull.head)]


def tick(service: Service, pull: PullRequest, change: Callable[[str], str] = lambda body: body.replace("[ ]", "[x]"), **by: str) -> int:
    """Edit our comment; returns how many jobs that made."""
    (comment,) = pull.comments
    was = comment.body
    comment.edit(change(was), login=by.get("login", "octo"))
    service.deliver("issue_comment", pull.comment_event("edited", comment, login=by.get("login", "octo"), was=was))
    return service.work()


def test_a_tick_opens_the_gate(service: Service, waiting: PullRequest) -> None:
    assert tick(service, waiting) == 1
    assert verdicts(waiting)[1:] == [("success", "No findings")]


def test_our_own_edits_and_those_of_words_make_no_job(service: Service, waiting: PullRequest) -> None:
    (comment,) = waiting.comments
    assert tick(service, waiting, lambda body: f"{body}\n") == 0
    assert tick(service, waiting, login=comment.login) == 0
    assert len(verdicts(waiting)) == 1


def test_a_crash_before_the_comment_leaves_the_gate_closed(
    service: Service, shop: Repository, waiting: PullRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> None:
        raise ForgeError("GitHub does not answer")

    waiting.push({**CLEAN, **REQUIRED, "migrations/0003_more.sql": "CREATE TABLE shops (id bigint PRIMARY KEY, name text);\n"})
    monkeypatch.setattr("bot.service.reviews.publisher.post", silent)
    service.deliver("pull_request", waiting.event("synchronize"))
    service.work()
    assert verdicts(waiting) == [("action_required", "2 boxes of the checklist are open · No findings")]
    assert ours(waiting)


def test_an_analysis_that_is_ended_passes_nothing_that_was_held(
    service: Service, waiting: PullRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever pushes can make an analysis too expensive."""

    def slow(*_: object) -> None:
        raise LimitError("the analysis took longer than 1 seconds and was ended")

    monkeypatch.setattr("bot.service.reviews.publisher.analyse", slow)
    tick(service, waiting)
    assert [conclusion for conclusion, _ in verdicts(waiting)] == ["action_required"] * 2


def test_a_review_that_is_given_up_passes_nothing_that_was_held(service: Service, waiting: PullRequest) -> None:
    waiting.push({**CLEAN, **REQUIRED, "README.md": "Another shop.\n"})
    service.deliver("pull_request", waiting.event("synchronize"))
    job = killed_in_its_middle(service)
    Work(service.store, service.publisher, most_crashes=1)(job)
    ((conclusion, title),) = verdicts(waiting)
    assert conclusion == "action_required"
    assert title is not None
    assert title.startswith("The boxes of the checklist count · not reviewed: ")
