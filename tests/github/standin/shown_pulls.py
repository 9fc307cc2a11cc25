"""Pull requests, their files and commits as the API tells them."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.github.standin.diffs import FileDiff
from tests.github.standin.git import Commit, Person
from tests.github.standin.shown_accounts import repository, user

if TYPE_CHECKING:
    from tests.github.standin.pull import PullRequest
    from tests.github.standin.repository import Repository

LINKS = {
    "self": "/pulls/{number}",
    "issue": "/issues/{number}",
    "comments": "/issues/{number}/comments",
    "review_comments": "/pulls/{number}/comments",
    "review_comment": "/pulls/comments{{/number}}",
    "commits": "/pulls/{number}/commits",
    "statuses": "/statuses/{head}",
}


def association(shown: "Repository", login: str) -> str:
    if login == shown.owner:
        return "OWNER"
    return "COLLABORATOR" if login in shown.collaborators else "NONE" if login.endswith("[bot]") else "CONTRIBUTOR"


def pull_request(pull: "PullRequest", *, event: bool = False) -> dict[str, Any]:
    """A `pull-request`; in an event it is the same with fewer guesses about merging."""
    own, world = pull.repository.api_url, pull.world
    links = {name: own + form.format(number=pull.number, head=pull.head) for name, form in LINKS.items()}
    return {
        "url": links["self"],
        "id": pull.id,
        "node_id": pull.node_id,
        "html_url": pull.url,
        "diff_url": f"{pull.url}.diff",
        "patch_url": f"{pull.url}.patch",
        "issue_url": links["issue"],
        "number": pull.number,
        "state": pull.state,
        "locked": False,
        "active_lock_reason": None,
        "title": pull.title,
        "user": user(world, pull.login),
        "body": pull.body,
        "created_at": pull.created_at,
        "updated_at": pull.updated_at,
        "closed_at": pull.closed_at,
        "merged_at": pull.merged_at,
        "merge_commit_sha": pull.test_merge,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "labels": [],
        "milestone": None,
        "draft": pull.draft,
        "commits_url": links["commits"],
        "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"],
        "comments_url": links["comments"],
        "statuses_url": links["statuses"],
        "head": _end(pull.head_repository, pull.head_branch, pull.head),
        "base": _end(pull.repository, pull.base_branch, pull.base),
        "_links": {**{name: {"href": href} for name, href in links.items()}, "html": {"href": pull.url}},
        **_merging(pull, event=event),
        **_counts(pull),
    }


def _merging(pull: "PullRequest", *, event: bool) -> dict[str, Any]:
    """What GitHub says about merging; it has not thought about it yet when it sends an event."""
    mergeable = None if event else pull.test_merge is not None
    state = "unknown" if event else "draft" if pull.draft else "clean" if mergeable else "dirty"
    return {
        "author_association": association(pull.repository, pull.login),
        "auto_merge": None,
        "merged": pull.merged_at is not None,
        "mergeable": mergeable,
        "rebaseable": mergeable,
        "mergeable_state": state,
        "merged_by": None,
        "maintainer_can_modify": pull.is_fork,
    }


def _counts(pull: "PullRequest") -> dict[str, int]:
    files = pull.files
    return {
        "comments": len(pull.comments),
        "review_comments": sum(len(thread.comments) for thread in pull.threads if not thread.is_pending),
        "commits": len(pull.commits()),
        "additions": sum(file.additions for file in files),
        "deletions": sum(file.deletions for file in files),
        "changed_files": len(files),
    }


def diff_entry(shown: "Repository", file: FileDiff, commit: str) -> dict[str, Any]:
    """A `diff-entry`: `patch` is left out where GitHub shows none."""
    path = quote(file.path)
    told: dict[str, Any] = {
        "sha": file.sha,
        "filename": file.path,
        "status": file.status,
        "additions": file.additions,
        "deletions": file.deletions,
        "changes": file.additions + file.deletions,
        "blob_url": f"{shown.html_url}/blob/{commit}/{path}",
        "raw_url": f"{shown.html_url}/raw/{commit}/{path}",
        "contents_url": f"{shown.api_url}/contents/{path}?ref={commit}",
    }
    if file.patch is not None:
        told["patch"] = file.patch
    if file.previous is not None:
        told["previous_filename"] = file.previous
    return told


def commit(shown: "Repository", told: Commit) -> dict[str, Any]:
    """A `commit`, without its files."""
    own = f"{shown.api_url}/commits/{told.sha}"
    return {
        "sha": told.sha,
        "node_id": f"C_kwDO{told.sha[:14]}",
        "commit": {
            "url": f"{shown.api_url}/git/commits/{told.sha}",
            "author": _git_user(told.author),
            "committer": _git_user(told.committer),
            "message": told.message,
            "tree": {"sha": told.tree, "url": f"{shown.api_url}/git/trees/{told.tree}"},
            "comment_count": 0,
            "verification": {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None},
        },
        "url": own,
        "html_url": f"{shown.html_url}/commit/{told.sha}",
        "comments_url": f"{own}/comments",
        "author": _account(shown, told.author),
        "committer": _account(shown, told.committer),
        "parents": [
            {"sha": sha, "url": f"{shown.api_url}/commits/{sha}", "html_url": f"{shown.html_url}/commit/{sha}"} for sha in told.parents
        ],
    }


def pull_minimal(pull: "PullRequest") -> dict[str, Any]:
    """A `pull-request-minimal`, as check runs hold it."""

    def end(shown: "Repository", branch: str, sha: str) -> dict[str, Any]:
        return {"ref": branch, "sha": sha, "repo": {"id": shown.id, "url": shown.api_url, "name": shown.name}}

    head, base = end(pull.head_repository, pull.head_branch, pull.head), end(pull.repository, pull.base_branch, pull.base)
    return {"id": pull.id, "number": pull.number, "url": f"{pull.repository.api_url}/pulls/{pull.number}", "head": head, "base": base}


def _end(shown: "Repository", branch: str, sha: str) -> dict[str, Any]:
    return {
        "label": f"{shown.owner}:{branch}",
        "ref": branch,
        "sha": sha,
        "user": user(shown.world, shown.owner),
        "repo": repository(shown),
    }


def _git_user(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email, "date": person.when}


def _account(shown: "Repository", person: Person) -> dict[str, Any] | None:
    """GitHub knows the account by the e-mail address; its own commits have none here."""
    return user(shown.world, person.name) if person.name in shown.world.users else None
