"""From the signed webhook to the comments: the real reviewer on the stand-in for GitHub."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import update

from bot.action.commits import Sides
from bot.errors import BotError, ConfigError, LimitError
from bot.github import App
from bot.service.jobs.work import Work
from bot.service.reviews.analysis import Limits, analyse
from bot.service.reviews.cache import Cache
from bot.service.store import state
from bot.service.store.state import Job
from bot.service.store.tables import PR_STATE
from bot.service.subject import Subject
from tests.action.conftest import AFTER, CLEAN
from tests.github.standin import PullRequest, Repository, StandIn
from tests.service.conftest import Service, ours, state_rows
from tests.service.host import BOT
from tests.trees import MemoryTree


def test_a_pull_request_gets_its_comments_and_its_check(service: Service, pull: PullRequest, shop: Repository) -> None:
    service.review(pull)
    (comment,) = ours(pull)
    assert comment.startswith("### 🔴 Schema review: ")
    assert {thread.path for thread in pull.threads} == {"migrations/0002_orders.sql", "migrations/0003_drop.sql"}
    (check,) = shop.check_runs(pull.head)
    assert (check.name, check.status, check.conclusion) == ("Schema review", "completed", "failure")


def test_the_same_again_changes_nothing_that_people_see(service: Service, pull: PullRequest) -> None:
    service.review(pull)
    before = [(comment.id, comment.body) for comment in pull.comments]
    service.review(pull, "reopened")
    assert [(comment.id, comment.body) for comment in pull.comments] == before
    assert len(pull.threads) == 2


def test_a_push_edits_what_stands(service: Service, pull: PullRequest, shop: Repository) -> None:
    service.review(pull)
    pull.push(CLEAN)
    service.review(pull, "synchronize")
    (comment,) = ours(pull)
    assert comment.startswith("### 🟢")
    assert [check.conclusion for check in shop.check_runs(pull.head)] == ["success"]


def test_what_a_warm_review_costs(service: Service, pull: PullRequest) -> None:
    """GitHub's limits are for the requests: the figures stand here so that nobody raises them unseen."""

    def cost(action: str) -> tuple[int, int]:
        before = len(service.github.requests), len(service.github.writes)
        service.review(pull, action)
        all_requests, writes = len(service.github.requests) - before[0], len(service.github.writes) - before[1]
        return all_requests - writes, writes

    assert cost("opened") == (6, 5)
    assert cost("reopened") == (3, 2)


def test_a_clean_pull_request_is_silent(service: Service, shop: Repository) -> None:
    shop.commit("note", CLEAN, "A note")
    clean = shop.open_pull(head="note", title="A note")
    service.review(clean)
    assert not clean.comments
    assert [check.conclusion for check in shop.check_runs(clean.head)] == ["success"]


def test_a_forks_pull_request_gets_the_same(service: Service, shop: Repository) -> None:
    shop.fork("someone").commit("orders", AFTER, "Orders")
    fork = shop.open_pull(head="orders", title="Orders", fork_of="someone")
    service.review(fork)
    assert len(ours(fork)) == 1
    assert len(fork.threads) == 2


def test_the_merge_queues_commit_gets_its_check(service: Service, shop: Repository, pull: PullRequest) -> None:
    head = shop.enqueue(pull)
    service.deliver("merge_group", shop.merge_group_event(pull))
    service.work()
    assert [check.conclusion for check in shop.check_runs(head)] == ["failure"]
    assert not pull.comments


def test_a_token_is_good_for_one_repository(service: Service, pull: PullRequest, shop: Repository) -> None:
    service.review(pull)
    (token,) = {token for token in service.told if token.startswith("ghs_")}
    asked = [request for request in service.github.requests if request.path.endswith("/access_tokens")]
    assert len(asked) == 1
    assert asked[0].body == {"repository_ids": [shop.id]}
    assert service.github.world.tokens[token].login == BOT


def test_two_tenants_with_one_name_never_meet(service: Service, pull: PullRequest, github: StandIn) -> None:
    service.review(pull)
    other = github.repository("octo/elsewhere")
    place = Cache(Path("cache"), "").place
    first, *_ = state_rows(service.store)
    mine = Subject(first.installation, first.repository_id, "octo/shop", 1)
    assert place(mine) != place(Subject(first.installation, other.id, "octo/shop", 1))
    assert place(mine) != place(Subject(first.installation + 1, first.repository_id, "octo/shop", 1))


def test_a_repository_of_another_installation_is_refused(service: Service, pull: PullRequest, github: StandIn) -> None:
    """Installation and repository come from a signed payload; GitHub is still asked whether they belong together."""
    elsewhere = github.repository("evil/other")
    stranger = github.install(service.installation.app, elsewhere)
    service.deliver("pull_request", pull.event("opened"), stranger)
    service.work()
    (row,) = state_rows(service.store)
    assert row.done == 0
    assert not pull.comments


def test_after_the_head_moved_nothing_is_posted(
    service: Service, pull: PullRequest, shop: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = pull.head

    def moved(*arguments: Any) -> Any:
        pull.push({**AFTER, "NOTES.md": "x\n"})
        return analyse(*arguments)

    monkeypatch.setattr("bot.service.reviews.publisher.analyse", moved)
    service.review(pull)
    assert not pull.comments
    assert [check.conclusion for check in shop.check_runs(old)] == ["cancelled"]


def test_a_draft_gets_its_check_only(service: Service, pull: PullRequest, shop: Repository) -> None:
    pull.edit(draft=True)
    service.review(pull)
    assert not pull.comments
    assert [check.conclusion for check in shop.check_runs(pull.head)] == ["failure"]


def test_an_analysis_that_takes_too_much_ends_in_a_neutral_check(
    service: Service, pull: PullRequest, shop: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise LimitError("the analysis took longer than 1 seconds and was ended")

    monkeypatch.setattr("bot.service.reviews.publisher.analyse", killed)
    service.review(pull)
    (check,) = shop.check_runs(pull.head)
    assert (check.status, check.conclusion) == ("completed", "neutral")
    assert "took longer" in check.summary
    assert not pull.comments


# Of a key that was made for this and thrown away.
PUBLIC_KEY = (
    rsa.generate_private_key(public_exponent=65537, key_size=2048)
    .public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    .decode()
)


class Killed(BaseException):
    """The end of a process, in the middle."""


def killed_in_its_middle(service: Service, times: int = 1) -> Job:
    """A review that began and whose process was killed before it came to an end."""
    (job,) = state.issue(service.store, per_installation=1)

    def killed(*_: Any) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.service.reviews.publisher.analyse", killed)
        patch.setattr("bot.action.check.OpenCheck.__exit__", lambda *_: None)
        for _ in range(times):
            with pytest.raises(Killed):
                Work(service.store, service.publisher, most_crashes=99)(job)
    return job


def test_a_review_that_was_killed_goes_on_with_the_check_that_it_began(service: Service, pull: PullRequest, shop: Repository) -> None:
    service.deliver("pull_request", pull.event("opened"))
    job = killed_in_its_middle(service, times=3)
    assert [check.status for check in shop.check_runs(pull.head)] == ["in_progress"]
    Work(service.store, service.publisher)(job)
    assert [(check.status, check.conclusion) for check in shop.check_runs(pull.head)] == [("completed", "failure")]
    assert len(ours(pull)) == 1


def test_after_a_push_the_check_of_the_killed_review_is_cancelled(service: Service, pull: PullRequest, shop: Repository) -> None:
    service.deliver("pull_request", pull.event("opened"))
    job, old = killed_in_its_middle(service), pull.head
    pull.push(CLEAN)
    Work(service.store, service.publisher)(job)
    assert [check.conclusion for check in shop.check_runs(old)] == ["cancelled"]
    assert [check.conclusion for check in shop.check_runs(pull.head)] == ["success"]


def test_a_review_that_is_given_up_leaves_no_check_open(service: Service, pull: PullRequest, shop: Repository) -> None:
    service.deliver("pull_request", pull.event("opened"))
    job = killed_in_its_middle(service, times=2)
    Work(service.store, service.publisher, most_crashes=2)(job)
    (check,) = shop.check_runs(pull.head)
    assert (check.status, check.conclusion) == ("completed", "neutral")
    assert "ended 2 times" in check.summary
    assert len(state.dead(service.store)) == 1


def test_whoever_was_overtaken_writes_nothing_any_more(service: Service, pull: PullRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    service.deliver("pull_request", pull.event("opened"))
    (job,) = state.issue(service.store, per_installation=1)

    def overtaken(*arguments: Any) -> Any:
        state.take(service.store, job)
        return analyse(*arguments)

    monkeypatch.setattr("bot.service.reviews.publisher.analyse", overtaken)
    before = len(service.github.writes)
    Work(service.store, service.publisher)(job)
    # The token, and the check run that began before.
    assert len(service.github.writes) - before == 2
    assert not pull.comments


def test_an_expired_token_is_renewed_at_the_next_attempt(service: Service, pull: PullRequest) -> None:
    service.review(pull)
    service.github.expire(service.told[-1])
    service.deliver("pull_request", pull.event("reopened"))
    service.work()
    (row,) = state_rows(service.store)
    assert row.error.startswith("NotAllowed")
    with service.store.write() as connection:
        connection.execute(update(PR_STATE).values(not_before=0))
    assert service.work() == 1
    (row,) = state_rows(service.store)
    assert (row.done, row.error) == (2, None)
    assert len([token for token in service.told if token.startswith("ghs_")]) == 2


@pytest.mark.parametrize("key", ["no key", PUBLIC_KEY], ids=["no key", "a public key"])
def test_a_key_that_is_none_is_said(key: str) -> None:
    with pytest.raises(ConfigError, match="private key is none"):
        App(1, key).client()


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    """Commits that nobody reads."""
    tree = MemoryTree("none", {}, "0" * 40)
    return Sides(tmp_path, tree, tree, tree)


HOG = "import sys; from bot.service.reviews.child import limit; sys.stdin.read(); limit(seconds=1, megabytes=64); "


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        ("while True: pass", LimitError, "took longer than 1 seconds"),
        ("x = b'x' * 10**9", BotError, "MemoryError"),
        ("sys.exit(3)", LimitError, "needed more than 64 MB"),
        ("import os; os.kill(os.getpid(), 9)", LimitError, "needed more than 64 MB"),
        ("import time; time.sleep(60)", LimitError, "took longer than 1 seconds"),
        ("sys.exit(7)", BotError, "ended with 7: without a word"),
    ],
)
def test_a_child_that_does_not_end_well_is_an_answer(sides: Sides, code: str, error: type[BotError], words: str) -> None:
    with pytest.raises(error, match=words):
        analyse(sides, Limits(1, 64), command=(sys.executable, "-c", f"{HOG}\n{code}"))


def test_the_child_sees_no_secret(sides: Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEMA_REVIEW_PRIVATE_KEY", "canary-in-the-environment")
    script = "import os, sys; sys.exit(str(dict(os.environ)))"
    with pytest.raises(BotError) as told:
        analyse(sides, Limits(5, 256), command=(sys.executable, "-c", script))
    assert "canary" not in str(told.value)
    assert "PATH" in str(told.value)


def test_the_child_loads_nothing_that_speaks_to_anybody(sides: Sides) -> None:
    script = (
        "import sys; from bot.service.reviews.child import main; main(); "
        "sys.exit(str({'bot.lint', 'github', 'requests', 'jwt', 'sqlalchemy', 'structlog'} & set(sys.modules)))"
    )
    with pytest.raises(BotError, match=r"\{'bot\.lint'\}"):
        analyse(sides, Limits(20, 512), command=(sys.executable, "-I", "-c", script))


def test_the_child_lets_the_service_go_first(sides: Sides) -> None:
    """In the same session, for priority may count within one only."""
    script = (
        "import os, sys; from bot.service.reviews import child; "
        "child.analyse = lambda _: sys.exit(f'nice {os.nice(0)} in {os.getsid(0)}'); child.main()"
    )
    with pytest.raises(BotError, match=f"nice {min(19, os.nice(0) + 10)} in {os.getsid(0)}"):
        analyse(sides, Limits(30, 512), command=(sys.executable, "-c", script))
