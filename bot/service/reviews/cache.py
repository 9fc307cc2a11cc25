"""The repositories whose commits we have read: one bare repository each, below a folder of its tenant."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.action.commits import Sides
from bot.github import Client
from bot.service.subject import Subject
from bot.sources import commit_tree, fetch_commits, open_cache


@dataclass(frozen=True, slots=True)
class Cache:
    """`folder` holds the repositories; `server` is where they come from (`https://github.com`)."""

    folder: Path
    server: str

    def place(self, subject: Subject) -> Path:
        """Where a tenant's repository lies: by numbers, so that no name of anybody's is a path."""
        return self.folder / str(subject.installation) / f"{subject.repository_id}.git"

    def read(self, subject: Subject, client: Client, *, repository: str, head: str, tip: str) -> Sides:
        """The commits of a review, fetched as far as they are not here. `repository` is its name now.

        Raises:
            ForgeError: GitHub does not say what the two share.
            SourceError: a commit is not to be had.
        """
        compared = client.get(f"/repos/{repository}/compare/{tip}...{head}", per_page=1)
        shared = str(compared["merge_base_commit"]["sha"])
        place = self.place(subject)
        with _alone(place):
            open_cache(place, f"{self.server}/{repository}.git")
            fetch_commits(place, (tip, head, shared), token=client.token, server=self.server)
        target = commit_tree(place, tip)
        return Sides(place, target if shared == tip else commit_tree(place, shared), commit_tree(place, head), target)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Two fetches at once would fail over each other's lock files."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with place.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
