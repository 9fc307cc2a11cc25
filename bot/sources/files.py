"""Files that lie on disk as a Tree: the work tree of a repository, or a folder of no repository. No link is followed."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SourceError
from bot.model import Unread, UnreadReason
from bot.sources.git import MAX_FILE, run_git
from bot.sources.revisions import repository_root

LEFT_OUT = frozenset({".git", "node_modules"})
# Windows has neither flag; a link there is found by lstat alone.
OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class FileTree:
    """Files on disk; see `bot.model.Tree`. Contents are read when first asked for, and kept."""

    name: str
    root: Path
    places: dict[str, bytes] = field(repr=False)
    paths: tuple[str, ...] = ()
    revision: str | None = None
    contents: dict[str, bytes | Unread] = field(default_factory=dict, repr=False)
    folders: dict[bytes, bool] = field(default_factory=dict, repr=False)

    def read(self, path: str) -> bytes | Unread:
        """The bytes of one file, or why there are none."""
        if path not in self.contents:
            self.contents[path] = self._read(path)
        return self.contents[path]

    def identity(self, path: str) -> object:
        """The content itself."""
        return self.read(path)

    def _read(self, path: str) -> bytes | Unread:
        place = self.places.get(path)
        if place is None:
            return Unread(UnreadReason.MISSING)
        folder = place.rpartition(b"/")[0]
        if folder not in self.folders:
            # A link among the folders may lead out of the repository.
            self.folders[folder] = os.path.realpath(folder) == folder
        return _content(place) if self.folders[folder] else Unread(UnreadReason.LINK)


def worktree_tree(repository: Path) -> FileTree:
    """The work tree as it stands: tracked files, and untracked ones that no .gitignore names. `repository` is any folder in it.

    Raises:
        SourceError: no git, no repository, or a bare one.
    """
    root = repository_root(repository)
    listing = run_git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return _tree("worktree", root, (place.rstrip(b"/") for place in listing.split(b"\0") if place))


def folder_tree(path: Path) -> FileTree:
    """Every file below a folder, without `.git` and `node_modules`.

    Raises:
        SourceError: it is no folder.
    """
    if not path.is_dir():
        raise SourceError(f"{path}: no such folder")
    root = path.resolve()
    return _tree(root.name or "folder", root, _walk(os.fsencode(root)))


def _tree(name: str, root: Path, listing: Iterable[bytes]) -> FileTree:
    """Names that are not UTF-8 are shown with escapes, and stay readable by their bytes."""
    start = os.fsencode(root).rstrip(b"/") + b"/"
    places = {place.decode("utf-8", "backslashreplace"): start + place for place in listing}
    present = {path: place for path, place in places.items() if os.path.lexists(place)}
    return FileTree(name, root, present, tuple(sorted(present)))


def _walk(root: bytes) -> Iterator[bytes]:
    for folder, folders, files in os.walk(root):
        kept = [name for name in folders if os.fsdecode(name) not in LEFT_OUT]
        folders[:] = [name for name in kept if not os.path.islink(folder + b"/" + name)]  # noqa: PTH114 # pathlib takes no bytes
        inside = folder[len(root) :].strip(b"/")
        for name in (*files, *(set(kept) - set(folders))):
            yield inside + b"/" + name if inside else name


def _content(place: bytes) -> bytes | Unread:
    try:
        status = os.lstat(place)
        if stat.S_ISLNK(status.st_mode):
            return Unread(UnreadReason.LINK)
        if stat.S_ISDIR(status.st_mode):
            return Unread(UnreadReason.SUBMODULE)
        if not stat.S_ISREG(status.st_mode):
            return Unread(UnreadReason.MISSING)
        if status.st_size > MAX_FILE:
            return Unread(UnreadReason.TOO_LARGE, status.st_size)
        with open(os.open(place, OPEN), "rb") as file:  # noqa: PTH123 # a descriptor that follows no link
            return file.read(MAX_FILE + 1)
    except OSError:
        return Unread(UnreadReason.MISSING)
