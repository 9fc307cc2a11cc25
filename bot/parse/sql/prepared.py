"""MySQL's statements in strings: PREPARE and EXECUTE of a literal, or of IF(…) between literals, and procedures that change tables.

`SET @s := IF(@found > 0, 'ALTER TABLE …', 'SELECT 1')` stands for IF EXISTS, which MySQL's ALTER TABLE does not have: what is there
already, or is gone, is left alone.
"""

import re

from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.dynamic import DDL, Reader, run_text, say_unread
from bot.parse.sql.problems import text_unread
from bot.parse.sql.tokens import TokenKind

PREPARED = frozenset({"set", "prepare", "execute", "call"})
RUNS_TEXT = re.compile(r"\b(?:prepare|execute\s+immediate)\b", re.IGNORECASE)
HEAD = 12  # words before the name of a procedure: DEFINER and its kin


def run_prepared(at: Cursor, draft: Draft, readers: dict[str, Reader]) -> bool:
    """SET, PREPARE, EXECUTE or CALL, from its first word on: whether it changes the schema."""
    match at.take().word:
        case "set":
            for item in at.split():
                _set(item, draft)
        case "prepare" if at.peek(1) is not None and at.word(1) == "from":
            name = at.take().text.lower()
            at.place += 1
            draft.session.texts[name] = _texts(at, draft)
        case "execute":
            key = "" if at.accept("immediate") else at.name().lower()
            return _execute(at, draft, draft.session.texts.get(key, ()) if key else _texts(at, draft), readers)
        case "call":
            _call(at, draft)
    return False


def note_procedure(at: Cursor, draft: Draft) -> None:
    """Remember a procedure that changes tables, for the calls of it in this file."""
    words = [token.word for token in at.tokens[:HEAD]]
    if words[0] == "create" and "procedure" in words[:-1]:
        text = at.text(0, at.end)
        if DDL.search(text) or RUNS_TEXT.search(text):
            draft.session.changing.add(at.tokens[words.index("procedure") + 1].text.lower())


def _set(at: Cursor, draft: Draft) -> None:
    if at.accept("@") and at.peek(1) is not None:
        name = at.take().text.lower()
        if at.accept_any(":=", "="):
            draft.session.texts[f"@{name}"] = _strings(at)


def _texts(at: Cursor, draft: Draft) -> tuple[str, ...] | str:
    if at.accept("@"):
        return draft.session.texts.get(f"@{at.take().text.lower()}", ())
    return _strings(at)


def _strings(at: Cursor) -> tuple[str, ...] | str:
    """The literal, or those that `(SELECT IF(condition, a, b))` chooses from; else the source of the expression."""
    source = at.text(at.place, at.end)
    while at.at("(") and at.closing.get(at.place) == at.end - 1:
        at = at.group()
    at.accept("select")
    chooses = at.at("if", "(") and at.closing.get(at.place + 1) == at.end - 1
    parts = list(at.between(at.place + 2, at.end - 1).split())[1:] if chooses else [at]
    tokens = [part.peek() for part in parts if part.peek(1) is None]
    texts = tuple(token.text for token in tokens if token and token.kind is TokenKind.STRING)
    return texts if len(texts) == len(parts) else source


def _execute(at: Cursor, draft: Draft, texts: tuple[str, ...] | str, readers: dict[str, Reader]) -> bool:
    span = at.span(0, at.end)
    if isinstance(texts, str):
        if DDL.search(texts):
            say_unread(draft, text_unread(span), texts)
        return False
    if len(texts) > 1:
        draft.words.add("guarded")
    found = [run_text(draft, text, span, readers) for text in texts if DDL.search(text)]
    draft.verb = "execute"
    if not any(found):
        draft.words.discard("guarded")
    return any(found)


def _call(at: Cursor, draft: Draft) -> None:
    """A procedure that changes tables is not followed: those that its arguments name are not known any more, or all."""
    name = at.name().lower()
    if name in draft.session.changing:
        texts = (token.text for token in at.tokens if token.kind is TokenKind.STRING)
        say_unread(draft, text_unread(at.span(0, at.end)), " ".join(texts))
