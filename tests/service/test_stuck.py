"""No check run of ours stays open where nobody goes on with it; one that is under review is left alone."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.service.reviews.stuck import StuckChecks
from bot.service.store import Store, state
from bot.service.store.sweeps import Sweep, claim, counts, rest, waiting
from bot.service.store.tables import PR_STATE, SWEEPS
from tests.action.conftest import CLEAN
from tests.github.standin import PullRequest, Repository
from tests.service.conftest import Service, state_rows
from tests.service.test_reviews import killed_in_its_middle

GIVEN_UP = {"dead": True, "job": None, "run": None, "error": "ForgeError: GitHub does not answer", "changed": 0}


@pytest.fixture
def begun(service: Service, pull: PullRequest) -> Service:
    """A review that began its check run and was killed; its job is still there."""
    service.deliver("pull_request", pull.event("opened"))
    killed_in_its_middle(service)
    return service


def plant(service: Service, **changes: Any) -> None:
    with service.store.write() as connection:
        connection.execute(update(PR_STATE).values(changes))


def sweep(service: Service) -> int:
    """As if the time for it had come; returns how many it says it concluded."""
    checks = StuckChecks(service.publisher.app, service.store, service.publisher.settings, pacing=0)
    before = counts(service.store).get(Sweep.CHECKS, (0, 0.0))[0]
    with service.store.write() as connection:
        connection.execute(update(SWEEPS).values(due=0))
    checks.conclude()
    return counts(service.store)[Sweep.CHECKS][0] - before


def shown(shop: Repository, head: str) -> list[tuple[str, str | None]]:
    return [(check.status, check.conclusion) for check in shop.check_runs(head)]


def test_a_check_of_what_was_given_up_is_concluded_with_the_reason(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, **GIVEN_UP)
    assert waiting(begun.store)["checks"] == 1
    assert sweep(begun) == 1
    (check,) = shop.check_runs(pull.head)
    assert (check.status, check.conclusion) == ("completed", "neutral")
    assert check.summary is not None
    assert "GitHub does not answer" in check.summary
    assert waiting(begun.store)["checks"] == 0
    before = len(begun.github.requests)
    assert sweep(begun) == 0
    assert len(begun.github.requests) == before


def test_a_review_at_work_is_left_alone(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, changed=0)
    before = len(begun.github.requests)
    assert sweep(begun) == 0
    assert shown(shop, pull.head) == [("in_progress", None)]
    assert len(begun.github.requests) == before


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"dead": False}, id="it is tried again"),
        pytest.param({"job": "7/21/pull/1#1#aa"}, id="it is about to begin"),
        pytest.param({"run": "somebody"}, id="somebody has it"),
    ],
)
def test_what_somebody_will_go_on_with_is_left_alone(begun: Service, pull: PullRequest, shop: Repository, changes: dict[str, Any]) -> None:
    plant(begun, **(GIVEN_UP | changes))
    assert sweep(begun) == 0
    assert shown(shop, pull.head) == [("in_progress", None)]


def test_what_was_given_up_just_now_waits(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, **GIVEN_UP)
    (job,) = [row.pr for row in state_rows(begun.store)]
    state.replay(begun.store, job)
    plant(begun, dead=True)
    assert sweep(begun) == 0
    assert shown(shop, pull.head) == [("in_progress", None)]


def test_a_head_that_moved_is_superseded(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, **GIVEN_UP)
    old, new = pull.head, pull.push(CLEAN)
    assert sweep(begun) == 1
    (check,) = shop.check_runs(old)
    assert (check.status, check.conclusion) == ("completed", "cancelled")
    assert check.summary is not None
    assert new[:7] in check.summary
    assert not shop.check_runs(new)


def test_a_closed_pull_request_needs_no_review(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, **GIVEN_UP, done=1)
    pull.close()
    assert sweep(begun) == 1
    (check,) = shop.check_runs(pull.head)
    assert (check.conclusion, check.summary) == ("neutral", "the pull request is closed: nothing to review\n")


def test_a_commit_of_the_merge_queue(service: Service, pull: PullRequest, shop: Repository) -> None:
    head = shop.enqueue(pull)
    service.deliver("merge_group", shop.merge_group_event(pull))
    killed_in_its_middle(service)
    plant(service, **GIVEN_UP)
    assert sweep(service) == 1
    assert shown(shop, head) == [("completed", "neutral")]


def test_the_reason_is_in_the_language_of_the_pull_request(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, **GIVEN_UP)
    pull.edit(title="주문 테이블을 추가합니다")
    assert sweep(begun) == 1
    assert shop.check_runs(pull.head)[0].summary.startswith("리뷰하지 못했습니다")


def test_a_review_that_begins_meanwhile_keeps_its_check(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, **GIVEN_UP)
    begun.github.faults.on_request = lambda request, _: plant(begun, job="again") if request.path.endswith("/check-runs") else None
    assert sweep(begun) == 0
    assert shown(shop, pull.head) == [("in_progress", None)]
    assert [row.reviewing for row in state_rows(begun.store)] == [pull.head]


def test_where_github_does_not_let_us_look_we_do_not_look_again(begun: Service, pull: PullRequest) -> None:
    plant(begun, **GIVEN_UP)
    begun.github.faults.status(404, "GET", "/repos/octo/shop/pulls/*")
    assert sweep(begun) == 0
    assert waiting(begun.store)["checks"] == 0


def test_a_rate_limit_ends_the_sweep_and_is_obeyed(begun: Service, pull: PullRequest, shop: Repository) -> None:
    plant(begun, **GIVEN_UP)
    begun.github.faults.rate_limit("primary", "GET", "/repos/octo/shop/pulls/*", retry_after=1800)
    assert sweep(begun) == 0
    with begun.store.read() as connection:
        began, due = connection.execute(select(SWEEPS.c.began, SWEEPS.c.due)).one()
    assert due - began > 1700
    assert waiting(begun.store)["checks"] == 1
    assert sweep(begun) == 1
    assert shown(shop, pull.head) == [("completed", "neutral")]


def test_one_host_does_it_for_all(store: Store) -> None:
    assert [claim(store, Sweep.CHECKS, every=300) for _ in range(2)] == [0, None]
    assert claim(store, Sweep.WEBHOOKS, every=0) == 0
    assert claim(store, Sweep.WEBHOOKS, every=0) == 0
    rest(store, Sweep.WEBHOOKS, seconds=60)
    assert claim(store, Sweep.WEBHOOKS, every=0) is None
