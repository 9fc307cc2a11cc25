"""The commits of one review, brought into the checkout, as Trees."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ForgeError, SourceError
from bot.model import Tree
from bot.sources import commit_tree, fetch_commits, is_shallow, merge_base, remote_commit, repository_root, resolve

if TYPE_CHECKING:
    from bot.action.event import Subject
    from bot.github import Client


@dataclass(frozen=True, slots=True)
class Sides:
    """The Trees of one review: the merge base, the head, and the target branch as it stands now. `root` is the checkout's top folder."""

    root: Path
    base: Tree
    head: Tree
    tip: Tree

    @property
    def is_ahead(self) -> bool:
        """Whether the head has anything that the target branch lacks."""
        return self.base.revision != self.head.revision


@dataclass(frozen=True, slots=True)
class Access:
    """How missing commits are fetched; `client` is None where there is no token."""

    token: str
    server: str
    client: "Client | None"


def read_sides(folder: Path, subject: "Subject", access: Access) -> Sides:
    """Fetch what the checkout lacks and read the three commits.

    Raises:
        SourceError: there is no checkout, or a commit is not to be had.
    """
    checkout = find_checkout(folder)
    head, tip = (_commit(checkout, name, access) for name in (subject.head, subject.base))
    told = _told(checkout, subject, tip=tip, head=head, access=access)
    known = None if isinstance(told, ForgeError) else told
    try:
        fetch_commits(checkout, (tip, head, known or head), token=access.token, server=access.server)
        shared = known or merge_base(checkout, tip, head)
    except SourceError as cut:
        raise SourceError(f"{cut}; GitHub was asked and said: {told}" if isinstance(told, ForgeError) else str(cut)) from cut
    fetch_commits(checkout, (shared,), token=access.token, server=access.server)
    target = commit_tree(checkout, tip)
    # What the target branch is and what the merge base is are the same value where they are the same commit.
    start = target if shared == tip else commit_tree(checkout, shared)
    return Sides(checkout, start, commit_tree(checkout, head), target)


def find_checkout(folder: Path) -> Path:
    """The top folder of the checkout.

    Raises:
        SourceError: there is none.
    """
    start = folder.resolve()
    if not start.is_dir():
        raise SourceError(f"{folder}: no such folder; what does the input working-directory say?")
    if not any((place / ".git").exists() for place in (start, *start.parents)):
        raise SourceError(f"{folder}: no checkout here; add actions/checkout before this step")
    return repository_root(start)


def _commit(checkout: Path, name: str, access: Access) -> str:
    """The id that a name stands for: a commit here, a branch of the remote as it was fetched, or what the remote says."""
    if len(name) in (40, 64) and all(letter in "0123456789abcdef" for letter in name):
        return name
    for known in (name, f"origin/{name}"):
        try:
            return resolve(checkout, known)
        except SourceError:
            continue
    found = remote_commit(checkout, name, token=access.token, server=access.server)
    if found is None:
        raise SourceError(f"{name}: neither this checkout nor its remote has a commit of that name")
    return found


def _told(checkout: Path, subject: "Subject", *, tip: str, head: str, access: Access) -> str | ForgeError | None:
    """The merge base as GitHub knows it, where the history here was cut off; why not where it does not say; None where nobody asked."""
    if access.client is None or not is_shallow(checkout):
        return None
    try:
        answer = access.client.get(f"/repos/{subject.repository}/compare/{tip}...{head}", per_page=1)
    except ForgeError as silent:
        return silent
    return str(answer["merge_base_commit"]["sha"])
