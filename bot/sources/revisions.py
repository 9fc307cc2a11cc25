"""Which commits are compared: names resolved to commit ids, the merge base, and the default base branch."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.errors import SourceError
from bot.sources.git import run_git, try_git


def repository_root(path: Path) -> Path:
    """The top folder of the work tree that `path` lies in; of a bare repository, its own folder.

    Raises:
        SourceError: `path` does not exist or lies in no repository.
    """
    folder = path if path.is_dir() else path.parent
    bare = run_git(folder, "rev-parse", "--is-bare-repository").strip() == b"true"
    answer = run_git(folder, "rev-parse", "--absolute-git-dir" if bare else "--show-toplevel")
    return Path(answer.decode("utf-8", "surrogateescape").removesuffix("\n"))


def resolve(repository: Path, revision: str) -> str:
    """The full id of the commit that a branch, tag, `HEAD~2` or abbreviated id names.

    Raises:
        SourceError: there is no such commit here.
    """
    found = _commit(repository, revision)
    if found is None:
        run_git(repository, "rev-parse", "--git-dir")
        raise SourceError(f"{revision}: no such commit in {repository}{_missing_remedy(repository)}")
    return found


def merge_base(repository: Path, a: str, b: str) -> str:
    """The full id of the newest commit that both histories share: what a pull request's head is compared with.

    Raises:
        SourceError: a commit is missing, or the history here does not reach back to a common one.
    """
    first, second = resolve(repository, a), resolve(repository, b)
    done = try_git(repository, "merge-base", first, second)
    if done.returncode:
        raise SourceError(f"{a} and {b} share no commit in {repository}{_missing_remedy(repository)}")
    return done.stdout.split()[0].decode()


def default_base(repository: Path, env: Mapping[str, str]) -> str:
    """The branch a change is compared with when nobody says: `$GITHUB_BASE_REF`, `origin/HEAD`, `main`, `master`, the first that exists.

    `env` is the environment to look in. Each name is tried as the remote's branch first: a checked-out pull request has no local one.

    Raises:
        SourceError: none of them exists.
    """
    for name in _base_names(env):
        if _commit(repository, name):
            return name
    run_git(repository, "rev-parse", "--git-dir")
    tried = ", ".join(dict.fromkeys(_base_names(env)))
    raise SourceError(f"no base branch found in {repository} (tried {tried}); name one with --base{_missing_remedy(repository)}")


def _base_names(env: Mapping[str, str]) -> Iterator[str]:
    if wanted := env.get("GITHUB_BASE_REF"):
        yield from (f"origin/{wanted}", wanted)
    yield "origin/HEAD"
    for name in ("main", "master"):
        yield from (name, f"origin/{name}")


def _commit(repository: Path, revision: str) -> str | None:
    # A name that starts with a dash would be read as an option; git allows no such branch.
    if not revision or revision.startswith("-") or "\0" in revision:
        return None
    done = try_git(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return done.stdout.decode().strip() or None if done.returncode == 0 else None


def _missing_remedy(repository: Path) -> str:
    if not try_git(repository, "rev-list", "--all", "--max-count=1").stdout:
        return "; it has no commit yet: make one, or compare two folders with --before and --after"
    shallow = try_git(repository, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    if shallow:
        return "; this is a shallow clone: fetch its history (git fetch --unshallow; with actions/checkout: fetch-depth: 0)"
    return "; fetch it first (git fetch origin)"
