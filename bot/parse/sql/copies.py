"""INSERT … SELECT and CREATE TABLE … AS SELECT over one table: which column of which table each value comes from."""

from bot.model import CopiedColumn, Dialect, RowCopy, Table
from bot.parse.sql.cursor import Cursor, Unreadable
from bot.parse.sql.draft import Draft, object_name
from bot.parse.sql.lookups import column
from bot.parse.sql.tokens import TokenKind

NAMES = (TokenKind.WORD, TokenKind.NAME)


def note_insert(cursor: Cursor, draft: Draft) -> None:
    """Note the rows that an INSERT, from its first word on, copies from one table; nothing where it does something else."""
    try:
        draft.copy = _insert(cursor, draft)
    except Unreadable:
        return


def _insert(cursor: Cursor, draft: Draft) -> RowCopy | None:
    cursor.expect("insert")
    may_skip = cursor.accept("or") or cursor.at("ignore")
    while not cursor.accept("into"):
        cursor.take()
    target = draft.table(draft.resolved(object_name(cursor)).full_name)
    if target is None:
        return None
    names = cursor.names() if cursor.at("(") else tuple(each.name for each in target.columns if each.generated is None)
    cursor.accept("overriding", "system", "value")
    spelled = tuple(found.name if (found := column(target, name, draft.dialect)) else name for name in names)
    return selected_rows(cursor, draft, target.full_name, spelled, may_skip=may_skip)


def selected_rows(cursor: Cursor, draft: Draft, target: str, names: tuple[str, ...], *, may_skip: bool = False) -> RowCopy | None:
    """The copy that a SELECT into those columns makes; None where it does not read one known table, or not as many columns."""
    if not cursor.accept("select"):
        return None
    chosen = cursor.accept("distinct") or may_skip
    start = cursor.place
    while not cursor.is_done and not cursor.at("from"):
        cursor.skip()
    items = cursor.between(start, min(cursor.place, cursor.end))
    if not cursor.accept("from"):
        return None
    source = draft.table(draft.resolved(object_name(cursor)).full_name)
    if source is None:
        return None
    values = tuple(value for item in items.split() for value in _values(item, source, draft.dialect))
    if len(values) != len(names):
        return None
    columns = tuple(CopiedColumn(name, *value) for name, value in zip(names, values, strict=True))
    return RowCopy(source.full_name, target, columns, chosen or not _takes_all(cursor))


def _takes_all(cursor: Cursor) -> bool:
    """Whether nothing behind the table keeps a row out or joins another one to it."""
    if cursor.accept("as") or (not cursor.is_done and cursor.word() not in ("where", "order", "group", "limit", "join")):
        cursor.take()
    cursor.accept("where", "true")
    if not cursor.accept("order", "by"):
        return cursor.is_done
    while not cursor.is_done and cursor.word() not in ("limit", "on", "union", "except", "intersect"):
        cursor.skip()
    return cursor.is_done


def _values(item: Cursor, source: Table, dialect: Dialect) -> list[tuple[tuple[str, ...], bool, str | None]]:
    if item.tokens[item.end - 1].word == "*" and item.end - item.place in (1, 3):
        return [((each.name,), True, None) for each in source.columns]
    only = item.tokens[item.place] if item.end - item.place == 1 else None
    if only and only.kind is TokenKind.NAME and column(source, only.text, dialect) is None:
        return [((), False, only.text)]
    found: list[str] = []
    size = 0
    while not item.is_done and not item.accept("as"):
        token, follower = item.take(), item.word()
        size += 1
        is_call = token.kind is TokenKind.WORD and follower == "("
        known = column(source, token.text, dialect) if token.kind in NAMES and not is_call else None
        if known is not None and follower != ".":
            found.append(known.name)
        elif follower == "." or token.word == ".":
            size -= 1
    return [(tuple(dict.fromkeys(found)), size == 1 and len(found) == 1, None)]
