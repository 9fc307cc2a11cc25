"""The stand-in's reviews keep GitHub's rules about lines, and its threads follow their lines."""

from typing import Any

import pytest

from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.asking import Asking

BOT = "github-actions[bot]"
REVIEWS, COMMENTS = "/repos/octo/shop/pulls/1/reviews", "/repos/octo/shop/pulls/1/comments"
LINES = [f"line {number}" for number in range(1, 41)]
BEFORE = "\n".join(LINES) + "\n"
# Line 10 is replaced, line 30 is gone: two hunks, 7-13 and 27-32 on the right.
AFTER = BEFORE.replace("line 10\n", "line ten\n").replace("line 30\n", "")


@pytest.fixture
def pull(shop: Repository) -> PullRequest:
    shop.commit("main", {"a.sql": BEFORE, "gone.sql": "x\ny\n", "old.sql": BEFORE.replace("line", "row"), "same.sql": "same\n"})
    renamed = BEFORE.replace("line", "row").replace("row 20\n", "row twenty\n")
    shop.commit("change", {"a.sql": AFTER, "new.sql": renamed, "same.sql": "same\n", "image.png": b"\0"})
    return shop.open_pull(head="change")


@pytest.fixture
def ask(github: StandIn, shop: Repository, pull: PullRequest) -> Asking:
    return Asking(github, shop.token(BOT, pull_requests="write"))


def review(ask: Asking, *comments: dict[str, Any], event: str | None = "COMMENT", **more: Any) -> Any:
    return ask("POST", REVIEWS, {"body": "", "comments": list(comments), **({"event": event} if event else {}), **more})


def at(line: int, path: str = "a.sql", **more: Any) -> dict[str, Any]:
    return {"path": path, "line": line, "body": "look", **more}


@pytest.mark.parametrize(
    "comment",
    [
        at(7),
        at(10, side="RIGHT"),
        at(10, side="LEFT"),
        at(13),
        at(30, side="LEFT"),
        at(11, start_line=8, start_side="RIGHT", side="RIGHT"),
        at(11, start_line=10, start_side="LEFT", side="RIGHT"),
        at(2, "gone.sql", side="LEFT"),
        at(20, "new.sql"),
    ],
    ids=str,
)
def test_a_line_that_the_diff_shows_takes_a_comment(comment: dict[str, Any], ask: Asking, pull: PullRequest) -> None:
    assert review(ask, comment).status_code == 200
    (thread,) = pull.threads
    assert (thread.path, thread.line, thread.side) == (comment["path"], comment["line"], comment.get("side", "RIGHT"))


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        (at(6), "Line could not be resolved"),
        (at(14), "Line could not be resolved"),
        (at(2, "gone.sql"), "Line could not be resolved"),
        (at(40), "Line could not be resolved"),
        (at(1, "image.png"), "Line could not be resolved"),
        (at(1, "same.sql"), "Path could not be resolved"),
        (at(20, "old.sql"), "Path could not be resolved"),
        (at(27, start_line=13), "Pull request review thread start line must be part of the same hunk as the line."),
        (at(10, start_line=10), "Pull request review thread start line must precede the end line."),
        (at(10, body="a" * 65_537), "Body is too long (maximum is 65536 characters)"),
        (at(10, body=" "), "Body can't be blank"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_one_wrong_comment_refuses_the_whole_review(comment: dict[str, Any], words: str, ask: Asking, pull: PullRequest) -> None:
    refused = review(ask, at(10), comment)
    assert (refused.status_code, refused.json()["message"], refused.json()["errors"]) == (422, "Unprocessable Entity", [words])
    assert not pull.reviews
    assert not pull.threads


def test_a_review_without_a_line_is_refused(ask: Asking, pull: PullRequest) -> None:
    assert review(ask, {"path": "a.sql", "body": "look"}).status_code == 422
    assert not pull.reviews


def test_a_review_without_words_and_comments_is_refused(ask: Asking) -> None:
    assert review(ask).status_code == 422


def test_a_reviews_own_words_are_limited_and_can_be_edited(ask: Asking, pull: PullRequest) -> None:
    assert review(ask, body="a" * 65_537).json()["errors"] == ["Body is too long (maximum is 65536 characters)"]
    number = review(ask, body="first").json()["id"]
    path = f"{REVIEWS}/{number}"
    assert ask("PUT", path, {"body": "second"}).json()["body"] == ask("GET", path).json()["body"] == "second"
    assert [ask("PUT", path, {"body": body}).status_code for body in (" ", "a" * 65_537)] == [422, 422]
    assert [one.body for one in pull.reviews] == ["second"]


def test_what_was_submitted_is_not_submitted_again(ask: Asking) -> None:
    number = review(ask, at(10)).json()["id"]
    assert ask("POST", f"{REVIEWS}/{number}/events", {"event": "COMMENT"}).status_code == 422


def test_a_blank_event_leaves_a_review_that_only_its_author_sees(ask: Asking, shop: Repository, pull: PullRequest) -> None:
    made = review(ask, at(10), event=None).json()
    assert made["state"] == pull.reviews[0].state == "PENDING"
    assert "submitted_at" not in made
    others = Asking(ask.github, shop.token("dev", pull_requests="write"))
    assert [len(one("GET", REVIEWS).json()) for one in (ask, others)] == [1, 0]
    assert [one("GET", COMMENTS).json() for one in (ask, others)] == [[], []]
    assert others("GET", "/repos/octo/shop/pulls/1").json()["review_comments"] == 0


def test_who_has_a_pending_review_may_start_no_other(ask: Asking, pull: PullRequest) -> None:
    number = review(ask, at(10), event=None).json()["id"]
    assert review(ask, at(11)).json()["errors"] == ["User can only have one pending review per pull request"]
    assert ask("POST", COMMENTS, {"body": "x", "path": "a.sql", "line": 10, "side": "RIGHT", "commit_id": pull.head}).status_code == 422
    assert ask("POST", f"{REVIEWS}/{number}/events", {"event": "COMMENT"}).json()["state"] == "COMMENTED"
    assert len(ask("GET", COMMENTS).json()) == 1
    assert review(ask, at(11)).status_code == 200


def test_a_pending_review_can_be_thrown_away(ask: Asking, pull: PullRequest) -> None:
    number = review(ask, at(10), event=None).json()["id"]
    assert ask("DELETE", f"{REVIEWS}/{number}").status_code == 200
    assert (pull.reviews, pull.threads) == ([], [])
    submitted = review(ask, at(10)).json()["id"]
    assert ask("DELETE", f"{REVIEWS}/{submitted}").status_code == 422


def test_a_workflow_may_not_approve(ask: Asking) -> None:
    assert review(ask, event="APPROVE").json()["errors"] == ["GitHub Actions is not permitted to approve pull requests."]


def test_nobody_judges_their_own_pull_request(ask: Asking, shop: Repository) -> None:
    author = Asking(ask.github, shop.token("dev", pull_requests="write"))
    assert author("POST", REVIEWS, {"event": "APPROVE"}).status_code == 422
    assert author("POST", REVIEWS, {"event": "COMMENT", "body": "mine"}).status_code == 200


def test_a_commit_of_another_branch_is_refused(ask: Asking, shop: Repository, pull: PullRequest) -> None:
    elsewhere = shop.commit("other", {"a.sql": "x\n"})
    assert review(ask, at(10), commit_id=elsewhere).status_code == 422
    given = {"body": "x", "path": "a.sql", "line": 10, "side": "RIGHT", "commit_id": elsewhere}
    assert ask("POST", COMMENTS, given).json()["errors"][0]["message"] == "commit_id is not part of the pull request"
    assert not pull.reviews


def test_a_single_comment_is_refused_in_other_words(ask: Asking, pull: PullRequest) -> None:
    refused = ask("POST", COMMENTS, {"body": "x", "path": "a.sql", "line": 6, "side": "RIGHT", "commit_id": pull.head}).json()
    assert [error["field"] for error in refused["errors"]] == ["pull_request_review_thread.line", "pull_request_review_thread.diff_hunk"]
    assert refused["errors"][0]["message"] == "pull_request_review_thread.line must be part of the diff"


def test_a_single_comment_may_stand_at_a_whole_file(ask: Asking, pull: PullRequest) -> None:
    made = ask("POST", COMMENTS, {"body": "x", "path": "image.png", "subject_type": "file", "commit_id": pull.head})
    assert made.status_code == 201
    assert (made.json()["subject_type"], "line" in made.json(), pull.threads[0].line) == ("file", False, None)


def test_a_single_comment_makes_a_review_of_its_own(ask: Asking, pull: PullRequest) -> None:
    ask("POST", COMMENTS, {"body": "x", "path": "a.sql", "line": 10, "side": "RIGHT", "commit_id": pull.head})
    assert [(one.state, one.body) for one in pull.reviews] == [("COMMENTED", "")]


def test_an_answer_belongs_to_the_thread(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(10))
    (thread,) = pull.threads
    thread.reply("dev", "why?")
    answer = ask("POST", f"{COMMENTS}/{thread.comments[0].id}/replies", {"body": "because"}).json()
    assert [comment.body for comment in thread.comments] == ["look", "why?", "because"]
    assert answer["in_reply_to_id"] == thread.comments[0].id
    assert ask("POST", f"{COMMENTS}/{answer['id']}/replies", {"body": "x"}).status_code == 404


def test_a_review_comment_tells_its_hunk_and_place(ask: Asking) -> None:
    review(ask, at(10))
    told = ask("GET", COMMENTS).json()[0]
    assert told["diff_hunk"].splitlines()[-2:] == ["-line 10", "+line ten"]
    assert (told["position"], told["original_position"], told["line"], told["original_line"]) == (5, 5, 10, 10)


def test_a_comment_follows_its_line_through_a_push(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(10), at(30, side="LEFT"), at(11, start_line=8))
    old = pull.head
    pull.push({"a.sql": "new first\n" + AFTER})
    assert [(thread.line, thread.start_line) for thread in pull.threads] == [(11, None), (30, None), (12, 9)]
    told = ask("GET", COMMENTS).json()[0]
    assert (told["line"], told["original_line"], told["commit_id"], told["original_commit_id"]) == (11, 10, pull.head, old)


def test_a_comment_is_outdated_when_its_line_changes(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(10))
    pull.push({"a.sql": AFTER.replace("line ten", "line 10.0")})
    assert pull.threads[0].is_outdated
    told = ask("GET", COMMENTS).json()[0]
    assert (told["line"], told["position"], told["original_line"], told["commit_id"]) == (None, None, 10, told["original_commit_id"])


def test_a_comment_is_outdated_when_the_diff_shows_its_line_no_more(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(8))
    pull.push({"a.sql": BEFORE.replace("line 30\n", "")})
    assert pull.threads[0].is_outdated


def test_a_comment_on_a_removed_line_is_outdated_when_the_line_comes_back(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(30, side="LEFT"))
    assert not pull.threads[0].is_outdated
    pull.push({"a.sql": BEFORE.replace("line 10\n", "")})
    assert pull.threads[0].is_outdated


def test_a_comment_on_a_removed_line_follows_the_base(ask: Asking, shop: Repository, pull: PullRequest) -> None:
    review(ask, at(30, side="LEFT"))
    base = shop.commit("main", {"a.sql": "first\n" + BEFORE})
    pull.force_push({"a.sql": "first\n" + AFTER}, onto=base)
    assert pull.threads[0].line == 31


def test_a_comment_follows_a_renamed_file(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(20, "new.sql"))
    renamed = BEFORE.replace("line", "row").replace("row 20\n", "row twenty\n")
    pull.push({"a.sql": AFTER, "newest.sql": renamed})
    assert (pull.threads[0].path, pull.threads[0].line) == ("newest.sql", 20)


def test_an_outdated_comment_comes_back_with_its_commit(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(10))
    pull.push({"a.sql": BEFORE})
    assert pull.threads[0].is_outdated
    pull.push({"a.sql": AFTER})
    assert pull.threads[0].line == 10


def test_a_comment_is_edited_and_deleted(ask: Asking, pull: PullRequest) -> None:
    review(ask, at(10), at(11))
    first, second = (f"/repos/octo/shop/pulls/comments/{thread.comments[0].id}" for thread in pull.threads)
    assert ask("PATCH", first, {"body": "seen"}).json()["body"] == pull.threads[0].comments[0].body == "seen"
    assert ask("DELETE", first).status_code == 204
    assert [len(pull.threads), len(pull.reviews)] == [1, 1]
    assert ask("DELETE", second).status_code == 204
    assert (pull.threads, pull.reviews) == ([], [])
    assert ask("GET", second).status_code == 404


def test_issues_write_is_not_enough_for_a_review(github: StandIn, shop: Repository, pull: PullRequest) -> None:
    refused = review(Asking(github, shop.token(BOT, issues="write", pull_requests="read")), at(10))
    assert (refused.status_code, refused.json()["message"]) == (403, "Resource not accessible by integration")
    assert not pull.reviews
