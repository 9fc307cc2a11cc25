"""One commit of a local repository as a Tree, read through git's plumbing: no checkout, no filters, no hooks."""

import subprocess
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO

from bot.errors import SourceError
from bot.model import Unread, UnreadReason
from bot.sources.git import MAX_FILE, git_command, git_environment, no_git, run_git
from bot.sources.revisions import resolve

LINK, SUBMODULE = b"120000", b"160000"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CommitTree:
    """The files of one commit; see `bot.model.Tree`. Contents are read when first asked for, and kept."""

    name: str
    revision: str | None
    paths: tuple[str, ...]
    entries: dict[str, bytes | Unread] = field(repr=False)
    blobs: "Blobs" = field(repr=False)
    contents: dict[str, bytes | Unread] = field(default_factory=dict, repr=False)

    def read(self, path: str) -> bytes | Unread:
        """The bytes of one file, or why there are none."""
        if path in self.contents:
            return self.contents[path]
        entry = self.entries.get(path, Unread(UnreadReason.MISSING))
        content = entry if isinstance(entry, Unread) else self.blobs.read(entry)
        self.contents[path] = content
        return content

    def identity(self, path: str) -> object:
        """The id of the blob."""
        return self.entries.get(path)


def commit_tree(repository: Path, revision: str) -> CommitTree:
    """The files of the commit that `revision` names (a branch, a tag, an id).

    Raises:
        SourceError: no git, no repository, or no such commit here.
    """
    commit = resolve(repository, revision)
    listing = run_git(repository, "ls-tree", "-r", "-z", "--full-tree", commit)
    entries = dict(map(_entry, filter(None, listing.split(b"\0"))))
    return CommitTree(commit[:7], commit, tuple(sorted(entries)), entries, Blobs(repository))


def _entry(line: bytes) -> tuple[str, bytes | Unread]:
    """One line of `ls-tree -z`: `mode type id<TAB>path`. Paths that are not UTF-8 are shown with escapes, and stay readable."""
    head, _, path = line.partition(b"\t")
    mode, _, identifier = head.split(b" ")
    value: bytes | Unread = identifier
    if mode == LINK:
        value = Unread(UnreadReason.LINK)
    if mode == SUBMODULE:
        value = Unread(UnreadReason.SUBMODULE)
    return path.decode("utf-8", "backslashreplace"), value


@dataclass(slots=True, weakref_slot=True, eq=False)
class Blobs:
    """Blob contents by id, over one `git cat-file --batch` process that starts with the first and ends with this value."""

    repository: Path
    process: "subprocess.Popen[bytes] | None" = None
    lock: Lock = field(default_factory=Lock)

    def read(self, identifier: bytes) -> bytes | Unread:
        """The content of one blob; Unread where it is over the limit or not in this (partial) clone."""
        with self.lock:
            process = self._running()
            if process.stdin is None or process.stdout is None:
                raise SourceError(f"{self.repository}: git cat-file has no pipes")
            try:
                process.stdin.write(identifier + b"\n")
                process.stdin.flush()
                return _answer(process.stdout)
            except (BrokenPipeError, EOFError) as ended:
                raise SourceError(f"{self.repository}: git cat-file ended early; is the repository damaged? (git fsck)") from ended

    def _running(self) -> "subprocess.Popen[bytes]":
        if self.process is not None:
            return self.process
        command = git_command(self.repository, ("cat-file", "--batch"))
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=git_environment()
            )
        except FileNotFoundError as missing:
            raise no_git() from missing
        self.process = process
        weakref.finalize(self, _end, process)
        return process


def _answer(stream: IO[bytes]) -> bytes | Unread:
    """One answer of `cat-file --batch`: `id type size`, a newline, the content, a newline; or `id missing`."""
    header = stream.readline().split()
    if not header:
        raise EOFError
    if len(header) != 3:
        return Unread(UnreadReason.MISSING)
    size = int(header[2])
    if size > MAX_FILE:
        _skip(stream, size + 1)
        return Unread(UnreadReason.TOO_LARGE, size)
    content = stream.read(size + 1)
    if len(content) != size + 1:
        raise EOFError
    return content[:-1]


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0:
        chunk = stream.read(min(size, CHUNK))
        if not chunk:
            raise EOFError
        size -= len(chunk)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipes, which ends `cat-file`, and collect it."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.terminate()
    process.wait()
