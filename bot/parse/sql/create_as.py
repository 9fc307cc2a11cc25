"""SQLite's CREATE TABLE … AS SELECT, as far as its columns are those of one table."""

from collections.abc import Iterator

from bot.model import Column, ColumnType, Table
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, object_name
from bot.parse.sql.lookups import column

# what a column is declared as whose values come from one of that affinity: https://www.sqlite.org/lang_createtable.html
DECLARED = {"integer": "INT", "text": "TEXT", "blob": "", "real": "REAL", "numeric": "NUM"}
BEHIND = ("", "where", "order", "limit", "group")


def selected_columns(cursor: Cursor, draft: Draft) -> tuple[Column, ...] | None:
    """The columns of the new table; None where the query takes more than columns of one known table as they are."""
    cursor.accept("as")
    if not cursor.accept("select"):
        return None
    start = cursor.place
    while not cursor.is_done and not cursor.at("from"):
        cursor.skip()
    items = cursor.between(start, min(cursor.place, cursor.end))
    if not cursor.accept("from"):
        return None
    source = draft.table(draft.resolved(object_name(cursor)).full_name)
    if source is None or source.unread or cursor.word() not in BEHIND:
        return None
    found = [made for item in items.split() for made in _item(item, source, draft)]
    return tuple(each for each in found if each is not None) if None not in found else None


def _item(item: Cursor, source: Table, draft: Draft) -> Iterator[Column | None]:
    if item.at("*") and item.peek(1) is None:
        yield from (_made(each, each.name, item) for each in source.columns)
        return
    if item.word(1) == ".":
        item.place += 2
    token = item.peek()
    found = column(source, token.text, draft.dialect) if token else None
    item.place += 1
    if found is None or (not item.is_done and not item.accept("as") and item.peek(1) is not None):
        yield None
        return
    name = found.name if item.is_done else item.name()
    yield _made(found, name, item) if item.is_done else None


def _made(source: Column, name: str, item: Cursor) -> Column | None:
    if not isinstance(source.type, ColumnType):
        return None
    declared = DECLARED[source.type.affinity]
    return Column(name, ColumnType(declared.lower(), spelling=declared), item.span(item.place - 1))
