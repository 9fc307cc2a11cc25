"""What the stand-in does to a client on purpose."""

from typing import Any

import pytest
import requests

from tests.github.standin import PullRequest, Repository, Request, StandIn
from tests.github.standin.asking import Asking

COMMENTS = "/repos/octo/shop/issues/1/comments"


@pytest.fixture
def pull(shop: Repository) -> PullRequest:
    shop.commit("change", {"a.sql": "a\n"})
    return shop.open_pull(head="change")


@pytest.fixture
def ask(github: StandIn, shop: Repository, pull: PullRequest) -> Asking:
    return Asking(github, shop.token("github-actions[bot]", pull_requests="write"))


def post(ask: Asking, body: str = "x") -> int | None:
    """The status, or None where no answer came."""
    try:
        return ask("POST", COMMENTS, {"body": body}).status_code
    except requests.ConnectionError:
        return None


def test_an_error_before_or_after_the_work(ask: Asking, pull: PullRequest) -> None:
    ask.github.faults.status(502, "POST", "*/comments")
    assert (post(ask), len(pull.comments)) == (502, 0)
    ask.github.faults.status(502, "POST", "*/comments", applied=True)
    assert (post(ask), len(pull.comments)) == (502, 1)
    assert (post(ask), len(pull.comments)) == (201, 2)


def test_an_answer_is_lost_and_a_connection_refused(ask: Asking, pull: PullRequest) -> None:
    ask.github.faults.lose("POST")
    assert (post(ask), len(pull.comments)) == (None, 1)
    ask.github.faults.refuse("POST")
    assert (post(ask), len(pull.comments)) == (None, 1)
    assert [(request.status, request.changed) for request in ask.github.requests] == [(None, True), (None, False)]
    assert len(ask.github.writes) == 1


def test_a_fault_hits_what_it_names_from_the_nth_time_on(ask: Asking) -> None:
    ask.github.faults.status(500, "POST", "*/issues/*/comments", nth=2, times=2)
    assert [post(ask) for _ in range(4)] == [201, 500, 500, 201]
    ask.github.faults.status(500, containing="needle")
    assert [post(ask), post(ask, "a needle"), post(ask, "a needle")] == [201, 500, 201]


def test_a_mutation_is_named_by_a_part_of_its_body(ask: Asking, pull: PullRequest) -> None:
    ask.github.faults.lose("POST", "/graphql", containing="minimizeComment")
    mutation = "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: SPAM}) { clientMutationId } }"
    assert ask.graphql("{ viewer { login } }")["data"]
    with pytest.raises(requests.ConnectionError):
        ask.graphql(mutation, id=pull.comment("dev", "x").node_id)
    assert pull.comments[0].is_minimized
    assert [request.fields for request in ask.github.writes] == [("minimizeComment",)]


@pytest.mark.parametrize("applied", [False, True])
def test_a_client_is_dead_from_its_nth_request_on(*, applied: bool, ask: Asking, pull: PullRequest) -> None:
    ask.github.faults.stop_at(2, applied=applied)
    assert [post(ask) for _ in range(4)] == [201, None, None, None]
    assert len(pull.comments) == 1 + applied
    ask.github.faults.clear()
    assert post(ask) == 201


def test_a_secondary_limit_says_how_long_to_wait(ask: Asking) -> None:
    ask.github.faults.rate_limit("secondary", retry_after=7, status=429)
    refused = ask("GET", COMMENTS)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
    assert refused.headers["X-RateLimit-Remaining"] != "0"
    assert ask("GET", COMMENTS).status_code == 200


def test_a_primary_limit_says_when_it_is_renewed(ask: Asking) -> None:
    ask.github.faults.rate_limit("primary", retry_after=9)
    refused = ask("GET", COMMENTS)
    assert (refused.status_code, refused.headers["X-RateLimit-Remaining"]) == (403, "0")
    assert "Retry-After" not in refused.headers
    now = ask.github.world.clock().timestamp()
    assert int(refused.headers["X-RateLimit-Reset"]) <= now + 9


def test_graphql_tells_its_primary_limit_with_status_200(ask: Asking) -> None:
    ask.github.faults.rate_limit("primary", path="/graphql")
    assert ask.graphql("{ viewer { login } }")["errors"][0]["type"] == "RATE_LIMITED"


def test_requests_are_counted_against_the_tokens_limit(github: StandIn, shop: Repository, pull: PullRequest) -> None:
    ask = Asking(github, github.token("github-actions[bot]", shop, limit=2))
    left = [ask("GET", COMMENTS).headers["X-RateLimit-Remaining"] for _ in range(2)]
    assert left == ["1", "0"]
    refused = ask("GET", COMMENTS)
    assert refused.status_code == 403
    assert refused.json()["message"].startswith("API rate limit exceeded")
    assert ask("GET", "/rate_limit").json()["rate"]["remaining"] == 0


def test_latency_ends_with_the_stand_in(ask: Asking) -> None:
    ask.github.faults.delay(3_600, "GET")
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{ask.github.api_url}{COMMENTS}", timeout=0.05)


def test_a_test_may_act_between_a_request_and_its_work(ask: Asking, pull: PullRequest) -> None:
    seen: list[Any] = []

    def act(request: Request, phase: str) -> None:
        seen.append((request.method, phase, len(pull.comments)))
        if phase == "before":
            pull.push({"a.sql": "moved\n"})

    ask.github.faults.on_request = act
    before = pull.head
    assert post(ask) == 201
    assert pull.head != before
    assert seen == [("POST", "before", 0), ("POST", "after", 1)]


def test_faults_by_chance_come_apart(ask: Asking) -> None:
    faults = ask.github.faults
    faults.status(502, share=0.3, times=None)
    faults.status(503, share=0.3, times=None, applied=True)
    told = [post(ask) for _ in range(60)]
    assert {502, 503, 201} == set(told)
