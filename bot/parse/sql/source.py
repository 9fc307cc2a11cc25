"""One SQL file and the way from an offset in it to a Span."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Self

from bot.model import Dialect, Span
from bot.parse.sql.executable import executed
from bot.parse.sql.placeholders import as_names

# drizzle-kit writes what it found in a database as a comment: the first migration, which stands there already
INTROSPECTED = re.compile(r"\A\s*+--(?>[^\n]*?\bintrospecting the database\b)[^\n]*+\n(?:--[^\n]*+\n)*+\s*+(?=/\*)")
LINE_END = re.compile("\n")
COMMENT_END = re.compile(r"\*/\s*\Z")


@dataclass(frozen=True, slots=True)
class Source:
    """One SQL file; `starts` are the offsets at which its lines begin.

    Where the text is a string of a statement, `within` is where that stands, and so everything in it.
    """

    path: str
    text: str
    dialect: Dialect
    starts: tuple[int, ...]
    version: str | None = None
    within: Span | None = None

    @classmethod
    def of(cls, path: str, text: str, dialect: Dialect, version: str | None = None) -> Self:
        """The source of a file's text for a server of that version: placeholders are names.

        What is run though it is commented out is no comment: what drizzle-kit found in a database, and MySQL's executable comments.
        """
        text = as_names(_without_comment(text))
        if dialect.is_mysql_family:
            text = executed(text, dialect, version)
        return cls(path, text, dialect, (0, *(found.end() for found in LINE_END.finditer(text))), version)

    def made(self, text: str, within: Span) -> Self:
        """The source of a text that a statement of this file runs."""
        return replace(self, text=text, starts=(0,), within=within)

    def span(self, start: int, end: int) -> Span:
        """The Span from one offset to another, the second not included."""
        if self.within is not None:
            return self.within
        line = bisect_right(self.starts, start)
        return Span(self.path, line, bisect_right(self.starts, max(start, end - 1)), start - self.starts[line - 1] + 1)


def _without_comment(text: str) -> str:
    opening = INTROSPECTED.match(text)
    closing = COMMENT_END.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return text
    start, end = opening.end(), closing.start()
    return f"{text[:start]}  {text[start + 2 : end]}  {text[end + 2 :]}"
