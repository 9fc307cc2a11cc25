"""Where something stands, and what could not be read there."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from bot.model.text import Message, Value


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of one file, from the parser on; lines and columns count from 1, a column counts characters."""

    path: str
    line: int
    end_line: int
    column: int = 1

    def has_start_of(self, other: "Span") -> bool:
        """Whether the other begins on one of these lines."""
        return self.path == other.path and self.line <= other.line <= self.end_line

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a line."""
        return self.has_start_of(other) or other.has_start_of(self)


class Side(StrEnum):
    """The two sides of a pull request."""

    BASE = "base"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Place:
    """A Span on one side of the pull request."""

    side: Side
    span: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or run: shown, never hidden, never guessed at.

    `unread` is false for a remark that leaves nothing of this pull request unread: about a waiver, or about files it does not touch.
    `refuses` is true where a statement was read, and the server will not run it on the schema that it meets.
    """

    span: Span
    message: Message
    unread: bool = field(default=True, compare=False)
    refuses: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, span: Span, *, en: str, ko: str, **values: Value) -> Self:
        """A Problem with its sentence in both languages and the values in it by name."""
        return cls(span, Message.of(en=en, ko=ko, **values))


@dataclass(frozen=True, slots=True)
class Unknown:
    """A type, default or expression that was not understood, with its source text."""

    text: str
