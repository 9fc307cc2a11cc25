"""SQL in a string that another statement runs: the string's own statements, read where that statement stands."""

import re
from collections.abc import Callable

from bot.model import Problem, Span
from bot.parse.sql.cursor import Cursor, Unreadable, cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.problems import text_unread
from bot.parse.sql.scanner import PieceKind, pieces

Reader = Callable[[Cursor, Draft], bool]
DDL = re.compile(
    r"\b(?P<verb>create|alter|drop)\s+(?P<kind>table|index|unique|type|view|sequence|schema|policy|materialized)\b", re.IGNORECASE
)
# these change tables that are there, so that naming a table says which
INSIDE_TABLES = frozenset({"alter table", "create index", "create unique", "drop index", "create policy", "alter policy", "drop policy"})


def run_text(draft: Draft, text: str, span: Span, readers: dict[str, Reader]) -> bool:
    """Read the statements in a string; whether there was one that changes the schema. What is not understood is said."""
    outer, draft.source = draft.source, draft.source.made(text, span)
    try:
        found = [_read(draft, piece.start, piece.end, readers) for piece in pieces(draft.source) if piece.kind is not PieceKind.COMMENT]
    finally:
        draft.source = outer
    if None in found:
        say_unread(draft, text_unread(span), text)
    return any(found)


def _read(draft: Draft, start: int, end: int, readers: dict[str, Reader]) -> bool | None:
    """Whether the statement changes the schema; None where it does and was not understood."""
    inner = next((piece.tokens for piece in pieces(draft.source, start, end) if piece.kind is PieceKind.STATEMENT), ())
    changes = DDL.search(draft.source.text, start, end) is not None
    read = readers.get(inner[0].word) if inner else None
    if read is None:
        return None if changes else False
    at = cursor(draft.source, inner)
    at.place += 1
    try:
        understood = read(at, draft)
        at.finish()
    except Unreadable:
        return None
    return understood


def say_unread(draft: Draft, problem: Problem, text: str, *, anything: bool = False) -> None:
    """Say that a text changes the schema unseen: of the tables it names, or of the whole where that is open."""
    draft.problem(problem)
    changes = {f"{found['verb']} {found['kind']}".lower() for found in DDL.finditer(text)}
    words = set(re.findall(r"\w+", text))
    named = [table.full_name for table in draft.schema.tables if table.name in words]
    if anything or not named or not changes <= INSIDE_TABLES:
        draft.unread(None, problem)
        return
    for name in named:
        draft.unread(name, problem)
