"""PostgreSQL's DO blocks: the guarded CREATE TYPE and ADD CONSTRAINT idioms are looked into, other code is not."""

import re
from collections.abc import Mapping

from bot.parse.sql.cursor import Cursor, Unreadable, cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.dynamic import DDL, Reader, run_text, say_unread
from bot.parse.sql.made_texts import constants, made_text
from bot.parse.sql.problems import block_unread
from bot.parse.sql.scanner import Piece, PieceKind, pieces, tokens
from bot.parse.sql.tokens import TokenKind

DOLLAR = re.compile(r"\$\w*\$")
CATALOG_LOOP = re.compile(r"\bin\s+(?:select|execute)\b", re.IGNORECASE)


def read_block(at: Cursor, draft: Draft, readers: dict[str, Reader]) -> bool:
    """What follows DO: True where it holds statements that were read; they are `guarded`: what is there already is left alone."""
    body = next((token for token in at.tokens if token.kind is TokenKind.STRING), None)
    opening = DOLLAR.match(draft.source.text, body.start) if body else None
    if body is None:
        raise at.unreadable()
    at.rest()
    if opening is None:
        return False
    draft.words.add("guarded")
    start, end = opening.end(), body.end - len(opening[0])
    statements = [piece for piece in pieces(draft.source, start, end) if piece.kind is PieceKind.STATEMENT]
    known = constants(piece.tokens for piece in statements)
    read = [_read_inner(draft, piece, readers, known) for piece in statements]
    draft.verb = "do"
    for piece, outcome in zip(statements, read, strict=True):
        if outcome is None and DDL.search(draft.source.text, piece.start, piece.end):
            problem = block_unread(draft.source.span(piece.start, piece.end))
            loops = CATALOG_LOOP.search(draft.source.text, start, end) is not None
            say_unread(draft, problem, draft.source.text[start:end], anything=loops)
    if not any(read):
        draft.words.discard("guarded")
    return any(read)


def _read_inner(draft: Draft, piece: Piece, readers: dict[str, Reader], known: Mapping[str, str]) -> bool | None:
    """Whether there was a statement to read; None where it is code that is not followed."""
    inner = tokens(draft.source, piece.start, piece.end)
    if not inner:
        return False
    at = cursor(draft.source, inner)
    _skip_frame(at)
    if at.is_done or at.word() in ("null", "end", "raise", "return"):
        return False
    if at.accept("execute"):
        text = made_text(at, known)
        return None if text is None else run_text(draft, text, draft.source.span(piece.start, piece.end), readers)
    read = readers.get(at.word())
    if read is None:
        return None
    at.place += 1
    try:
        return read(at, draft)
    except Unreadable:
        return None


def _skip_frame(at: Cursor) -> None:
    """BEGIN, IF … THEN, ELSE and EXCEPTION WHEN … THEN before the statement proper."""
    while at.accept("begin") or at.accept("else") or at.word() in ("if", "elsif", "exception", "when"):
        if at.word() not in ("if", "elsif", "exception", "when"):
            continue
        while not at.is_done and not at.accept("then"):
            at.skip()
