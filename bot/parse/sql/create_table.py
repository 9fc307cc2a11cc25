"""CREATE TABLE: every element alone, so that a broken one costs itself and no other."""

from dataclasses import replace

from bot.model import AddTable, Column, Dialect, DropTable, Span, Table
from bot.parse.sql import followers
from bot.parse.sql.charsets import with_bin_collations
from bot.parse.sql.clauses import if_not_exists
from bot.parse.sql.columns import override_column, read_column
from bot.parse.sql.constraints import is_table_constraint, read_constraint
from bot.parse.sql.create_as import selected_columns
from bot.parse.sql.cursor import Cursor, Unreadable
from bot.parse.sql.draft import Draft, Name, object_name, unreadable
from bot.parse.sql.dumped import is_shadow
from bot.parse.sql.lookups import is_taken
from bot.parse.sql.offspring import inherit, like, partition_bounds, partition_of, take_over
from bot.parse.sql.options import table_options
from bot.parse.sql.parts import Parts, added
from bot.parse.sql.problems import columns_unread, does_not_exist


def create_table(cursor: Cursor, draft: Draft, *, replaces: bool = False, temporary: bool = False, unlogged: bool = False) -> None:
    """What follows CREATE TABLE."""
    if_not_exists(cursor, draft)
    name = draft.created(object_name(cursor))
    if temporary or (draft.dialect is Dialect.SQLITE and name.schema == "temp"):
        draft.opaque(name.name, exists=True)
        cursor.rest()  # gone with the session: no part of the schema
        return
    if is_shadow(name.name, draft):
        cursor.rest()
        return
    known = draft.table(name.full_name)
    span = cursor.span(0, cursor.end)
    if known is not None and replaces:
        draft.add(DropTable(known))
        known = None
    if known is not None:
        _again(cursor, draft, known, span)
        return
    table = _read(cursor, draft, name, span)
    if is_taken(draft, name):
        draft.existing(span, name.full_name)  # a view or an index is called so
        return
    if unlogged:
        table = replace(table, options=(*table.options, ("unlogged", "yes")))
    draft.add(AddTable(replace(table, unread=tuple(draft.problems[:1]))))
    if draft.dialect is Dialect.SQLITE:
        followers.aim_at(draft, table)


def _again(cursor: Cursor, draft: Draft, known: Table, span: Span) -> None:
    """The table is there: nothing happens under IF NOT EXISTS, the server refuses otherwise."""
    _read(cursor, draft, Name(known.schema, known.name), span)
    if not draft.problems:
        draft.existing(span, known.full_name)


def _read(cursor: Cursor, draft: Draft, name: Name, span: Span) -> Table:
    parts = Parts()
    table = Table(name.name, span, schema=name.schema)
    try:
        parent = None
        if cursor.accept("partition", "of"):
            parent = partition_of(draft, parts, table, object_name(cursor))
            table = replace(table, parents=(parent.full_name,) if parent else ())
        if cursor.at("("):
            table = _elements(cursor, draft, parts, table)
        elif cursor.accept("like"):
            table = _copied(draft, table, object_name(cursor), everything=True)
        elif not (table.columns or parts.columns or parent or draft.problems) and not cursor.at("as"):
            raise cursor.unreadable()
        if not cursor.is_done:
            table = _tail(cursor, draft, table, parts)
    except Unreadable as error:
        draft.problem(unreadable(error, draft.source, draft.verb))
    draft.problems.extend(parts.problems)
    if parts.primary_key is None and "without rowid" in dict(table.options):
        draft.problem(does_not_exist(span, f"{table.full_name}:primary-key"))
    table = with_bin_collations(added(table, parts, draft))
    above = draft.table(table.parents[0]) if table.bounds is not None and table.parents else None
    return take_over(table, above, draft) if above else table


def _elements(cursor: Cursor, draft: Draft, parts: Parts, table: Table) -> Table:
    inside, closed = _inside(cursor)
    if inside.is_done and closed and draft.dialect is Dialect.POSTGRESQL:
        return table  # a table without columns is allowed
    for element in inside.split():
        try:
            table = _element(element, draft, parts, table)
        except Unreadable as error:
            draft.problem(unreadable(error, draft.source, draft.verb))
    if not closed:
        raise cursor.unreadable()
    return table


def _inside(cursor: Cursor) -> tuple[Cursor, bool]:
    """What stands in the parentheses, and whether they close: without an end they go to the end of the statement."""
    close = cursor.closing.get(cursor.place)
    if close is not None:
        return cursor.group(), True
    inside = cursor.between(cursor.place + 1, cursor.end)
    cursor.place = cursor.end
    return inside, False


def _element(element: Cursor, draft: Draft, parts: Parts, table: Table) -> Table:
    if element.at("like") and draft.dialect is Dialect.POSTGRESQL:
        element.place += 1
        like(element, draft, parts, table)
        return table
    if element.accept("like"):
        source = object_name(element)
        options = element.rest().lower()
        return _copied(draft, table, source, everything="including all" in options or "including indexes" in options)
    if is_table_constraint(element):
        read_constraint(element, draft, parts, table.name)
    elif table.parents:
        override_column(element, draft, parts, table.name)
    else:
        read_column(element, draft, parts, table.name)
    return table


def _copied(draft: Draft, table: Table, source: Name, *, everything: bool) -> Table:
    """Columns taken from another table; with its keys where everything is copied, which then is only read in part."""
    known = draft.table(draft.resolved(source).full_name)
    if known is None:
        draft.problem(columns_unread(table.span, table.full_name))
        return table
    if everything and draft.dialect.is_mysql_family:
        return _like(table, known, draft.dialect)
    keeps_defaults = everything or draft.dialect is not Dialect.POSTGRESQL
    columns = tuple(column if keeps_defaults else _bare(column) for column in known.columns)
    if everything and (known.indexes or known.uniques or known.checks):
        draft.problem(columns_unread(table.span, table.full_name))
    key = known.primary_key if everything else None
    return replace(table, columns=(*table.columns, *columns), primary_key=key and replace(key, name=f"{table.name}_pkey"))


def _like(table: Table, known: Table, dialect: Dialect) -> Table:
    """MySQL's CREATE TABLE … LIKE: everything but the foreign keys; of the indexes that were made for them, the table's own."""
    indexes, checks = (*known.indexes, *known.implicit_indexes), known.checks
    if dialect is Dialect.MYSQL:  # where names of checks are the schema's: https://dev.mysql.com/doc/refman/8.4/en/create-table-like.html
        checks = tuple(replace(check, name=f"{table.name}_chk_{number}") for number, check in enumerate(checks, 1))
    known = replace(known, name=table.name, schema=table.schema, span=table.span)
    return replace(known, indexes=indexes, checks=checks, foreign_keys=(), implicit_indexes=())


def _bare(column: Column) -> Column:
    return replace(column, default=None, generated=None, identity=None)


def _tail(cursor: Cursor, draft: Draft, table: Table, parts: Parts) -> Table:
    if cursor.accept("inherits"):
        table = inherit(draft, parts, table, [object_name(part) for part in cursor.group().split()])
    if draft.dialect is Dialect.POSTGRESQL and (cursor.at("for", "values") or cursor.at("default")):
        table = replace(table, bounds=partition_bounds(cursor))
    options = dict(table_options(_before_query(cursor)))
    if not cursor.is_done:
        chosen = selected_columns(cursor, draft) if draft.dialect is Dialect.SQLITE else None
        cursor.rest()
        if chosen is None:
            draft.problem(columns_unread(table.span, table.full_name))
        table = replace(table, columns=(*table.columns, *(chosen or ())))
    comment = options.pop("comment", None)
    return replace(table, options=tuple(sorted(options.items())), comment=comment or None)


def _before_query(cursor: Cursor) -> Cursor:
    """The options; the cursor goes to the query of CREATE TABLE … AS, or to the end."""
    start = cursor.place
    while not cursor.is_done and cursor.word() not in ("as", "select"):
        cursor.skip()
    return cursor.between(start, min(cursor.place, cursor.end))
