"""Which lines of a pull request's diff can carry a comment: one line outside it, and GitHub refuses the whole review."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Literal

from bot.model import Place, Side

DiffSide = Literal["LEFT", "RIGHT"]
HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
MOST_FILES = 3000  # GitHub lists no more


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk's line numbers: `removed` of the old file, `shown` of the new one (added lines and their surroundings)."""

    removed: frozenset[int]
    shown: frozenset[int]


@dataclass(frozen=True, slots=True)
class FileDiff:
    """One file of the diff; `hunks` is None where GitHub shows no patch: a binary or very large file."""

    path: str
    hunks: tuple[Hunk, ...] | None

    def hunk(self, side: DiffSide, line: int) -> Hunk | None:
        """The hunk whose comments may stand on this line."""
        return next((hunk for hunk in self.hunks or () if line in (hunk.shown if side == "RIGHT" else hunk.removed)), None)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment stands; `start` is set where it spans lines."""

    path: str
    side: DiffSide
    line: int
    start: int | None = None


@dataclass(frozen=True, slots=True)
class PullDiff:
    """The diff as GitHub shows it; `files` by new path, `renamed` gives the new path of an old one."""

    files: Mapping[str, FileDiff]
    renamed: Mapping[str, str]
    is_complete: bool

    def can_comment(self, place: Place) -> bool | None:
        """Whether some line of the place can carry a comment; None where GitHub does not show enough to tell."""
        file = self._file(place)
        if file is None:
            return False if self.is_complete else None
        if file.hunks is None:
            return None
        return self.anchor(place) is not None

    def anchor(self, place: Place) -> Anchor | None:
        """The first line of the place that can carry a comment: on the right for the head, on the left for the base."""
        file = self._file(place)
        side: DiffSide = "RIGHT" if place.side is Side.HEAD else "LEFT"
        if file is None:
            return None
        lines = range(place.span.line, max(place.span.line, place.span.end_line) + 1)
        line = next((line for line in lines if file.hunk(side, line)), None)
        return Anchor(file.path, side, line) if line is not None else None

    def block(self, path: str, start: int, end: int) -> Anchor | None:
        """The anchor of a comment on whole lines of the new file, None where they are not all in one hunk."""
        file = self.files.get(path)
        hunk = file.hunk("RIGHT", start) if file else None
        if hunk is None or not all(line in hunk.shown for line in range(start, end + 1)):
            return None
        return Anchor(path, "RIGHT", end, start if start != end else None)

    def _file(self, place: Place) -> FileDiff | None:
        path = place.span.path
        return self.files.get(self.renamed.get(path, path) if place.side is Side.BASE else path)


NO_DIFF = PullDiff({}, {}, is_complete=True)


def read_diff(entries: Iterable[Mapping[str, Any]]) -> PullDiff:
    """The diff from the entries of `GET …/pulls/{n}/files`, of which GitHub lists 3,000."""
    listed = list(islice(entries, MOST_FILES))
    files = {entry["filename"]: FileDiff(entry["filename"], _hunks(entry)) for entry in listed}
    renamed = {entry["previous_filename"]: entry["filename"] for entry in listed if entry["status"] == "renamed"}
    return PullDiff(files, renamed, is_complete=len(listed) < MOST_FILES)


def _hunks(entry: Mapping[str, Any]) -> tuple[Hunk, ...] | None:
    patch = entry.get("patch")
    if patch is None:
        # A file that was only renamed has no lines to show.
        return () if entry["status"] == "renamed" and not entry["changes"] else None
    return tuple(read_hunks(patch))


def read_hunks(patch: str) -> list[Hunk]:
    """The hunks of one file's patch. Only a line feed ends a line: a form feed or a lone carriage return is part of one."""
    lines = patch.split("\n")
    starts = [number for number, line in enumerate(lines) if HEADER.match(line)]
    return [_hunk(lines[start], lines[start + 1 : end]) for start, end in pairwise([*starts, len(lines)])]


def _hunk(header: str, lines: list[str]) -> Hunk:
    numbers = HEADER.match(header)
    if numbers is None:
        raise ValueError(f"not a hunk header: {header[:80]!r}")
    old, new = int(numbers[1]), int(numbers[3])
    old_end, new_end = old + int(numbers[2] or 1), new + int(numbers[4] or 1)
    removed: set[int] = set()
    shown: set[int] = set()
    for line in lines:
        is_old, is_new = line[:1] in ("-", " ", ""), line[:1] in ("+", " ", "")
        if line[:1] == "-" and old < old_end:
            removed.add(old)
        if is_new and new < new_end:
            shown.add(new)
        old, new = old + is_old, new + is_new
    return Hunk(frozenset(removed), frozenset(shown))
