"""Answers that are none of GitHub's usual ones."""

from collections.abc import Iterator

import pytest

from bot.errors import ForgeError, LostAnswer, RateLimited
from bot.github.client import Client
from tests.github.standin import StandIn
from tests.github.standin.calls import Answer
from tests.github.standin.faults import Fault, Rule

TOO_QUICK = (
    b'{"message": "Validation Failed", "errors": [{"resource": "IssueComment", "code": "custom", "message": "was submitted too quickly"}]}'
)


@pytest.fixture
def odd() -> Iterator[StandIn]:
    """A stand-in that is held against no description: what it answers here is not in any."""
    with StandIn() as github:
        github.repository("octo/shop")
        yield github


def answers(github: StandIn, status: int, body: bytes, headers: dict[str, str] | None = None) -> Client:
    """A client that gets this answer whatever it asks."""
    github.faults.rules.append(Rule(Fault(answer=Answer(status, body, headers or {})), "*", "*", "", 1, None))
    return Client("token", api_url=github.api_url, pause=lambda _: None, pacing=0)


@pytest.mark.parametrize("body", [b"<html>A proxy</html>", b'{"data":', b"[]", b"null", b'{"message": "x"}', b'{"data": null}'])
def test_a_query_answered_with_anything_else_was_not_answered(odd: StandIn, body: bytes) -> None:
    with pytest.raises(ForgeError, match="GitHub does not answer"):
        answers(odd, 200, body).graphql("query { viewer { login } }", {})


@pytest.mark.parametrize("body", [b"<html>A proxy</html>", b'{"id":'])
def test_a_write_answered_with_anything_else_may_have_happened(odd: StandIn, body: bytes) -> None:
    with pytest.raises(LostAnswer, match="no JSON"):
        answers(odd, 201, body).write("POST", "/repos/octo/shop/issues/1/comments", {"body": "x"})


def test_a_page_that_says_no_is_a_refusal(odd: StandIn) -> None:
    with pytest.raises(LostAnswer, match="503"):
        answers(odd, 503, b"<html>Unicorn</html>").write("POST", "/repos/octo/shop/check-runs", {"name": "x"})


def test_a_redirection_that_was_not_followed_is_no_success(odd: StandIn) -> None:
    """GitHub answers a write to a repository that was renamed with 307."""
    moved = answers(odd, 307, b'{"message": "Moved Permanently"}', {"Location": "https://elsewhere.example/repositories/1"})
    with pytest.raises(ForgeError, match="307 Moved Permanently"):
        moved.write("POST", "/repos/octo/shop/issues/1/comments", {"body": "x"})


def test_a_redirection_to_another_host_is_refused(odd: StandIn) -> None:
    moved = answers(odd, 301, b"{}", {"Location": "http://elsewhere.example/repos/octo/shop"})
    with pytest.raises(ForgeError, match=r"redirected from host .* to elsewhere\.example"):
        moved.get("/repos/octo/shop")


def test_a_validation_error_may_be_a_rate_limit(odd: StandIn) -> None:
    with pytest.raises(RateLimited, match="422"):
        answers(odd, 422, TOO_QUICK).write("POST", "/repos/octo/shop/issues/1/comments", {"body": "x"})


@pytest.mark.parametrize(
    ("base", "graphql"),
    [
        ("https://api.github.com", "https://api.github.com/graphql"),
        ("https://github.example/api/v3", "https://github.example/api/graphql"),
        ("https://github.example:8443/api/v3/", "https://github.example:8443/api/graphql"),
        ("https://api.octo.ghe.com", "https://api.octo.ghe.com/graphql"),
    ],
)
def test_graphql_has_its_own_address(base: str, graphql: str) -> None:
    assert Client("token", api_url=base).requester.graphql_url == graphql
