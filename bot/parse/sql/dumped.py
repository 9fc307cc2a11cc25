"""How `.dump` of SQLite's shell writes virtual tables: as a row of sqlite_schema, and the tables behind them as if they were ordinary."""

from dataclasses import replace

from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.tokens import TokenKind

CATALOGUES = ("sqlite_schema", "sqlite_master")
# of FTS5, FTS3 and FTS4, and R-Tree
SHADOWS = frozenset({"data", "idx", "content", "docsize", "config", "segments", "segdir", "stat", "node", "parent", "rowid"})
VIRTUAL = "create virtual table"


def note_virtual(cursor: Cursor, draft: Draft) -> None:
    """Note the virtual table that an INSERT into the catalogue makes."""
    if any(token.text.lower() in CATALOGUES for token in cursor.tokens[:3]):
        strings = [token.text for token in cursor.tokens if token.kind is TokenKind.STRING]
        if len(strings) > 1 and strings[-1].lower().startswith(VIRTUAL):
            draft.opaque(strings[1], exists=True)
            draft.session.writable_schema = True
            # behind a VACUUM they come before it
            shadows = tuple(table.full_name for table in draft.schema.tables if is_shadow(table.name, draft))
            draft.schema = replace(draft.schema, tables=tuple(table for table in draft.schema.tables if table.full_name not in shadows))


def is_shadow(name: str, draft: Draft) -> bool:
    """Whether a table that a dump makes is one of those in which a virtual table keeps its rows."""
    owner, _, suffix = name.rpartition("_")
    return suffix in SHADOWS and draft.session.writable_schema and owner in draft.schema.opaque
