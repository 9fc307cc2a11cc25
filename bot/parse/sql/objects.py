"""Types, views, sequences, schemas and roles: CREATE and ALTER."""

from dataclasses import replace

from bot.emit import quote
from bot.model import (
    AddEnum,
    AddName,
    AddSequence,
    AddView,
    AlterEnum,
    AlterSequence,
    AlterView,
    Dialect,
    DropName,
    Enum,
    Expression,
    OtherType,
    Sequence,
    View,
    schema_name,
)
from bot.parse.expressions import canonical_expression
from bot.parse.queries import tables_read
from bot.parse.sequences import canonical_sequence
from bot.parse.sql.clauses import expression, if_exists, if_not_exists
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, object_name
from bot.parse.sql.followers import retarget_views
from bot.parse.sql.lookups import is_taken, object_in
from bot.parse.sql.options import sequence_options, storage_parameters
from bot.parse.sql.owned import rename_own_sequence, set_owner
from bot.parse.sql.plain import plain_tables
from bot.parse.sql.user_types import alter_other_type, create_other_type, found_in, rename_arguments
from bot.parse.sql.view_indexes import put_view

QUERY_TAILS = (
    ("with", "cascaded", "check", "option"),
    ("with", "local", "check", "option"),
    ("with", "check", "option"),
    ("with", "no", "data"),
    ("with", "data"),
)


def create_type(cursor: Cursor, draft: Draft) -> None:
    """What follows CREATE TYPE: of composite, range and base types the name is held."""
    name = draft.created(object_name(cursor))
    span = cursor.span(0, cursor.end)
    if not cursor.accept("as", "enum"):
        create_other_type(cursor, draft, name)
        return
    values = _values(cursor.group())
    cursor.finish()
    if object_in(draft.schema.enums, replace(name, written=True), draft):
        draft.existing(span, name.full_name)
        return
    draft.add(AddEnum(Enum(name.name, values, span, schema=name.schema)))


def _values(cursor: Cursor) -> tuple[str, ...]:
    if cursor.is_done:
        return ()
    values = []
    for part in cursor.split():
        values.append(part.string())
        part.finish()
    return tuple(values)


def alter_type(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER TYPE."""
    name = object_name(cursor)
    enum = object_in(draft.schema.enums, name, draft)
    span = cursor.span(0, cursor.end)
    other = found_in(draft.schema.types, name, draft) if enum is None else None
    if other is not None:
        _alter_other(cursor, draft, other)
        return
    if cursor.accept("add", "value"):
        after = _add_value(cursor, draft, enum)
    elif cursor.accept("rename", "value"):
        old = cursor.string()
        cursor.expect("to")
        new = cursor.string()
        after = enum and replace(enum, values=tuple(new if value == old else value for value in enum.values))
    elif cursor.accept("rename", "to"):
        new = cursor.name()
        after = enum and replace(enum, name=new)
    elif cursor.accept("set", "schema"):
        new = cursor.name()
        after = enum and replace(enum, schema=schema_name(new))
    elif cursor.accept("owner", "to") or cursor.word() in ("add", "drop", "alter", "rename", "set"):
        cursor.rest()  # of composite types, which are not held
        return
    else:
        raise cursor.unreadable()
    cursor.finish()
    if enum is None:
        draft.missing(span, name.full_name)
    elif after is not None and after != enum:
        draft.add(AlterEnum(enum, after))
        rename_arguments(draft, enum.full_name, after.full_name)


def _alter_other(cursor: Cursor, draft: Draft, known: OtherType) -> None:
    if cursor.accept("rename", "to"):
        alter_other_type(draft, known, name=cursor.name())
    elif cursor.accept("set", "schema"):
        alter_other_type(draft, known, schema=cursor.name())
    elif cursor.word() in ("owner", "add", "drop", "alter", "rename", "set"):
        cursor.rest()
    else:
        raise cursor.unreadable()


def _add_value(cursor: Cursor, draft: Draft, enum: Enum | None) -> Enum | None:
    if_not_exists(cursor, draft)
    span = cursor.span(0, cursor.end)
    value = cursor.string()
    side = cursor.accept_any("before", "after")
    beside = cursor.string() if side else None
    if enum is None:
        return None
    if value in enum.values:
        draft.existing(span, f"{enum.full_name}: {value}")
        return enum
    place = len(enum.values)
    if beside is not None and beside in enum.values:
        place = enum.values.index(beside) + (side == "after")
    return replace(enum, values=(*enum.values[:place], value, *enum.values[place:]))


def create_view(cursor: Cursor, draft: Draft, *, materialized: bool = False, replaces: bool = False, recursive: bool = False) -> None:
    """What follows CREATE [MATERIALIZED | RECURSIVE] VIEW."""
    if_not_exists(cursor, draft)
    name = draft.created(object_name(cursor))
    span = cursor.span(0, cursor.end)
    columns = cursor.names() if cursor.at("(") else None
    invoker = False
    while not cursor.accept("as"):
        if cursor.is_done:
            raise cursor.unreadable()
        if cursor.accept("with") and cursor.at("("):
            invoker = _is_invoker(cursor.group(), default=invoker)
        elif not cursor.at("as"):
            cursor.skip()
    body = _query(cursor)
    plain = plain_tables(body.tokens[body.place : body.end], cursor.dialect)
    query = expression(body)
    if recursive and columns:
        query, plain = _recursive(name.name, columns, query, cursor.dialect), None
    tables = tables_read(query.spelling, cursor.dialect) if plain is None else plain
    view = View(name.name, query, span, schema=name.schema, materialized=materialized, columns=columns, tables=tables, invoker=invoker)
    known = object_in(draft.schema.views, replace(name, written=True), draft)
    if known is None and not is_taken(draft, name):
        draft.add(AddView(view))
    elif known is not None and (replaces or (draft.schema.unread and "if-not-exists" not in draft.words)):
        draft.add(AlterView(known, view))  # or the old one went in what was not read
    else:
        draft.existing(span, name.full_name)


def _is_invoker(options: Cursor, *, default: bool) -> bool:
    """What `(security_invoker = on)` says, in WITH or SET."""
    said = dict(storage_parameters(options)).get("security_invoker")
    return default if said is None else said in ("true", "on", "yes", "1")


def _recursive(name: str, columns: tuple[str, ...], query: Expression, dialect: Dialect) -> Expression:
    """The query that CREATE RECURSIVE VIEW is short for (https://www.postgresql.org/docs/current/sql-createview.html)."""
    names = ", ".join(quote(column, dialect) for column in columns)
    own = quote(name, dialect)
    text = ("WITH RECURSIVE", own, f"({names}) AS ({query.spelling})", "SELECT", names, "FROM", own)
    return canonical_expression(" ".join(text), dialect)


def _query(cursor: Cursor) -> Cursor:
    """The query without what may follow it; the cursor goes to its end."""
    start, end = cursor.place, cursor.end
    words = [token.word for token in cursor.tokens[max(start, end - 4) : end]]
    tail = next((tail for tail in QUERY_TAILS if words[-len(tail) :] == list(tail)), ())
    cursor.place = end
    return cursor.between(start, end - len(tail))


def alter_view(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER [MATERIALIZED] VIEW: MySQL gives the query again, PostgreSQL renames, moves or sets options."""
    if_exists(cursor, draft)
    name = object_name(cursor)
    view = object_in(draft.schema.views, name, draft)
    span = cursor.span(0, cursor.end)
    after = view
    if cursor.accept("rename", "to"):
        new = cursor.name()
        after = view and replace(view, name=new)
    elif cursor.accept("set", "schema"):
        new = cursor.name()
        after = view and replace(view, schema=schema_name(new))
    elif cursor.at("rename") and cursor.word(2) != "to":
        _rename_view_column(cursor, draft, view)
    elif cursor.at("as") or cursor.at("("):
        while not cursor.accept("as"):
            cursor.skip()
        definition = expression(_query(cursor))
        after = view and replace(view, definition=definition)
    elif cursor.word() in ("set", "reset", "owner", "alter", "rename"):
        _set_view_options(cursor, draft, view)
    cursor.finish()
    if view is None:
        draft.missing(span, name.full_name)
    elif after is not None and after != view:
        draft.add(AlterView(view, after))
        retarget_views(draft, view.full_name, after.full_name)


def _set_view_options(cursor: Cursor, draft: Draft, view: View | None) -> None:
    """SET (security_invoker = on); what else is set of a view passes."""
    if cursor.accept("set") and cursor.at("(") and view is not None:
        put_view(draft, replace(view, invoker=_is_invoker(cursor.group(), default=view.invoker)))
    cursor.rest()


def _rename_view_column(cursor: Cursor, draft: Draft, view: View | None) -> None:
    """RENAME [COLUMN] a TO b: of a view whose columns are not known by name there is nothing to hold."""
    cursor.expect("rename")
    cursor.accept("column")
    old = cursor.name()
    cursor.expect("to")
    new = cursor.name()
    if view is not None and view.columns is not None:
        put_view(draft, replace(view, columns=tuple(new if column == old else column for column in view.columns)))


def create_sequence(cursor: Cursor, draft: Draft) -> None:
    """What follows CREATE SEQUENCE."""
    if_not_exists(cursor, draft)
    name = draft.created(object_name(cursor))
    span = cursor.span(0, cursor.end)
    given = dict(sequence_options(cursor))
    owner = given.pop("owner", "") or None
    options = canonical_sequence(given)
    if object_in(draft.schema.sequences, replace(name, written=True), draft):
        draft.existing(span, name.full_name)
    else:
        draft.add(AddSequence(Sequence(name.name, span, schema=name.schema, options=options, owner=owner)))


def alter_sequence(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER SEQUENCE; that of a serial or identity column is not held, nothing is said of it."""
    if_exists(cursor, draft)
    name = object_name(cursor)
    sequence = object_in(draft.schema.sequences, name, draft)
    after = sequence
    if cursor.accept("rename", "to"):
        new = cursor.name()
        after = sequence and replace(sequence, name=new)
        if sequence is None:
            rename_own_sequence(draft, name, new)
    elif cursor.accept("set", "schema"):
        new = cursor.name()
        after = sequence and replace(sequence, schema=schema_name(new))
    elif cursor.accept("owner", "to") or cursor.accept("set"):
        cursor.rest()
    else:
        options = dict(sequence_options(cursor))
        if "owner" in options and sequence is not None:
            sequence = set_owner(draft, sequence, options.pop("owner") or None)
        options.pop("owner", None)
        after = sequence and replace(sequence, options=canonical_sequence(dict(sequence.options) | options))
    cursor.finish()
    if sequence is not None and after is not None and after != sequence:
        draft.add(AlterSequence(sequence, after))


def create_role(cursor: Cursor, draft: Draft) -> None:
    """What follows CREATE ROLE, USER or GROUP; its options are not held."""
    if_not_exists(cursor, draft)
    name = cursor.name()
    cursor.rest()
    draft.add(AddName("role", name))


def alter_role(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER ROLE."""
    name = cursor.name()
    if cursor.accept("rename", "to"):
        new = cursor.name()
        draft.add(DropName("role", name))
        draft.add(AddName("role", new))
    cursor.rest()
