"""Where something stands, and what could not be read there."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.text import Message


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of one file, from the parser on; lines and columns count from 1, a column counts characters."""

    path: str
    line: int
    end_line: int
    column: int = 1


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
    """

    span: Span
    message: Message
    unread: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A type, default or expression that was not understood, with its source text."""

    text: str
