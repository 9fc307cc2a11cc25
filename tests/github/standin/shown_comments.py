"""Comments, reviews and check runs as the API tells them."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.github.standin.checks import CheckRun
from tests.github.standin.review import Review, ReviewComment
from tests.github.standin.shown_accounts import app, user
from tests.github.standin.shown_pulls import association, pull_minimal

if TYPE_CHECKING:
    from tests.github.standin.pull import IssueComment, PullRequest
    from tests.github.standin.repository import Repository

REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


def issue_comment(comment: "IssueComment") -> dict[str, Any]:
    """An `issue-comment`."""
    pull = comment.pull
    own = f"{pull.repository.api_url}/issues/comments/{comment.id}"
    return {
        "url": own,
        "html_url": comment_page(comment),
        "issue_url": f"{pull.repository.api_url}/issues/{pull.number}",
        "id": comment.id,
        "node_id": comment.node_id,
        "user": user(pull.world, comment.login),
        "created_at": comment.created_at,
        "updated_at": comment.updated_at,
        "author_association": association(pull.repository, comment.login),
        "body": comment.body,
        "reactions": reactions(own, comment.reactions),
        "performed_via_github_app": app(pull.world, comment.app) if comment.app else None,
    }


def comment_page(comment: "IssueComment") -> str:
    return f"{comment.pull.url}#issuecomment-{comment.id}"


def review_comment_page(comment: ReviewComment) -> str:
    return f"{comment.thread.pull.url}#discussion_r{comment.id}"


def reactions(own: str, given: list[tuple[int, str, str]]) -> dict[str, Any]:
    """A `reaction-rollup`."""
    counts = {word: sum(content == word for _, _, content in given) for word in REACTIONS}
    return {"url": f"{own}/reactions", "total_count": len(given), **counts}


def review(pull: "PullRequest", shown: Review) -> dict[str, Any]:
    """A `pull-request-review`."""
    page, own = f"{pull.url}#pullrequestreview-{shown.id}", f"{pull.repository.api_url}/pulls/{pull.number}"
    told = {
        "id": shown.id,
        "node_id": shown.node_id,
        "user": user(pull.world, shown.login),
        "body": shown.body,
        "state": shown.state,
        "html_url": page,
        "pull_request_url": own,
        "author_association": association(pull.repository, shown.login),
        "_links": {"html": {"href": page}, "pull_request": {"href": own}},
        "commit_id": shown.commit,
    }
    return told | ({"submitted_at": shown.submitted_at} if shown.submitted_at else {})


def review_comment(comment: ReviewComment) -> dict[str, Any]:
    """A `pull-request-review-comment`; places that the diff does not show any more are null."""
    thread, pull = comment.thread, comment.thread.pull
    own = f"{pull.repository.api_url}/pulls/comments/{comment.id}"
    pull_url, page = f"{pull.repository.api_url}/pulls/{pull.number}", review_comment_page(comment)
    spot, original = thread.spot, thread.original
    told = {
        "url": own,
        "pull_request_review_id": comment.review.id,
        "id": comment.id,
        "node_id": comment.node_id,
        "diff_hunk": thread.diff_hunk,
        "path": spot.path if spot else original.path,
        "commit_id": pull.head if spot else thread.original_commit,
        "original_commit_id": thread.original_commit,
        "user": user(pull.world, comment.login),
        "body": comment.body,
        "created_at": comment.created_at,
        "updated_at": comment.updated_at,
        "html_url": page,
        "pull_request_url": pull_url,
        "author_association": association(pull.repository, comment.login),
        "_links": {"self": {"href": own}, "html": {"href": page}, "pull_request": {"href": pull_url}},
        "start_line": spot.start_line if spot else None,
        "original_start_line": original.start_line,
        "start_side": original.start_side if original.start_line else None,
        "side": original.side,
        "original_position": thread.original_position,
        "position": thread.position,
        "subject_type": thread.subject_type,
        "reactions": reactions(own, []),
    }
    if original.line is not None:
        told |= {"line": spot.line if spot else None, "original_line": original.line}
    return told | ({"in_reply_to_id": comment.reply_to} if comment.reply_to else {})


def check_run(shown: "Repository", check: CheckRun) -> dict[str, Any]:
    """A `check-run`."""
    own, page = f"{shown.api_url}/check-runs/{check.id}", f"{shown.html_url}/runs/{check.id}"
    return {
        "id": check.id,
        "node_id": check.node_id,
        "name": check.name,
        "head_sha": check.head_sha,
        "external_id": check.external_id or "",
        "url": own,
        "html_url": page,
        "details_url": check.details_url or page,
        "status": check.status,
        "conclusion": check.conclusion,
        "started_at": check.started_at,
        "completed_at": check.completed_at,
        "output": {
            "title": check.title,
            "summary": check.summary,
            "text": check.text,
            "annotations_count": len(check.annotations),
            "annotations_url": f"{own}/annotations",
        },
        "check_suite": {"id": check.suite},
        "app": app(shown.world, check.app),
        "pull_requests": [pull_minimal(pull) for pull in shown.pulls.values() if pull.head == check.head_sha and not pull.is_fork],
    }


def annotation(shown: "Repository", check: CheckRun, given: dict[str, Any]) -> dict[str, Any]:
    """A `check-annotation`."""
    names = ("path", "start_line", "end_line", "start_column", "end_column", "annotation_level", "title", "message", "raw_details")
    return {name: given.get(name) for name in names} | {"blob_href": f"{shown.html_url}/blob/{check.head_sha}/{quote(given['path'])}"}
