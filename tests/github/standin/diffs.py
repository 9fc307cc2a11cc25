"""What two commits differ in, as GitHub tells it: files with patches, hunks, and where a line went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from typing import Literal

from tests.github.standin.git import Bare

Side = Literal["LEFT", "RIGHT"]
MAX_LINES = 20_000
MAX_FILE_BYTES = 500_000
MAX_TOTAL_BYTES = 1_000_000
MAX_PATCHES = 300
HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
STATUSES = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "C": "copied", "T": "changed"}


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk: where it starts on both sides, its header and its lines with their first sign."""

    old: int
    new: int
    position: int
    header: str
    lines: tuple[str, ...]

    def walk(self) -> Iterator[tuple[int, str, int, int]]:
        """Each line: its place in the patch, its sign, its number on the left and on the right (the next one, where it has none)."""
        left, right = self.old, self.new
        for offset, line in enumerate(self.lines, start=1):
            sign = line[:1]
            yield self.position + offset, sign, left, right
            left += sign in (" ", "-")
            right += sign in (" ", "+")

    def find(self, side: Side, line: int) -> int | None:
        """The place in the patch of a line that the hunk shows on that side."""
        signs = (" ", "-") if side == "LEFT" else (" ", "+")
        for position, sign, left, right in self.walk():
            if sign in signs and (left if side == "LEFT" else right) == line:
                return position
        return None

    def until(self, position: int) -> str:
        """The hunk's text up to that place, as a comment's `diff_hunk` holds it."""
        return "\n".join((self.header, *self.lines[: position - self.position]))


@dataclass(frozen=True)
class FileDiff:
    """One changed file; `patch` is None where GitHub shows none."""

    status: str
    path: str
    previous: str | None
    sha: str | None
    patch: str | None
    full_patch: str
    is_binary: bool = False

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        return tuple(parse_hunks(self.full_patch))

    @property
    def additions(self) -> int:
        return sum(line.startswith("+") for line in self.full_patch.split("\n"))

    @property
    def deletions(self) -> int:
        return sum(line.startswith("-") for line in self.full_patch.split("\n"))

    def locate(self, side: Side, line: int) -> tuple[Hunk, int] | None:
        """The hunk that shows a line, and the line's place in the patch; None where no patch shows it."""
        if self.patch is None:
            return None
        found = ((hunk, hunk.find(side, line)) for hunk in self.hunks)
        return next(((hunk, position) for hunk, position in found if position is not None), None)


def parse_hunks(patch: str) -> Iterator[Hunk]:
    lines = patch.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("@@ ")]
    for start, end in pairwise([*starts, len(lines)]):
        if found := HUNK.match(lines[start]):
            yield Hunk(int(found[1]), int(found[3]), start, lines[start], tuple(lines[start + 1 : end]))


@lru_cache(maxsize=128)
def compare(bare: Bare, old: str, new: str, context: int = 3) -> tuple[FileDiff, ...]:
    """Every file that differs between two commits, in git's order, renames found; the patches within GitHub's limits."""
    options = ("-M", "-l0", "--no-ext-diff", "--no-textconv", "--no-color")
    raw = bare.run("diff", "--raw", "-z", "--no-abbrev", *options, old, new).decode("utf-8", "replace")
    text = bare.run("diff", "-p", f"-U{context}", *options, old, new).decode("utf-8", "replace")
    sections = iter(re.split(r"(?m)^diff --git .*\n", text)[1:])
    return tuple(_limited(_files(iter(raw.split("\0")), sections)))


def _files(fields: Iterator[str], sections: Iterator[str]) -> Iterator[FileDiff]:
    for meta in fields:
        if not meta:
            return
        *_, before, after, word = meta.split()
        letter, path = word[0], next(fields)
        previous, path = (path, next(fields)) if letter in "RC" else (None, path)
        shown = list(islice(sections, 2 if letter == "T" else 1))  # a file that became a link is shown as a deletion and an addition
        patch = _patch(shown[0]) if len(shown) == 1 else ""
        sha = before if letter == "D" else after
        yield FileDiff(STATUSES[letter], path, previous, sha, patch or None, patch, "\nBinary files " in f"\n{shown[0]}" and not patch)


def _patch(section: str) -> str:
    """The hunks alone: GitHub leaves git's headers out, and the last line break."""
    start = 0 if section.startswith("@@ ") else section.find("\n@@ ") + 1
    return section[start:].removesuffix("\n") if start or section.startswith("@@ ") else ""


def _limited(files: Iterator[FileDiff]) -> Iterator[FileDiff]:
    """Patches that are too large, or come after too much, are not shown."""
    lines = size = shown = 0
    for file in files:
        here, weight = file.full_patch.count("\n") + 1, len(file.full_patch.encode())
        lines, size, shown = lines + here, size + weight, shown + 1
        if here > MAX_LINES or weight > MAX_FILE_BYTES or lines > MAX_LINES or size > MAX_TOTAL_BYTES or shown > MAX_PATCHES:
            yield FileDiff(file.status, file.path, file.previous, file.sha, None, file.full_patch, file.is_binary)
        else:
            yield file


def moved(bare: Bare, old: str, new: str, place: tuple[str, int]) -> tuple[str, int] | None:
    """Where a line of commit `old` stands in commit `new`; None where it was changed or removed."""
    path, line = place
    if old == new:
        return place
    file = next((file for file in compare(bare, old, new, 0) if (file.previous or file.path) == path and file.status != "added"), None)
    if file is None:
        return place
    if file.status == "removed" or file.is_binary:
        return None
    shift = 0
    for hunk in file.hunks:
        removed = sum(text.startswith("-") for text in hunk.lines)
        added = sum(text.startswith("+") for text in hunk.lines)
        # A hunk that removes nothing names the line before it.
        if (removed and line < hunk.old) or (not removed and line <= hunk.old):
            break
        if removed and line < hunk.old + removed:
            return None
        shift += added - removed
    return file.path, line + shift
