"""The repositories whose commits we have read: one bare repository each, below a folder of its tenant."""

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.action.commits import Sides
from bot.errors import SourceError
from bot.github import Client
from bot.service.reviews.eviction import LAST_USE, Room, enter, make_room, remove
from bot.service.store import Store
from bot.service.store.sweeps import repositories
from bot.service.subject import Subject
from bot.sources import commit_tree, fetch_commits, open_cache


@dataclass(frozen=True, slots=True)
class Cache:
    """`folder` holds the repositories; `server` is where they come from (`https://github.com`), `room` what they may take."""

    folder: Path
    server: str
    room: Room = field(default_factory=Room)

    def place(self, subject: Subject) -> Path:
        """Where a tenant's repository lies: by numbers, so that no name of anybody's is a path."""
        return self.folder / str(subject.installation) / f"{subject.repository_id}.git"

    def read(self, subject: Subject, client: Client, *, repository: str, head: str, tip: str) -> Sides:
        """The commits of a review, fetched as far as they are not here. `repository` is its name now.

        As long as the target branch's Tree lives, the repository is in use and stays.

        Raises:
            ForgeError: GitHub does not say what the two share.
            SourceError: a commit is not to be had, or has no room.
        """
        compared = client.get(f"/repos/{repository}/compare/{tip}...{head}", per_page=1)
        shared = str(compared["merge_base_commit"]["sha"])
        try:
            return self._read(self.place(subject), f"{self.server}/{repository}.git", client.token, (tip, head, shared))
        except (OSError, SourceError) as failed:
            if self.room.is_short(self.folder):
                # Whatever it was: the next attempt finds more room.
                make_room(self.folder, self.room)
            if isinstance(failed, SourceError):
                raise
            raise SourceError(f"the cache of repositories: {failed.strerror}") from failed

    def _read(self, place: Path, address: str, token: str, commits: tuple[str, str, str]) -> Sides:
        tip, head, shared = commits
        with ExitStack() as use:
            use.callback(os.close, enter(place))
            with _alone(place):
                open_cache(place, address)
                fetch_commits(place, commits, token=token, server=self.server)
            target = commit_tree(place, tip)
            sides = Sides(place, target if shared == tip else commit_tree(place, shared), commit_tree(place, head), target)
            weakref.finalize(target.blobs, use.pop_all().close)
            return sides

    def forget(self, subject: Subject) -> None:
        """Have the next review fetch everything anew. What another review reads just now stays: its objects were checked as they came."""
        remove(self.place(subject))

    def evict(self, store: Store) -> None:
        """Remove what has no room, is old, or belongs to nobody whom the tables know any more.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        make_room(self.folder, self.room, known=repositories(store))


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Two fetches at once would fail over each other's lock files. Its time says when the repository was used last."""
    with (place / LAST_USE).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
        os.utime(file.fileno())
