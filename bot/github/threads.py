"""Our comments on the lines of a pull request."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.errors import NotAllowed
from bot.github.client import Client
from bot.github.diff_lines import NO_DIFF, PullDiff, read_diff
from bot.github.look import Look
from bot.github.once import once
from bot.github.plan import HIDDEN_BY_US, NewComment, Plan, fresh_findings, make_plan
from bot.github.pull import OwnThread, PullRequest, Standing, read_pull
from bot.model import Finding, Review
from bot.render import mark_fixed

HIDE = "mutation Hide($input: MinimizeCommentInput!) { minimizeComment(input: $input) { minimizedComment { isMinimized } } }"
SHOW = "mutation Show($input: UnminimizeCommentInput!) { unminimizeComment(input: $input) { unminimizedComment { isMinimized } } }"


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the files with findings whose diff GitHub does not show, and the newer head where the pull request moved on."""

    unseen: tuple[str, ...] = ()
    superseded_by: str | None = None


def write_threads(client: Client, pull: PullRequest, standing: Standing, review: Review, look: Look) -> Written:
    """Bring our inline comments up to date.

    All new comments go into one review, so that people get one message. What stands is read again just before: another run may have
    posted them meanwhile, and where the head moved nothing is written.

    Raises:
        ForgeError: see `bot.errors`.
    """
    plan, unseen = plan_threads(client, pull, standing.threads, review, look)
    if plan.new:
        now = read_pull(client, pull.repository, pull.number, key=look.key)
        if now.head != pull.head:
            return Written(unseen, superseded_by=now.head)
        if now.threads != standing.threads:
            plan, unseen = plan_threads(client, pull, now.threads, review, look)
    if plan.new:
        _post(client, pull, plan.new, look)
    _bring_up_to_date(client, pull, plan, review, look)
    return Written(unseen)


def plan_threads(
    client: Client, pull: PullRequest, threads: tuple[OwnThread, ...], review: Review, look: Look
) -> tuple[Plan, tuple[str, ...]]:
    """What is to happen to our inline comments, and the files with findings whose diff GitHub does not show; nothing is written.

    Raises:
        ForgeError: see `bot.errors`.
    """
    fresh = fresh_findings(review, threads, look)
    diff = read_diff(client.pages(f"/repos/{pull.repository}/pulls/{pull.number}/files")) if fresh else NO_DIFF
    return make_plan(review, threads, diff, look), tuple(sorted(set(_unseen(fresh, diff))))


def _post(client: Client, pull: PullRequest, comments: tuple[NewComment, ...], look: Look) -> None:
    # GitHub asks for a body beside COMMENT and takes an empty one.
    body = {"commit_id": pull.head, "event": "COMMENT", "body": "", "comments": [_entry(comment) for comment in comments]}
    path = f"/repos/{pull.repository}/pulls/{pull.number}/reviews"
    once(client, lambda: bool(client.write("POST", path, body)), lambda: _stand(client, pull, comments, look) or None)


def _stand(client: Client, pull: PullRequest, comments: tuple[NewComment, ...], look: Look) -> bool:
    """Whether the review is there: GitHub takes it whole or not at all."""
    threads = read_pull(client, pull.repository, pull.number, key=look.key).threads
    said = {finding for thread in threads for finding in thread.marker.findings}
    return all(comment.findings <= said for comment in comments)


def _entry(comment: NewComment) -> dict[str, Any]:
    anchor = comment.anchor
    entry: dict[str, Any] = {"path": anchor.path, "side": anchor.side, "line": anchor.line, "body": comment.body}
    return entry if anchor.start is None else {**entry, "start_line": anchor.start, "start_side": anchor.side}


def _bring_up_to_date(client: Client, pull: PullRequest, plan: Plan, review: Review, look: Look) -> None:
    for thread, body in plan.rewritten:
        with _unless_gone(client, pull, thread, look):
            _rewrite(client, pull, thread, body)
    for thread in plan.shown:
        with _unless_gone(client, pull, thread, look):
            _again(client, SHOW, {"subjectId": thread.node})
    for thread in plan.hidden:
        with _unless_gone(client, pull, thread, look):
            _hide(client, pull, thread, mark_fixed(thread.body, look.language, review.head))


@contextmanager
def _unless_gone(client: Client, pull: PullRequest, thread: OwnThread, look: Look) -> Iterator[None]:
    """What is refused since somebody removed the comment meanwhile needs no writing any more."""
    try:
        yield
    except NotAllowed:
        if any(each.id == thread.id for each in read_pull(client, pull.repository, pull.number, key=look.key).threads):
            raise


def _hide(client: Client, pull: PullRequest, thread: OwnThread, instead: str) -> None:
    """Hide the thread's comment; `instead` is its text where that is not allowed."""
    try:
        _again(client, HIDE, {"subjectId": thread.node, "classifier": HIDDEN_BY_US.upper()})
    except NotAllowed:
        _rewrite(client, pull, thread, instead)


def _rewrite(client: Client, pull: PullRequest, thread: OwnThread, body: str) -> None:
    path = f"/repos/{pull.repository}/pulls/comments/{thread.id}"
    once(client, lambda: bool(client.write("PATCH", path, {"body": body})), lambda: None)


def _again(client: Client, mutation: str, about: dict[str, str]) -> None:
    """A mutation that may be sent any number of times."""
    once(client, lambda: bool(client.mutate(mutation, {"input": about})), lambda: None)


def _unseen(fresh: tuple[Finding, ...], diff: PullDiff) -> Iterator[str]:
    for finding in fresh:
        answers = [(place, diff.can_comment(place)) for place in finding.places]
        if not any(answer for _, answer in answers):
            yield from (place.span.path for place, answer in answers if answer is None)
