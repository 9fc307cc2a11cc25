"""The stand-in's conversation, and who may take part in it, are as on GitHub."""

from contextlib import closing
from http.client import HTTPConnection

import pytest

from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.asking import Asking

COMMENTS = "/repos/octo/shop/issues/1/comments"
BOT = "github-actions[bot]"


@pytest.fixture
def pull(shop: Repository) -> PullRequest:
    shop.commit("change", {"a.sql": "a\n"})
    return shop.open_pull(head="change")


@pytest.fixture
def ask(github: StandIn, shop: Repository, pull: PullRequest) -> Asking:
    return Asking(github, shop.token(BOT, pull_requests="write"))


def test_a_comment_is_written_edited_and_deleted(ask: Asking, pull: PullRequest) -> None:
    made = ask("POST", COMMENTS, {"body": "first"})
    assert made.status_code == 201
    assert made.headers["Location"] == made.json()["url"]
    assert (made.json()["user"]["login"], made.json()["user"]["type"]) == (BOT, "Bot")
    assert ask("PATCH", made.json()["url"], {"body": "second"}).json()["body"] == "second" == pull.comments[0].body
    assert ask("DELETE", made.json()["url"]).status_code == 204
    assert not pull.comments
    assert ask("GET", made.json()["url"]).status_code == 404


def test_a_body_of_65536_characters_is_kept_and_one_more_is_refused(ask: Asking, pull: PullRequest) -> None:
    assert ask("POST", COMMENTS, {"body": "가" * 65_536}).status_code == 201
    refused = ask("POST", COMMENTS, {"body": "a" * 65_537})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["message"] == "Body is too long (maximum is 65536 characters)"
    assert len(pull.comments) == 1
    assert ask("PATCH", f"/repos/octo/shop/issues/comments/{pull.comments[0].id}", {"body": "a" * 65_537}).status_code == 422


def test_a_blank_body_is_refused(ask: Asking, pull: PullRequest) -> None:
    assert ask("POST", COMMENTS, {"body": " \n"}).status_code == 422
    assert not pull.comments


@pytest.mark.parametrize("permission", ["issues", "pull_requests"])
def test_either_permission_lets_a_token_comment(permission: str, github: StandIn, shop: Repository, pull: PullRequest) -> None:
    assert Asking(github, shop.token(BOT, **{permission: "write"}))("POST", COMMENTS, {"body": "x"}).status_code == 201


def test_a_token_without_the_permission_is_refused_and_told_which(github: StandIn, shop: Repository, pull: PullRequest) -> None:
    refused = Asking(github, shop.token(BOT, contents="write", pull_requests="read"))("POST", COMMENTS, {"body": "x"})
    assert (refused.status_code, refused.json()["message"]) == (403, "Resource not accessible by integration")
    assert refused.headers["X-Accepted-GitHub-Permissions"] == "issues=write; pull_requests=write"
    assert not pull.comments


def test_a_persons_token_is_refused_in_other_words(github: StandIn, shop: Repository, pull: PullRequest) -> None:
    refused = Asking(github, shop.token("dev", pull_requests="read"))("POST", COMMENTS, {"body": "x"})
    assert (refused.status_code, refused.json()["message"]) == (403, "Resource not accessible by personal access token")


def test_a_workflow_of_a_forks_pull_request_may_only_read(github: StandIn, shop: Repository) -> None:
    shop.commit("theirs", {"a.sql": "b\n"})
    pull = shop.open_pull(head="theirs", fork_of="eve")
    path = f"/repos/octo/shop/issues/{pull.number}/comments"
    ask = Asking(github, pull.workflow_token(contents="read", pull_requests="write"))
    assert ask("GET", path).status_code == 200
    assert ask("POST", path, {"body": "x"}).status_code == 403
    assert Asking(github, pull.workflow_token(trusted=True, pull_requests="write"))("POST", path, {"body": "x"}).status_code == 201


def test_an_unknown_or_stale_token_is_refused_even_where_none_is_needed(github: StandIn, shop: Repository, pull: PullRequest) -> None:
    token = shop.token(BOT, pull_requests="write")
    assert Asking(github, token)("GET", COMMENTS).status_code == 200
    github.expire(token)
    for value in (token, "ghs_unknown"):
        refused = Asking(github, value)("GET", COMMENTS)
        assert (refused.status_code, refused.json()["message"]) == (401, "Bad credentials")
    assert Asking(github)("GET", COMMENTS).status_code == 200


def test_nobody_writes_without_a_token(github: StandIn, pull: PullRequest) -> None:
    assert Asking(github)("POST", COMMENTS, {"body": "x"}).status_code == 401


def test_another_repositorys_token_writes_nothing_here(github: StandIn, pull: PullRequest) -> None:
    other = github.repository("octo/other")
    assert Asking(github, other.token(BOT, pull_requests="write"))("POST", COMMENTS, {"body": "x"}).status_code == 403


def test_a_private_repository_hides_from_those_who_may_not_read_it(github: StandIn) -> None:
    vault = github.repository("octo/vault", private=True)
    vault.commit("main", {"a": "a"})
    assert Asking(github)("GET", "/repos/octo/vault").status_code == 404
    assert Asking(github, github.repository("octo/shop").token(BOT))("GET", "/repos/octo/vault").status_code == 404
    inside = Asking(github, vault.token(BOT, contents="read"))
    assert inside("GET", "/repos/octo/vault").status_code == 200
    assert inside("GET", "/repos/octo/vault/commits/main").status_code == 200
    assert inside("GET", f"/repos/octo/vault/commits/{vault.branch('main')}/check-runs").status_code == 403


def test_comments_of_many_people_come_in_pages(ask: Asking, pull: PullRequest) -> None:
    for number in range(250):
        pull.comment("dev", f"number {number}")
    assert [comment["body"] for comment in ask.pages(COMMENTS, per_page="100")] == [f"number {number}" for number in range(250)]
    assert [request.query.get("page") for request in ask.github.requests] == [None, "2", "3"]


def test_a_tick_sets_one_box_and_leaves_the_rest(pull: PullRequest) -> None:
    comment = pull.comment(BOT, "- [ ] one\n- [ ] two\n\nand two more")
    pull.tick(comment, "two")
    assert comment.body == "- [ ] one\n- [x] two\n\nand two more"
    pull.tick(comment, "two", ticked=False)
    assert comment.body == "- [ ] one\n- [ ] two\n\nand two more"
    with pytest.raises(ValueError, match="0 tasks hold 'three'"):
        pull.tick(comment, "three")


def test_the_same_reaction_twice_is_one(ask: Asking, pull: PullRequest) -> None:
    path = f"/repos/octo/shop/issues/comments/{pull.comment('dev', 'x').id}/reactions"
    answers = [ask("POST", path, {"content": "eyes"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert ask("GET", COMMENTS).json()[0]["reactions"]["eyes"] == 1


def test_the_permission_of_a_person_is_coarse_and_its_role_exact(ask: Asking, shop: Repository, pull: PullRequest) -> None:
    shop.collaborators["lead"] = "maintain"
    ask.github.world.user("lead")
    told = {login: ask("GET", f"/repos/octo/shop/collaborators/{login}/permission").json() for login in ("octo", "lead", "dev")}
    assert {login: (one["permission"], one["role_name"]) for login, one in told.items()} == {
        "octo": ("admin", "admin"),
        "lead": ("write", "maintain"),
        "dev": ("read", "read"),
    }
    assert ask("GET", "/repos/octo/shop/collaborators/nobody/permission").status_code == 404
    outside = Asking(ask.github, ask.github.repository("octo/other").token(BOT))
    assert outside("GET", "/repos/octo/shop/collaborators/dev/permission").status_code == 403


def test_only_a_person_has_a_user(ask: Asking, shop: Repository) -> None:
    assert ask("GET", "/user").status_code == 403
    assert Asking(ask.github, shop.token("dev"))("GET", "/user").json()["login"] == "dev"


def test_a_request_without_a_user_agent_is_refused(lenient: StandIn) -> None:
    connection = HTTPConnection(lenient.server_url.removeprefix("http://"))  # requests cannot leave the header out
    connection.request("GET", "/api/v3/rate_limit")
    with closing(connection), connection.getresponse() as answer:
        assert answer.status == 403
