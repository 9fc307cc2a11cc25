"""CREATE INDEX in every dialect."""

from dataclasses import dataclass, replace

from bot.model import AddIndex, Dialect, DropIndex, DropUnique, Expression, Index, Table, key_parts
from bot.parse.sql.clauses import expression, if_not_exists
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name, object_name
from bot.parse.sql.implicit import still_needed
from bot.parse.sql.index_parts import index_parts
from bot.parse.sql.lookups import is_taken, part
from bot.parse.sql.naming import chosen_name
from bot.parse.sql.parts import index_names, missing_column, spelled_index
from bot.parse.sql.server_made import index_columns
from bot.parse.sql.taken import Taken
from bot.parse.sql.view_indexes import add_view_index

STORAGE = (("with", "parser"), ("comment",), ("tablespace",), ("key_block_size",))


@dataclass(slots=True)
class Tail:
    """What may follow the key parts."""

    method: str | None = None
    where: Expression | None = None
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False


def create_index(cursor: Cursor, draft: Draft, *, replaces: bool = False, unique: bool = False, method: str | None = None) -> None:
    """What follows CREATE [UNIQUE | FULLTEXT | SPATIAL] INDEX."""
    if cursor.accept("concurrently"):
        draft.words.add("concurrently")
    if_not_exists(cursor, draft)
    written = None if cursor.at("on") else object_name(cursor)
    name = written.name if written else None
    tail = Tail(method)
    if cursor.accept("using"):
        tail.method = _method(cursor)
    _on(cursor, draft)
    target = draft.resolved(object_name(cursor))
    if draft.dialect is Dialect.SQLITE and written is not None and written.written:
        target = replace(target, schema=written.schema)  # there the index says which database is meant
    if cursor.accept("using"):
        tail.method = _method(cursor)
    parts = index_parts(cursor.group(), target.name)
    while not cursor.is_done:
        _tail(cursor, draft, tail, target.name)
    index = Index(
        name,
        parts,
        cursor.span(0, cursor.end),
        unique=unique,
        method=tail.method or ("btree" if draft.dialect is Dialect.POSTGRESQL else None),
        where=tail.where,
        include=tail.include,
        nulls_not_distinct=tail.nulls_not_distinct,
        implicit=name is None,
    )
    table = draft.table(target.full_name)
    if table is None:
        if not add_view_index(draft, target, index):
            draft.missing(cursor.span(0, cursor.end), target.full_name)
        return
    _add(cursor, draft, _without_replaced(draft, table, name) if replaces else table, spelled_index(index, table, draft.dialect))


def _on(cursor: Cursor, draft: Draft) -> None:
    cursor.expect("on")
    if cursor.accept("only"):
        draft.words.add("only")


def _add(cursor: Cursor, draft: Draft, table: Table, index: Index) -> None:
    needed = tuple(still_needed(table.implicit_indexes, (*key_parts(table), index)))
    taken = index_names(replace(table, implicit_indexes=needed))
    columns_used = (*(part.column for part in index.parts if part.column), *index.include)
    if missing_column(draft, table, columns_used, cursor.span(0, cursor.end)):
        return
    if index.name is None:
        name = chosen_name(table.name, index_columns(index), "idx", Taken(draft, table, relations=True))
        index = replace(index, name=name)
    if index.name in taken or is_taken(draft, Name(table.schema, index.name or "")):
        draft.existing(cursor.span(0, cursor.end), f"{table.full_name}:{index.name}")
        return
    draft.add(AddIndex(table, index))
    draft.hold(table.full_name, implicit_indexes=needed)


def _without_replaced(draft: Draft, table: Table, name: str | None) -> Table:
    """The table without the index that MariaDB's CREATE OR REPLACE INDEX puts another one in the place of."""
    index, unique = part(table.indexes, name or "", draft.dialect), part(table.uniques, name or "", draft.dialect)
    if index is not None:
        draft.add(DropIndex(table, index))
    elif unique is not None:
        draft.add(DropUnique(table, unique))
    return draft.table(table.full_name) or table


def _method(cursor: Cursor) -> str | None:
    word = cursor.name().lower()
    return word if cursor.dialect is Dialect.POSTGRESQL or word == "hash" else None


def _tail(cursor: Cursor, draft: Draft, tail: Tail, table: str) -> None:
    if cursor.accept("where"):
        tail.where = expression(cursor, table=table)
    elif cursor.accept("include"):
        tail.include = cursor.names()
    elif cursor.accept("nulls"):
        tail.nulls_not_distinct = cursor.accept("not")
        cursor.expect("distinct")
    elif cursor.accept("using"):
        tail.method = _method(cursor)
    elif cursor.word() in ("algorithm", "lock"):
        algorithm(cursor, draft)
    else:
        _storage(cursor)


def _storage(cursor: Cursor) -> None:
    """What changes nothing the model holds."""
    if any(cursor.accept(*words) for words in STORAGE):
        cursor.accept("=")
        cursor.take()
    elif cursor.accept("with"):
        cursor.group()
    elif not cursor.accept_any("visible", "invisible"):
        raise cursor.unreadable()


def algorithm(cursor: Cursor, draft: Draft) -> None:
    """MySQL's ALGORITHM and LOCK, noted among the words as `algorithm=inplace`, `lock=none`."""
    name = cursor.take().word
    cursor.accept("=")
    draft.words.add(f"{name}={cursor.take().text.lower()}")
