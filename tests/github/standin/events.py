"""Payloads of events, as webhooks carry them and as a workflow's event file holds them."""

from typing import TYPE_CHECKING, Any

from tests.github.standin import shown_accounts, shown_comments, shown_pulls

if TYPE_CHECKING:
    from tests.github.standin.apps import Installation
    from tests.github.standin.checks import CheckRun
    from tests.github.standin.git import Commit
    from tests.github.standin.pull import IssueComment, PullRequest
    from tests.github.standin.repository import Repository
    from tests.github.standin.world import World

Payload = dict[str, Any]
ZEROS = "0" * 40
# What GitHub tells of a repository in some payloads, where a number is no text.
NO_REACTIONS: list[tuple[int, str, str]] = []


def checked(world: "World", name: str, payload: Payload) -> Payload:
    """The payload; held against GitHub's description, where one is there."""
    if world.contract is not None:
        world.contract.check_event(name, payload)
    return payload


def pull_request(pull: "PullRequest", action: str, *, login: str | None, before: str | None, changes: Any) -> Payload:
    more: Payload = {}
    if action == "synchronize":
        more = {"before": before or ZEROS, "after": pull.head}
    if action == "edited":
        more = {"changes": changes or {}}
    told = {"action": action, "number": pull.number, "pull_request": shown_pulls.pull_request(pull, event=True), **more}
    return checked(pull.world, "pull_request", told | _place(pull.repository, login or pull.login))


def issue_comment(pull: "PullRequest", action: str, comment: "IssueComment", *, login: str | None, was: str | None) -> Payload:
    more = {"changes": {"body": {"from": was}} if was is not None else {}} if action == "edited" else {}
    told = {"action": action, "issue": _issue(pull), "comment": shown_comments.issue_comment(comment), **more}
    return checked(pull.world, "issue_comment", told | _place(pull.repository, login or comment.login))


def push(repository: "Repository", branch: str, *, before: str | None, after: str | None, login: str | None) -> Payload:
    """`before` of zeros: a new branch; `after` of zeros: a deleted one; neither named: the branch's last commit came."""
    after = after or repository.branch(branch)
    tip = repository.bare.commit(after) if after != ZEROS else None
    before = before or (tip.parents[0] if tip and tip.parents else ZEROS)
    commits = repository.bare.between(before, after) if tip and before != ZEROS else ()
    who = login or repository.owner
    told = {
        "ref": f"refs/heads/{branch}",
        "before": before,
        "after": after,
        "created": before == ZEROS,
        "deleted": tip is None,
        "forced": bool(tip) and before != ZEROS and repository.bare.merge_base(before, after) != before,
        "base_ref": None,
        "compare": f"{repository.html_url}/compare/{before[:12]}...{after[:12]}",
        "commits": [_pushed(repository, repository.bare.commit(sha)) for sha in commits],
        "head_commit": _pushed(repository, tip) if tip else None,
        "pusher": {"name": who, "email": f"{who}@users.noreply.github.com"},
    }
    place = _place(repository, who)
    place["repository"]["owner"] |= {"name": repository.owner, "email": None}
    place["repository"] |= {"stargazers": 0, "master_branch": repository.default_branch}
    return checked(repository.world, "push", told | place)


def merge_group(repository: "Repository", pull: "PullRequest", action: str) -> Payload:
    """Of the newest branch that the merge queue made for the pull request."""
    branch = repository.queued[pull.number]
    head = repository.bare.commit(repository.branch(branch))
    group = {
        "head_sha": head.sha,
        "head_ref": f"refs/heads/{branch}",
        "base_sha": head.parents[0],
        "base_ref": f"refs/heads/{pull.base_branch}",
        "head_commit": _simple(head),
    }
    reason = {"reason": "merged"} if action == "destroyed" else {}
    told = {"action": action, "merge_group": group, **reason}
    return checked(repository.world, "merge_group", told | _place(repository, "github-merge-queue[bot]"))


def workflow_dispatch(repository: "Repository", inputs: dict[str, str], *, branch: str, login: str | None) -> Payload:
    told = {"inputs": inputs, "ref": f"refs/heads/{branch}", "workflow": ".github/workflows/review.yml"}
    return checked(repository.world, "workflow_dispatch", told | _place(repository, login or repository.owner))


def check_run(repository: "Repository", check: "CheckRun", action: str, *, login: str, identifier: str | None = None) -> Payload:
    """`rerequested`, or `requested_action` with the identifier of the button that was pressed."""
    told: Payload = {"action": action, "check_run": shown_comments.check_run(repository, check)}
    told["check_run"]["check_suite"] = _suite(repository, check)
    if identifier is not None:
        told["requested_action"] = {"identifier": identifier}
    return checked(repository.world, "check_run", told | _place(repository, login))


def check_suite(repository: "Repository", check: "CheckRun", action: str = "rerequested", *, login: str) -> Payload:
    own = f"{repository.api_url}/check-suites/{check.suite}"
    commit = repository.bare.commit(check.head_sha)
    suite = _suite(repository, check) | {
        "url": own,
        "check_runs_url": f"{own}/check-runs",
        "latest_check_runs_count": 1,
        "head_commit": _simple(commit),
        "rerequestable": True,
        "runs_rerequestable": True,
    }
    return checked(repository.world, "check_suite", {"action": action, "check_suite": suite} | _place(repository, login))


def installation(told: "Installation", action: str, *, login: str) -> Payload:
    """`created`, `deleted`, `suspend`, …"""
    names = [
        {"id": one.id, "node_id": one.node_id, "name": one.name, "full_name": one.full_name, "private": one.private}
        for one in told.repositories
    ]
    world = told.world
    payload = {
        "action": action,
        "installation": shown_accounts.installation(told),
        "repositories": names,
        "sender": shown_accounts.user(world, login),
    }
    return checked(world, "installation", payload | ({"requester": None} if action == "created" else {}))


def ping(world: "World", hook: int, events: tuple[str, ...]) -> Payload:
    config = {"content_type": "json", "insecure_ssl": "0", "url": "https://example.org/webhooks"}
    moment = world.now()
    told = {
        "type": "App",
        "id": hook,
        "name": "web",
        "active": True,
        "events": list(events),
        "config": config,
        "created_at": moment,
        "updated_at": moment,
    }
    return checked(world, "ping", {"zen": "Keep it logically awesome.", "hook_id": hook, "hook": told})


def _place(repository: "Repository", login: str) -> Payload:
    return {"repository": shown_accounts.repository(repository), "sender": shown_accounts.user(repository.world, login)}


def _issue(pull: "PullRequest") -> Payload:
    """A pull request seen as an issue; the key `pull_request` says that it is one."""
    own = f"{pull.repository.api_url}/issues/{pull.number}"
    page = {
        "url": f"{pull.repository.api_url}/pulls/{pull.number}",
        "html_url": pull.url,
        "diff_url": f"{pull.url}.diff",
        "patch_url": f"{pull.url}.patch",
    }
    return {
        "url": own,
        "repository_url": pull.repository.api_url,
        "labels_url": f"{own}/labels{{/name}}",
        "comments_url": f"{own}/comments",
        "events_url": f"{own}/events",
        "html_url": pull.url,
        "id": pull.id,
        "node_id": pull.node_id,
        "number": pull.number,
        "title": pull.title,
        "user": shown_accounts.user(pull.world, pull.login),
        "labels": [],
        "state": pull.state,
        "locked": False,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": len(pull.comments),
        "created_at": pull.created_at,
        "updated_at": pull.updated_at,
        "closed_at": pull.closed_at,
        "author_association": shown_pulls.association(pull.repository, pull.login),
        "active_lock_reason": None,
        "draft": pull.draft,
        "pull_request": page | {"merged_at": pull.merged_at},
        "body": pull.body,
        "reactions": shown_comments.reactions(own, NO_REACTIONS),
        "timeline_url": f"{own}/timeline",
        "performed_via_github_app": None,
        "state_reason": None,
    }


def _pushed(repository: "Repository", told: "Commit") -> Payload:
    who = {"author": told.author, "committer": told.committer}
    return {
        "id": told.sha,
        "tree_id": told.tree,
        "distinct": True,
        "message": told.message,
        "timestamp": told.committer.when,
        "url": f"{repository.html_url}/commit/{told.sha}",
        **{role: {"name": person.name, "email": person.email, "username": person.name} for role, person in who.items()},
        "added": [],
        "removed": [],
        "modified": [],
    }


def _simple(told: "Commit") -> Payload:
    """A `simple-commit`."""
    people = {
        role: {"name": person.name, "email": person.email} for role, person in (("author", told.author), ("committer", told.committer))
    }
    return {"id": told.sha, "tree_id": told.tree, "message": told.message, "timestamp": told.committer.when, **people}


def _suite(repository: "Repository", check: "CheckRun") -> Payload:
    moment = check.started_at or repository.world.now()
    return {
        "id": check.suite,
        "node_id": f"CS_{check.suite}",
        "head_branch": next((pull.head_branch for pull in repository.pulls.values() if pull.head == check.head_sha), None),
        "head_sha": check.head_sha,
        "status": check.status,
        "conclusion": check.conclusion,
        "url": f"{repository.api_url}/check-suites/{check.suite}",
        "before": ZEROS,
        "after": check.head_sha,
        "pull_requests": [],
        "app": shown_accounts.app(repository.world, check.app),
        "created_at": moment,
        "updated_at": moment,
    }
