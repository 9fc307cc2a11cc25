"""GitHub Enterprise Server: the API below /api/v3 of one host, GraphQL beside it, git and links at another; nothing is asked elsewhere."""

import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.service.reviews.cache import Cache
from tests.github.standin import PullRequest, StandIn
from tests.github.standin.calls import Answer
from tests.service.conftest import Service, ours, settings

Asked = list[tuple[str, str]]


@pytest.fixture
def asked(github: StandIn, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Host and path of whatever is asked of GitHub."""
    seen: Asked = []
    answer: Callable[..., Answer] = github.service.answer

    def record(method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        seen.append((headers["host"], urlsplit(target).path))
        return answer(method, target, headers, body)

    monkeypatch.setattr(github.service, "answer", record)
    return seen


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The hosts that this process looks up."""
    looked: set[str] = set()
    look_up = socket.getaddrinfo

    def record(host: Any, *arguments: Any, **options: Any) -> Any:
        looked.add(str(host))
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", record)
    return looked


@pytest.mark.parametrize("end", ["", "/"])
def test_a_review_asks_the_two_hosts_that_are_set(service: Service, pull: PullRequest, asked: Asked, named: set[str], end: str) -> None:
    port = urlsplit(service.github.server_url).port
    api, git = f"127.0.0.1:{port}", f"localhost:{port}"
    old = service.publisher.settings
    given = settings(
        app_id=old.app_id,
        private_key=old.private_key.get_secret_value(),
        data=old.data,
        api_url=f"http://{api}/api/v3{end}",
        server_url=f"http://{git}{end}",
        public_url=f"https://review.example{end}",
    )
    assert (given.api_url, given.server_url, given.public_url) == (f"http://{api}/api/v3", f"http://{git}", "https://review.example")
    service.publisher = replace(service.publisher, settings=given, cache=Cache(old.data / "cache", given.server_url))
    service.review(pull)
    of_api, of_git = ({path for host, path in asked if host == one} for one in (api, git))
    assert len(of_api) + len(of_git) == len(set(asked))
    assert {path for path in of_api if not path.startswith("/api/v3/")} == {"/api/graphql"}
    assert f"/api/v3/app/installations/{service.installation.id}/access_tokens" in of_api
    assert of_git == {"/octo/shop.git/info/refs", "/octo/shop.git/git-upload-pack"}
    assert named <= {"127.0.0.1", "localhost"}
    (comment,) = ours(pull)
    assert f"(http://{git}/octo/shop/blob/{pull.head}/" in comment
    assert "(https://review.example/runs/" in comment
    assert api not in comment
    assert "github.com" not in comment
