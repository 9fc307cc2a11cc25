"""Commits that a checkout lacks, fetched by their ids: one request, nothing is checked out and no branch moves."""

import base64
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SourceError
from bot.sources.git import TIMEOUT, run_git, try_git

ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")  # SHA-1 or SHA-256
LOGIN = "AUTHORIZATION: basic "
REMEDY = "use fetch-depth: 0 in actions/checkout, or fetch it before"


def fetch_commits(repository: Path, wanted: Iterable[str], *, token: str | None, server: str) -> None:
    """Fetch those of the commits (full ids) that are not here, from the remote `origin`, without their history in a shallow clone.

    `token` reaches git by environment only, and only where `origin` is on `server` (`https://github.com`) and the checkout has no
    credentials of its own for it.

    Raises:
        SourceError: the remote does not have one of them, or does not let us in.
    """
    ids = tuple(dict.fromkeys(wanted))
    if strange := next((one for one in ids if not ID.fullmatch(one)), None):
        raise SourceError(f"{strange}: not a full commit id")
    missing = tuple(one for one in ids if not has_commit(repository, one))
    depth = ("--depth=1",) if missing and is_shallow(repository) else ()
    access = partial(_credentials, repository, token, server)
    _fetch(repository, missing, *depth, access=access)
    if _is_partial(repository):
        # Such a clone has commits without their files, and git_environment() forbids to fetch these one by one.
        _fetch(repository, _missing_files(repository, ids), "--filter=blob:none", access=access)


def open_cache(folder: Path, address: str) -> Path:
    """A bare repository for `fetch_commits`, made where there is none yet: it holds single commits without their history.

    Raises:
        SourceError: it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _remove_locks(folder)
    if not (folder / "HEAD").is_file():
        run_git(folder, "init", "--quiet", "--bare", "--template=", ".")
    for name, value in (("url", address), ("promisor", "true"), ("partialclonefilter", "blob:none")):
        run_git(folder, "config", f"remote.origin.{name}", value)
    # Whoever is asked may not send us to somebody else; the address is the newest there is.
    run_git(folder, "config", "http.followRedirects", "false")
    # This makes a repository shallow that has no commit yet.
    (folder / "shallow").touch()
    return folder


def _remove_locks(folder: Path) -> None:
    """A git that was killed, or for which the disk was full, leaves lock files behind, and no other git would ever begin."""
    for lock in folder.glob("*.lock"):
        with suppress(FileNotFoundError):
            # No git of ours lives longer.
            if time.time() - lock.stat().st_mtime > TIMEOUT:
                lock.unlink()


def _fetch(repository: Path, objects: tuple[str, ...], *options: str, access: Callable[[], dict[str, str]]) -> None:
    if not objects:
        return
    # Told which commits are here, the server would take their files for being here, too.
    blind = ("-c", "fetch.negotiationAlgorithm=noop") if "--filter=blob:none" in options else ()
    quiet = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--refmap=")
    names = "".join(f"{name}\n" for name in objects).encode()
    environment = access()
    done = try_git(repository, *blind, "fetch", *quiet, *options, "--stdin", "origin", environment=environment, feed=names)
    if done.returncode:
        shown = ", ".join(name[:12] for name in objects[:3])
        raise SourceError(f"{shown}: not in this checkout, and could not be fetched ({_reason(done.stderr, environment)}); {REMEDY}")


def _is_partial(repository: Path) -> bool:
    """Whether the clone left files out, as `filter` and `sparse-checkout` of actions/checkout make it."""
    return try_git(repository, "config", "--get", "remote.origin.promisor").stdout.strip() == b"true"


def _missing_files(repository: Path, commits: tuple[str, ...]) -> tuple[str, ...]:
    listing = run_git(repository, "rev-list", "--objects", "--no-walk", "--missing=print", *commits)
    return tuple(line.removeprefix("?") for line in listing.decode("ascii", "replace").splitlines() if line.startswith("?"))


def has_commit(repository: Path, commit: str) -> bool:
    """Whether the commit with that id is here."""
    return try_git(repository, "cat-file", "-e", f"{commit}^{{commit}}").returncode == 0


def is_shallow(repository: Path) -> bool:
    """Whether the history here was cut off."""
    return try_git(repository, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def remote_commit(repository: Path, name: str, *, token: str | None, server: str) -> str | None:
    """The id of the commit that a branch, tag or other ref has on the remote `origin`; None where there is none of that name."""
    if not name or name.startswith("-"):
        return None
    refs = (f"refs/heads/{name}", f"refs/tags/{name}", name)
    peeled = tuple(f"{ref}^{{}}" for ref in refs)
    done = try_git(repository, "ls-remote", "--quiet", "origin", *peeled, *refs, environment=_credentials(repository, token, server))
    found = dict(line.split("\t")[::-1] for line in done.stdout.decode("utf-8", "replace").splitlines() if "\t" in line)
    # An annotated tag is an object of its own; its `^{}` is the commit.
    return next((found[ref] for pair in zip(peeled, refs, strict=True) for ref in pair if ref in found), None)


def _credentials(repository: Path, token: str | None, server: str) -> dict[str, str]:
    """The environment in which git shows the token to `server`; empty where it must not or need not."""
    address = run_git(repository, "remote", "get-url", "origin").decode("utf-8", "replace").strip()
    if not token or _host(address) != _host(server):
        return {}
    # A second Authorization header beside the checkout's own is refused.
    if try_git(repository, "config", "--get-urlmatch", "http.extraheader", address).stdout.strip():
        return {}
    number = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    login = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": str(number + 1),
        f"GIT_CONFIG_KEY_{number}": f"http.{server.rstrip('/')}/.extraheader",
        f"GIT_CONFIG_VALUE_{number}": f"{LOGIN}{login}",
    }


def _host(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.rpartition("@")[2].lower()


def _reason(stderr: bytes, environment: Mapping[str, str]) -> str:
    """Git's own words; a server may quote in them what it was shown."""
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith(("fatal: ", "error: "))), lines[-1] if lines else "git said nothing")
    for header in (value for value in environment.values() if value.startswith(LOGIN)):
        said = said.replace(header.removeprefix(LOGIN), "[hidden]")
    return said.removeprefix("fatal: ").removeprefix("error: ").removeprefix("remote: ")
