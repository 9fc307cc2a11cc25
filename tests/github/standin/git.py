"""Bare repositories: commits from content, refs, merges, and what a commit holds."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

Content = Mapping[str, str | bytes | tuple[str, bytes]] | Path
CONFIG = """[core]
	repositoryformatversion = 0
	bare = true
[gc]
	auto = 0
[http]
	uploadpack = true
	receivepack = false
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
"""


class GitError(Exception):
    """git refused, with its own words."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who made a commit, and when."""

    name: str
    email: str
    when: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit as git has it."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a tree; `size` only for blobs."""

    mode: str
    kind: str
    sha: str
    size: int | None
    path: str


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The process environment without anybody's git settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return (
        inherited
        | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        | dict(more or {})
    )


@dataclass(frozen=True, slots=True)
class Bare:
    """A bare repository on disk."""

    path: Path

    def create(self, *, objects_of: "Bare | None" = None) -> None:
        """An empty one; a fork shares its parent's objects, as the repositories of a network do on GitHub."""
        self.path.mkdir(parents=True)
        (self.path / "refs").mkdir()
        if objects_of is None:
            (self.path / "objects").mkdir()
        else:
            (self.path / "objects").symlink_to(objects_of.path / "objects")
        (self.path / "HEAD").write_text("ref: refs/heads/main\n")
        (self.path / "config").write_text(CONFIG)

    def attempt(self, *arguments: str, text: bytes = b"", variables: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        command = ["git", f"--git-dir={self.path}", "-c", "core.quotePath=false", *arguments]
        return subprocess.run(command, input=text, capture_output=True, env=environment(variables), check=False)

    def run(self, *arguments: str, text: bytes = b"", variables: Mapping[str, str] | None = None) -> bytes:
        done = self.attempt(*arguments, text=text, variables=variables)
        if done.returncode:
            raise GitError(f"git {' '.join(arguments)}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout

    def tip(self, ref: str) -> str | None:
        """What a full ref name points to."""
        try:
            return (self.path / ref).read_text().strip()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def point(self, ref: str, sha: str | None) -> None:
        """Move a ref, or delete it."""
        place = self.path / ref
        if sha is None:
            place.unlink(missing_ok=True)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f"{place.name}.new")
        new.write_text(f"{sha}\n")
        new.replace(place)

    def branches(self) -> tuple[str, ...]:
        heads = self.path / "refs" / "heads"
        return tuple(sorted(str(file.relative_to(heads)) for file in heads.rglob("*") if file.is_file()))

    def resolve(self, name: str) -> str | None:
        """The commit that a branch, tag, full ref or commit id names."""
        for ref in (name, f"refs/heads/{name}", f"refs/tags/{name}", f"refs/{name}"):
            if ref.startswith("refs/") and (sha := self.tip(ref)):
                return sha
        done = self.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def write(self, ref: str, content: Content, *, parents: tuple[str, ...], message: str, author: str, when: datetime) -> str:
        """A commit whose whole content is `content`, on top of `parents`; the ref points to it afterwards."""
        stream = b"".join(
            _stream(ref, content, parents=parents, message=message, stamp=f"{identity(author)} {int(when.timestamp())} +0000")
        )
        return self.run("fast-import", "--quiet", "--force", "--done", text=stream).decode().strip()

    def merge(self, ours: str, theirs: str, *, message: str, when: datetime) -> str | None:
        """The merge commit of two commits, or None where they conflict; no ref moves."""
        merged = self.attempt("merge-tree", "--write-tree", "--allow-unrelated-histories", ours, theirs)
        if merged.returncode:
            return None
        who = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER") for part, text in _signature(when).items()}
        tree = merged.stdout.decode().split("\n", 1)[0]
        return self.run("commit-tree", tree, "-p", ours, "-p", theirs, "-m", message, variables=who).decode().strip()

    def commit(self, sha: str) -> Commit:
        return read_commit(self, sha)

    def merge_base(self, one: str, other: str) -> str | None:
        return merge_base(self, one, other)

    def between(self, base: str, head: str) -> tuple[str, ...]:
        """The commits of head that base has not, oldest first."""
        return tuple(self.run("rev-list", "--reverse", f"{base}..{head}").decode().split())

    def list_tree(self, tree: str, *, recursive: bool) -> tuple[Entry, ...]:
        listing = self.run("ls-tree", "-z", "-l", *(["-r", "-t"] if recursive else []), "--end-of-options", tree).decode("utf-8", "replace")
        return tuple(_entry(line) for line in listing.split("\0") if line)

    def blob(self, sha: str) -> bytes:
        return self.run("cat-file", "blob", sha)


@lru_cache(maxsize=512)
def read_commit(bare: Bare, sha: str) -> Commit:
    form = "%x00".join(("%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"))
    told = bare.run("log", "-1", "--no-show-signature", f"--format={form}", sha).decode("utf-8", "replace")
    commit, tree, parents, name, email, when, committer, address, then, message = told.split("\0", 9)
    author = Person(name, email, when.replace("+00:00", "Z"))
    return Commit(
        commit, tree, tuple(parents.split()), author, Person(committer, address, then.replace("+00:00", "Z")), message.rstrip("\n")
    )


@lru_cache(maxsize=512)
def merge_base(bare: Bare, one: str, other: str) -> str | None:
    done = bare.attempt("merge-base", one, other)
    return done.stdout.decode().strip() if done.returncode == 0 else None


def identity(login: str) -> str:
    return f"{login} <{login}@users.noreply.github.com>"


def _signature(when: datetime) -> dict[str, str]:
    return {"NAME": "GitHub", "EMAIL": "noreply@github.com", "DATE": f"{int(when.timestamp())} +0000"}


def _entry(line: str) -> Entry:
    meta, path = line.split("\t", 1)
    mode, kind, sha, size = meta.split()
    return Entry(mode, kind, sha, None if size == "-" else int(size), path)


def _stream(ref: str, content: Content, *, parents: tuple[str, ...], message: str, stamp: str) -> Iterator[bytes]:
    """What `git fast-import` reads; the last command makes it print the commit's id."""
    text = message.encode()
    yield f"commit {ref}\nmark :1\nauthor {stamp}\ncommitter {stamp}\ndata {len(text)}\n".encode() + text + b"\n"
    for word, parent in zip(("from", *["merge"] * len(parents)), parents, strict=False):
        yield f"{word} {parent}\n".encode()
    yield b"deleteall\n"
    for path, (mode, data) in sorted(_files(content)):
        quoted = '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        if mode == "160000":
            yield f"M {mode} {data.decode()} {quoted}\n".encode()
            continue
        yield f"M {mode} inline {quoted}\ndata {len(data)}\n".encode() + data + b"\n"
    yield b"\nget-mark :1\ndone\n"


def _files(content: Content) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Every file with its mode and bytes; a tuple names the mode itself, as for a symbolic link; of a submodule its commit."""
    if isinstance(content, Path):
        yield from ((file.relative_to(content).as_posix(), ("100644", file.read_bytes())) for file in content.rglob("*") if file.is_file())
        return
    for path, value in content.items():
        match value:
            case str():
                yield path, ("100644", value.encode())
            case bytes():
                yield path, ("100644", value)
            case (mode, data):
                yield path, (mode, data)
