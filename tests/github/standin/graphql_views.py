"""The stand-in's objects as GraphQL sees them: plain values at once, everything dear when it is asked for."""

from datetime import timedelta
from functools import partial
from typing import Any

from tests.github.standin.calls import Call
from tests.github.standin.diffs import FileDiff
from tests.github.standin.graphql_pages import DeniedError, View, connection
from tests.github.standin.pull import IssueComment, PullRequest
from tests.github.standin.repository import Repository
from tests.github.standin.review import Review, ReviewComment, Thread
from tests.github.standin.shown_comments import comment_page, review_comment_page
from tests.github.standin.world import timestamp

CHANGES = {"added": "ADDED", "removed": "DELETED", "modified": "MODIFIED", "renamed": "RENAMED", "copied": "COPIED", "changed": "CHANGED"}
READS = ("pull_requests", "issues")


def fields_of_query(call: Call) -> View:
    """The root of a query."""
    return {
        "viewer": lambda _info: person(call, call.login) | {"__typename": "User"},
        "repository": partial(_repository, call),
        "node": partial(_node, call),
        "rateLimit": lambda _info, **_given: _rate(call),
    }


def _repository(call: Call, _info: Any, owner: str, name: str, **_given: Any) -> View:
    found = call.world.find_repository(f"{owner}/{name}")
    if found is None or not _visible(call, found):
        raise DeniedError("NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return repository(call, found)


def _node(call: Call, _info: Any, id: str) -> View | None:  # noqa: A002 -- GraphQL's name
    thing = call.world.nodes.get(id)
    if thing is None:
        raise DeniedError("NOT_FOUND", f"Could not resolve to a node with the global id of '{id}'")
    if not isinstance(thing, Repository):
        pull_of(call, thing)
    return view(call, thing)


def _visible(call: Call, found: Repository) -> bool:
    return not found.private or (call.token is not None and call.token.covers(found))


def pull_of(call: Call, thing: Any) -> PullRequest:
    """The pull request that something belongs to.

    Raises:
        DeniedError: the caller does not see it.
    """
    match thing:
        case IssueComment() | Thread():
            pull = thing.pull
        case ReviewComment():
            pull = thing.thread.pull
        case Review():
            pull = next(pull for one in call.world.repositories.values() for pull in one.pulls.values() if thing in pull.reviews)
        case PullRequest():
            pull = thing
        case _:
            raise DeniedError("NOT_FOUND", "Could not resolve to a node.")
    if not _visible(call, pull.repository):
        raise DeniedError("NOT_FOUND", "Could not resolve to a node.")
    return pull


def view(call: Call, thing: Any) -> View:
    """Anything that has a node id."""
    match thing:
        case IssueComment():
            return issue_comment(call, thing)
        case ReviewComment():
            return review_comment(call, thing)
        case Review():
            return review(call, thing)
        case Thread():
            return thread(call, thing)
        case PullRequest():
            return pull_request(call, thing)
        case Repository():
            return repository(call, thing)
        case _:
            raise DeniedError("NOT_FOUND", "Could not resolve to a node.")


def person(call: Call, login: str) -> View:
    """An account; here an App's goes without its `[bot]`, only `viewer` keeps it."""
    account = call.world.user(login)
    is_bot = account.kind == "Bot"
    name = login.removesuffix("[bot]")
    path = f"/apps/{name}" if is_bot else f"/{name}"
    address = call.world.server_url
    return {
        "__typename": "Bot" if is_bot else "User",
        "id": account.node_id,
        "login": login,
        "databaseId": account.id,
        "url": f"{address}{path}",
        "resourcePath": path,
        "avatarUrl": f"{address}/avatars/u/{account.id}",
    }


def actor(call: Call, login: str) -> View:
    return person(call, login) | {"login": login.removesuffix("[bot]")}


def repository(call: Call, shown: Repository) -> View:
    def pull(_info: Any, number: int) -> View:
        if shown.private and call.token and not call.token.may("read", *READS):
            raise DeniedError("FORBIDDEN", call.token.not_accessible)
        if number not in shown.pulls:
            raise DeniedError("NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}.")
        return pull_request(call, shown.pulls[number])

    return {
        "__typename": "Repository",
        "id": shown.node_id,
        "databaseId": shown.id,
        "name": shown.name,
        "nameWithOwner": shown.full_name,
        "isPrivate": shown.private,
        "isFork": shown.parent is not None,
        "url": shown.html_url,
        "defaultBranchRef": branch(shown, shown.default_branch),
        "pullRequest": pull,
    }


def branch(shown: Repository, name: str) -> View | None:
    """A branch with the commit it points to now; None where it was deleted."""
    tip = shown.bare.tip(f"refs/heads/{name}")
    if tip is None:
        return None
    commit = {"__typename": "Commit", "id": f"C_{shown.node_id}_{tip}", "oid": tip}
    return {"id": f"REF_{shown.node_id}_{name}", "name": name, "prefix": "refs/heads/", "target": commit}


def pull_request(call: Call, pull: PullRequest) -> View:
    reviews = [one for one in pull.reviews if not one.is_pending or one.login == call.login]
    threads = [one for one in pull.threads if not one.is_pending or one.comments[0].login == call.login]
    return {
        "__typename": "PullRequest",
        "id": pull.node_id,
        "databaseId": pull.id,
        "fullDatabaseId": str(pull.id),
        "number": pull.number,
        "title": pull.title,
        "body": pull.body or "",
        "url": pull.url,
        "isDraft": pull.draft,
        "isCrossRepository": pull.is_fork,
        "state": "MERGED" if pull.merged_at else pull.state.upper(),
        "mergeable": "MERGEABLE" if pull.test_merge else "CONFLICTING",
        "createdAt": pull.created_at,
        "updatedAt": pull.updated_at,
        "author": actor(call, pull.login),
        "headRefOid": pull.head,
        "headRefName": pull.head_branch,
        "headRepository": lambda _info: repository(call, pull.head_repository),
        "baseRefOid": pull.base,
        "baseRefName": pull.base_branch,
        "baseRef": branch(pull.repository, pull.base_branch),
        "baseRepository": lambda _info: repository(call, pull.repository),
        "additions": lambda _info: sum(one.additions for one in pull.files),
        "deletions": lambda _info: sum(one.deletions for one in pull.files),
        "changedFiles": lambda _info: len(pull.files),
        "viewerDidAuthor": pull.login == call.login,
        "comments": lambda _info, **page: connection(call, "comments", pull.comments, issue_comment, page),
        "reviewThreads": lambda _info, **page: connection(call, "reviewThreads", threads, thread, page),
        "reviews": lambda _info, **page: connection(call, "reviews", reviews, review, page),
        "files": lambda _info, **page: connection(call, "files", pull.files, changed_file, page),
    }


def _said(call: Call, thing: IssueComment | ReviewComment | Review, pull: PullRequest) -> View:
    """What everything has that somebody wrote."""
    return {
        "id": thing.node_id,
        "databaseId": thing.id,
        "fullDatabaseId": str(thing.id),
        "author": actor(call, thing.login),
        "body": thing.body,
        "isMinimized": thing.is_minimized,
        "minimizedReason": thing.minimized_reason,
        "viewerCanMinimize": _may_write(call, pull, *READS),
        "viewerDidAuthor": thing.login == call.login,
    }


def _may_write(call: Call, pull: PullRequest, *permissions: str) -> bool:
    return call.token is not None and call.token.reaches(pull.repository, "write", *permissions)


def issue_comment(call: Call, comment: IssueComment) -> View:
    dates = {"createdAt": comment.created_at, "updatedAt": comment.updated_at, "lastEditedAt": comment.edited_at}
    more = {"__typename": "IssueComment", "url": comment_page(comment), "editor": actor(call, comment.editor) if comment.editor else None}
    return _said(call, comment, comment.pull) | dates | more


def review(call: Call, one: Review) -> View:
    pull = pull_of(call, one)
    more = {
        "__typename": "PullRequestReview",
        "state": one.state,
        "submittedAt": one.submitted_at,
        "url": f"{pull.url}#pullrequestreview-{one.id}",
    }
    return _said(call, one, pull) | more


def thread(call: Call, shown: Thread) -> View:
    settles, spot = _may_write(call, shown.pull, "contents"), shown.spot
    return {
        "__typename": "PullRequestReviewThread",
        "id": shown.node_id,
        "isResolved": shown.is_resolved,
        "isOutdated": spot is None,
        "isCollapsed": shown.is_resolved or spot is None,
        "path": spot.path if spot else shown.original.path,
        "line": spot.line if spot else None,
        "startLine": spot.start_line if spot else None,
        "originalLine": shown.original.line,
        "originalStartLine": shown.original.start_line,
        "diffSide": shown.original.side,
        "startDiffSide": shown.original.start_side if shown.original.start_line else None,
        "subjectType": shown.subject_type.upper(),
        "resolvedBy": person(call, shown.resolved_by) | {"__typename": "User"} if shown.resolved_by else None,
        "viewerCanResolve": settles and not shown.is_resolved,
        "viewerCanUnresolve": settles and shown.is_resolved,
        "viewerCanReply": _may_write(call, shown.pull, "pull_requests"),
        "comments": lambda _info, **page: connection(call, "comments", shown.comments, review_comment, page),
    }


def review_comment(call: Call, comment: ReviewComment) -> View:
    shown = comment.thread
    first = next((one for one in shown.comments if one.id == comment.reply_to), None)
    return _said(call, comment, shown.pull) | {
        "__typename": "PullRequestReviewComment",
        "url": review_comment_page(comment),
        "path": shown.path,
        "line": lambda _info: shown.line,
        "originalLine": shown.original.line,
        "diffHunk": shown.diff_hunk,
        "outdated": lambda _info: shown.is_outdated,
        "subjectType": shown.subject_type.upper(),
        "replyTo": lambda _info: review_comment(call, first) if first else None,
        "createdAt": comment.created_at,
        "updatedAt": comment.updated_at,
    }


def changed_file(call: Call, file: FileDiff) -> View:
    del call
    return {"path": file.path, "additions": file.additions, "deletions": file.deletions, "changeType": CHANGES[file.status]}


def _rate(call: Call) -> View | None:
    if call.token is None:
        return None
    used, limit = call.token.used["graphql"], call.token.limit
    reset = timestamp(call.world.clock() + timedelta(hours=1))
    return {"cost": 1, "limit": limit, "nodeCount": 0, "remaining": limit - used, "resetAt": reset, "used": used}
