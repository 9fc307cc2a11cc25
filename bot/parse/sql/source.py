"""One SQL file and the way from an offset in it to a Span."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

from bot.model import Dialect, Span


@dataclass(frozen=True, slots=True)
class Source:
    """One SQL file; `starts` are the offsets at which its lines begin."""

    path: str
    text: str
    dialect: Dialect
    starts: tuple[int, ...]

    @classmethod
    def of(cls, path: str, text: str, dialect: Dialect) -> Self:
        """The source of a file's text."""
        breaks = (place + 1 for place, character in enumerate(text) if character == "\n")
        return cls(path, text, dialect, (0, *breaks))

    def span(self, start: int, end: int) -> Span:
        """The Span from one offset to another, the second not included."""
        line = bisect_right(self.starts, start)
        return Span(self.path, line, bisect_right(self.starts, max(start, end - 1)), start - self.starts[line - 1] + 1)
