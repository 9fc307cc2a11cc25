"""Reviews and review comments over REST, with GitHub's rules about lines."""

from typing import Any

from tests.github.standin.calls import MAX_BODY, Answer, Call, RefusedError, Route, invalid, not_found
from tests.github.standin.diffs import Hunk, Side
from tests.github.standin.pull import PullRequest
from tests.github.standin.review import Review, ReviewComment, Spot, placed
from tests.github.standin.shown_comments import review, review_comment

STATES = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}
WORDS = {
    "path": "Path could not be resolved",
    "line": "Line could not be resolved",
    "start_line": "Pull request review thread start line must be part of the same hunk as the line.",
    "start_line order": "Pull request review thread start line must precede the end line.",
}
ONE_PENDING = "User can only have one pending review per pull request"
NEEDS = ("pull_requests",)


def routes() -> tuple[Route, ...]:
    pull = "/repos/{owner}/{repo}/pulls/{pull_number}"
    comment = "/repos/{owner}/{repo}/pulls/comments/{comment_id}"
    return (
        Route("GET", f"{pull}/reviews", list_reviews, needs=NEEDS),
        Route("POST", f"{pull}/reviews", create_review, needs=NEEDS),
        Route("GET", f"{pull}/reviews/{{review_id}}", lambda call: Answer(200, review(call.pull(), _review(call))), needs=NEEDS),
        Route("PUT", f"{pull}/reviews/{{review_id}}", edit_review, needs=NEEDS),
        Route("DELETE", f"{pull}/reviews/{{review_id}}", delete_review, needs=NEEDS),
        Route("POST", f"{pull}/reviews/{{review_id}}/events", submit_review, needs=NEEDS),
        Route("GET", f"{pull}/comments", list_comments, needs=NEEDS),
        Route("POST", f"{pull}/comments", create_comment, needs=NEEDS),
        Route("POST", f"{pull}/comments/{{comment_id}}/replies", reply, needs=NEEDS),
        Route("GET", comment, lambda call: Answer(200, review_comment(_comment(call))), needs=NEEDS),
        Route("PATCH", comment, edit_comment, needs=NEEDS),
        Route("DELETE", comment, delete_comment, needs=NEEDS),
    )


def list_reviews(call: Call) -> Answer:
    pull = call.pull()
    return call.paged([one for one in pull.reviews if _sees(call, one)], lambda one: review(pull, one))


def create_review(call: Call) -> Answer:
    """All or nothing: every comment is looked at before the first is kept."""
    pull, event, body = call.pull(), call.body.get("event") or "", call.body.get("body") or ""
    given = call.body.get("comments") or []
    if _pending(call, pull):
        raise RefusedError(422, "Unprocessable Entity", [ONE_PENDING])
    _check_event(call, pull, event)
    commit = _commit(call, pull, "Commit is not part of the pull request")
    _check_length(body)
    if event in ("COMMENT", "REQUEST_CHANGES") and not body.strip() and not given:
        raise RefusedError(422, "Unprocessable Entity", ["Review must have a body or comments"])
    found = [_found(call, pull, comment, commit) for comment in given]
    state = STATES.get(event, "PENDING")
    made = pull.add_review(call.login, body, state, commit)
    for comment, (spot, (hunk, position)) in zip(given, found, strict=True):
        thread = pull.add_thread(spot, commit, hunk=hunk.until(position), position=position)
        thread.add(call.login, comment["body"], made, app=call.token.app if call.token else None)
    return Answer(200, review(pull, made))


def _check_event(call: Call, pull: PullRequest, event: str) -> None:
    if event and event not in STATES:
        raise RefusedError(
            422, "Unprocessable Entity", [f"Variable $event of type PullRequestReviewEvent was provided invalid value {event}"]
        )
    if event in ("APPROVE", "REQUEST_CHANGES") and pull.login == call.login:
        raise RefusedError(422, "Unprocessable Entity", [f"Can not {event.lower().replace('_', ' ')} on your own pull request"])
    if event == "APPROVE" and call.token and call.token.app and call.token.app.slug == "github-actions":
        raise RefusedError(422, "Unprocessable Entity", ["GitHub Actions is not permitted to approve pull requests."])


def _found(call: Call, pull: PullRequest, comment: dict[str, Any], commit: str) -> tuple[Spot, tuple[Hunk, int]]:
    """Where a review's comment will stand."""
    text = comment.get("body")
    if not isinstance(text, str) or not text.strip():
        raise RefusedError(422, "Unprocessable Entity", ["Body can't be blank"])
    _check_length(text)
    if comment.get("line") is None:
        raise RefusedError(422, 'Invalid request.\n\n"line" wasn\'t supplied.')
    spot = spot_of(comment)
    place = placed(pull.files_at(commit).get(spot.path), spot)
    if not isinstance(place, tuple):
        raise RefusedError(422, "Unprocessable Entity", [WORDS[trouble] for trouble in place])
    return spot, place


def _check_length(text: str) -> None:
    if len(text) > MAX_BODY:
        raise RefusedError(422, "Unprocessable Entity", [f"Body is too long (maximum is {MAX_BODY} characters)"])


def spot_of(given: dict[str, Any]) -> Spot:
    """The place that a request names; `side` is RIGHT unless it says otherwise, and so is the start's."""
    side: Side = given.get("side") or "RIGHT"
    start_side: Side = given.get("start_side") or side
    whole = given.get("subject_type") == "file"
    line, start = (None, None) if whole else (given.get("line"), given.get("start_line"))
    return Spot(given["path"], line, start, side, start_side)


def _commit(call: Call, pull: PullRequest, words: str) -> str:
    """The commit that is commented on: one of the pull request's, the newest where none is named."""
    commit = call.body.get("commit_id") or pull.head
    if commit != pull.head and commit not in pull.commits():
        raise RefusedError(422, "Unprocessable Entity", [words])
    return commit


def edit_review(call: Call) -> Answer:
    one = _review(call)
    body = call.body.get("body") or ""
    if not body.strip():
        raise RefusedError(422, "Unprocessable Entity", ["Body can't be blank"])
    _check_length(body)
    one.body = body
    return Answer(200, review(call.pull(), one))


def submit_review(call: Call) -> Answer:
    pull, one, event = call.pull(), _review(call), call.body.get("event") or ""
    _check_event(call, pull, event)
    if not event or not one.is_pending:
        raise RefusedError(422, "Unprocessable Entity", ["Could not submit review"])
    one.state, one.submitted_at, one.body = STATES[event], call.world.now(), call.body.get("body") or one.body
    return Answer(200, review(pull, one))


def delete_review(call: Call) -> Answer:
    pull, one = call.pull(), _review(call)
    if not one.is_pending:
        raise RefusedError(422, "Can not delete a non-pending pull request review")
    for thread in [thread for thread in pull.threads if thread.comments[0].review is one]:
        thread.delete()
    pull.reviews.remove(one)
    return Answer(200, review(pull, one))


def list_comments(call: Call) -> Answer:
    """Oldest first; those of a pending review are not told."""
    pull = call.pull()
    told = [comment for thread in pull.threads for comment in thread.comments if not comment.review.is_pending]
    ordered = sorted(told, key=lambda comment: comment.id, reverse=call.request.query.get("direction") == "desc")
    return call.paged(ordered, review_comment)


def create_comment(call: Call) -> Answer:
    pull, body, given = call.pull(), call.text("body", "PullRequestReviewComment"), call.body
    if given.get("in_reply_to") is not None:
        return _reply(call, pull, int(given["in_reply_to"]), body)
    _no_pending(call, pull)
    commit = given.get("commit_id")
    if commit not in (pull.head, *pull.commits()):
        raise invalid("PullRequestReviewComment", ("commit_id", "custom", "commit_id is not part of the pull request"))
    spot = spot_of(given)
    file = pull.files_at(commit).get(spot.path)
    if spot.line is None and given.get("subject_type") == "file" and file:
        hunk, position = "", 1
    else:
        found, position = _accepted(file, spot)
        hunk = found.until(position)
    thread = pull.add_thread(spot, commit, hunk=hunk, position=position)
    made = thread.add(call.login, body, pull.add_review(call.login, "", "COMMENTED", commit), app=call.token.app if call.token else None)
    told = review_comment(made)
    return Answer(201, told, {"Location": told["url"]})


def _accepted(file: Any, spot: Spot) -> tuple[Hunk, int]:
    place = placed(file, spot)
    if isinstance(place, tuple):
        return place
    name = f"pull_request_review_thread.{place[0].split()[0]}"
    words = {"path": "is invalid", "line": "must be part of the diff", "start_line": "must be part of the same hunk as the line."}
    trouble = (name, "custom", f"{name} {words.get(place[0], 'must precede the end line.')}")
    raise invalid("PullRequestReviewComment", trouble, ("pull_request_review_thread.diff_hunk", "missing_field", ""))


def reply(call: Call) -> Answer:
    return _reply(call, call.pull(), call.number("comment_id"), call.text("body", "PullRequestReviewComment"))


def _reply(call: Call, pull: PullRequest, number: int, body: str) -> Answer:
    """To a thread's first comment, not to an answer."""
    _no_pending(call, pull)
    thread = next((thread for thread in pull.threads if thread.comments[0].id == number), None)
    if thread is None:
        raise not_found()
    told = review_comment(thread.reply(call.login, body, call.token.app if call.token else None))
    return Answer(201, told, {"Location": told["url"]})


def edit_comment(call: Call) -> Answer:
    comment = _comment(call)
    comment.edit(call.text("body", "PullRequestReviewComment"))
    return Answer(200, review_comment(comment))


def delete_comment(call: Call) -> Answer:
    _comment(call).delete()
    return Answer(204)


def _no_pending(call: Call, pull: PullRequest) -> None:
    if _pending(call, pull):
        raise invalid("PullRequestReview", ("user_id", "custom", "user_id can only have one pending review per pull request"))


def _pending(call: Call, pull: PullRequest) -> bool:
    return any(one.is_pending and one.login == call.login for one in pull.reviews)


def _sees(call: Call, one: Review) -> bool:
    return not one.is_pending or one.login == call.login


def _review(call: Call) -> Review:
    number = call.number("review_id")
    found = next((one for one in call.pull().reviews if one.id == number and _sees(call, one)), None)
    if found is None:
        raise not_found()
    return found


def _comment(call: Call) -> ReviewComment:
    number = call.number("comment_id")
    for pull in call.repo.pulls.values():
        for thread in pull.threads:
            for comment in thread.comments:
                if comment.id == number and _sees(call, comment.review):
                    return comment
    raise not_found()
