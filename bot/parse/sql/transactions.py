"""BEGIN, SAVEPOINT and ROLLBACK, where a schema change is undone with them, and the PRAGMAs of SQLite that later statements obey."""

from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Session

PRAGMAS = ("legacy_alter_table", "foreign_keys")
ON = frozenset({"on", "yes", "true", "1"})
OUTERMOST = ""


def move_transaction(cursor: Cursor, draft: Draft) -> None:
    """A transaction statement from its first word on; MySQL commits with every schema change, so there nothing is undone."""
    if draft.dialect.is_mysql_family:
        return
    session, head = draft.session, cursor.take().word
    cursor.accept_any("transaction", "work")
    match head:
        case "begin" | "start":
            session.open = session.open or [(OUTERMOST, draft.schema)]
        case "savepoint":
            session.open.append((cursor.name().lower(), draft.schema))
        case "rollback" if cursor.accept("to"):
            cursor.accept("savepoint")
            _roll_back(draft, cursor.name().lower())
        case "rollback" | "abort" if session.open and not cursor.at("prepared"):
            draft.schema = session.open[0][1]
            session.open = []
        case "release":
            cursor.accept("savepoint")
            session.open = session.open[: _place(session, cursor.name().lower())]
        case "commit" | "end" if not cursor.at("prepared"):
            session.open = []


def _place(session: Session, name: str) -> int | None:
    """Where the innermost savepoint of that name stands."""
    return next((at for at in reversed(range(len(session.open))) if session.open[at][0] == name), None)


def _roll_back(draft: Draft, name: str) -> None:
    at = _place(draft.session, name)
    if at is not None:
        draft.schema = draft.session.open[at][1]
        draft.session.open = draft.session.open[: at + 1]


def set_pragma(cursor: Cursor, session: Session) -> None:
    """SQLite's PRAGMA from its first word on; `foreign_keys` means nothing inside a transaction."""
    cursor.expect("pragma")
    if cursor.peek(1) is not None and cursor.word(1) == ".":
        cursor.place += 2
    name = cursor.accept_any(*PRAGMAS)
    if not name or not cursor.accept_any("=", "(") or (name == "foreign_keys" and session.open):
        return
    setattr(session, name, cursor.take().text.lower() in ON)
