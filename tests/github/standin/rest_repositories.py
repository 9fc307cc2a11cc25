"""Repositories, commits, trees, files, comparisons and permissions over REST."""

import base64
from typing import Any
from urllib.parse import quote

from tests.github.standin.access import read_rate
from tests.github.standin.calls import Answer, Call, RefusedError, Route, not_found
from tests.github.standin.diffs import compare
from tests.github.standin.git import Bare, Entry
from tests.github.standin.repository import Repository
from tests.github.standin.shown_accounts import full_repository, user
from tests.github.standin.shown_pulls import commit, diff_entry

MAX_COMPARED = 300
KINDS = {"blob": "file", "tree": "dir", "commit": "submodule"}


def routes() -> tuple[Route, ...]:
    one = "/repos/{owner}/{repo}"
    return (
        Route("GET", one, lambda call: Answer(200, full_repository(call.repo))),
        Route("GET", f"{one}/compare/{{basehead*}}", compare_commits, needs=("contents",)),
        Route("GET", f"{one}/commits/{{ref*}}", read_commit, needs=("contents",)),
        Route("GET", f"{one}/git/trees/{{tree_sha}}", read_tree, needs=("contents",)),
        Route("GET", f"{one}/contents/{{path*}}", read_contents, needs=("contents",)),
        Route("GET", f"{one}/collaborators/{{username}}/permission", read_permission, caller="token"),
        Route("GET", "/user", read_user, caller="token"),
        Route("GET", "/rate_limit", read_rate),
    )


def resolved(call: Call, name: str) -> str:
    """The commit that a ref names.

    Raises:
        RefusedError: there is none.
    """
    sha = call.repo.bare.resolve(name)
    if sha is None:
        raise RefusedError(422, f"No commit found for SHA: {name}")
    return sha


def read_commit(call: Call) -> Answer:
    bare = call.repo.bare
    told = bare.commit(resolved(call, call.parameters["ref"]))
    parent = told.parents[0] if told.parents else empty_tree(bare)
    files = compare(bare, parent, told.sha)
    added, removed = sum(file.additions for file in files), sum(file.deletions for file in files)
    stats = {"total": added + removed, "additions": added, "deletions": removed}
    return Answer(200, commit(call.repo, told) | {"stats": stats, "files": [diff_entry(call.repo, file, told.sha) for file in files]})


def empty_tree(bare: Bare) -> str:
    """The tree without files, which git knows without having it."""
    return bare.run("hash-object", "-t", "tree", "-w", "--stdin").decode().strip()


def compare_commits(call: Call) -> Answer:
    """Three dots: what head has since the merge base."""
    names = call.parameters["basehead"].split("...")
    if len(names) != 2:
        raise not_found()
    bare = call.repo.bare
    base, head = (_named(call.repo, name) for name in names)
    fork = bare.merge_base(base, head)
    if fork is None:
        raise RefusedError(404, f"No common ancestor between {names[0]} and {names[1]}.")
    ahead, behind = bare.between(base, head), bare.between(head, base)
    own = f"{call.repo.html_url}/compare/{names[0]}...{names[1]}"
    body = {
        "url": f"{call.repo.api_url}/compare/{names[0]}...{names[1]}",
        "html_url": own,
        "permalink_url": own,
        "diff_url": f"{own}.diff",
        "patch_url": f"{own}.patch",
        "base_commit": commit(call.repo, bare.commit(base)),
        "merge_base_commit": commit(call.repo, bare.commit(fork)),
        "status": _relation(len(ahead), len(behind)),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [commit(call.repo, bare.commit(sha)) for sha in ahead[:250]],
        "files": [diff_entry(call.repo, file, head) for file in compare(bare, fork, head)[:MAX_COMPARED]],
    }
    return Answer(200, body)


def _relation(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    return "ahead" if ahead else "behind" if behind else "identical"


def _named(repository: Repository, name: str) -> str:
    """A ref, or `owner:branch` in the same network."""
    owner, _, branch = name.rpartition(":")
    other = repository.world.find_repository(f"{owner}/{repository.name}") if owner else repository
    sha = other.bare.resolve(branch) if other else None
    if sha is None:
        raise not_found()
    return sha


def read_tree(call: Call) -> Answer:
    bare, name = call.repo.bare, call.parameters["tree_sha"]
    recursive = "recursive" in call.request.query
    done = bare.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", f"{bare.resolve(name) or name}^{{tree}}")
    if done.returncode:
        raise not_found()
    sha = done.stdout.decode().strip()
    own = f"{call.repo.api_url}/git"
    rows = [_tree_row(own, entry) for entry in bare.list_tree(sha, recursive=recursive)]
    return Answer(200, {"sha": sha, "url": f"{own}/trees/{sha}", "tree": rows, "truncated": False})


def _tree_row(own: str, entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        "path": entry.path,
        "mode": entry.mode,
        "type": entry.kind,
        "sha": entry.sha,
        "url": f"{own}/{entry.kind}s/{entry.sha}",
    }
    return row | ({"size": entry.size} if entry.size is not None else {})


def read_contents(call: Call) -> Answer:
    """A file with its text, or a folder's entries; links are told as what they are."""
    ref = call.request.query.get("ref", call.repo.default_branch)
    sha, path = call.repo.bare.resolve(ref), call.parameters["path"].strip("/")
    if sha is None:
        raise RefusedError(404, f"No commit found for the ref {ref}")
    listed = call.repo.bare.list_tree(sha, recursive=True)
    inside = [entry for entry in listed if entry.path.rpartition("/")[0] == path]
    found = next((entry for entry in listed if entry.path == path), None)
    if found and found.kind == "blob":
        data = call.repo.bare.blob(found.sha)
        text = base64.encodebytes(data).decode() if len(data) <= 1_000_000 else ""
        return Answer(200, _content(call, found, ref) | {"encoding": "base64" if text or not data else "none", "content": text})
    if not inside:
        raise not_found()
    return Answer(200, [_content(call, entry, ref) for entry in inside])


def _content(call: Call, entry: Entry, ref: str) -> dict[str, Any]:
    path, repository = quote(entry.path), call.repo
    own, page = f"{repository.api_url}/contents/{path}?ref={ref}", f"{repository.html_url}/blob/{ref}/{path}"
    git = f"{repository.api_url}/git/{entry.kind}s/{entry.sha}"
    return {
        "name": entry.path.rpartition("/")[2],
        "path": entry.path,
        "sha": entry.sha,
        "size": entry.size or 0,
        "url": own,
        "html_url": page,
        "git_url": git,
        "download_url": f"{repository.html_url}/raw/{ref}/{path}" if entry.kind == "blob" else None,
        "type": KINDS[entry.kind],
        "_links": {"self": own, "git": git, "html": page},
    }


def read_permission(call: Call) -> Answer:
    """`permission` knows four words only: maintain counts as write, triage as read; `role_name` has the true one."""
    login = call.parameters["username"]
    if call.token is None or not call.token.covers(call.repo):
        raise RefusedError(403, "Must have push access to view collaborator permission.")
    if login not in call.world.users:
        raise RefusedError(404, f"{login} is not a user")
    role = call.repo.permission_of(login)
    coarse = {"maintain": "write", "triage": "read"}.get(role, role)
    return Answer(200, {"permission": coarse, "role_name": role, "user": user(call.world, login) | {"role_name": role}})


def read_user(call: Call) -> Answer:
    if call.token is None or call.token.app:
        raise RefusedError(403, "Resource not accessible by integration")
    counts = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    blank = dict.fromkeys(("name", "company", "blog", "location", "email", "hireable", "bio"))
    moment = call.world.now()
    return Answer(200, user(call.world, call.login) | counts | blank | {"created_at": moment, "updated_at": moment})
