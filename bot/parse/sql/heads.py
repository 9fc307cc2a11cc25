"""CREATE, ALTER, DROP, RENAME and COMMENT ON: which reader follows which words."""

from collections.abc import Callable
from dataclasses import replace

from bot.model import AlterColumn, AlterTable, Dialect
from bot.parse.sql import drops, objects, policies, routines, schemas, user_types
from bot.parse.sql.alter_keys import rename_part, rename_table
from bot.parse.sql.alter_table import alter_table
from bot.parse.sql.clauses import if_exists, if_not_exists
from bot.parse.sql.create_index import create_index
from bot.parse.sql.create_table import create_table
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, object_name
from bot.parse.sql.drop_types import drop_types
from bot.parse.sql.lookups import column, object_in, with_index
from bot.parse.sql.target import Target
from bot.parse.sql.tokens import TokenKind
from bot.parse.sql.triggers import alter_trigger, create_trigger, drop_trigger
from bot.parse.sql.view_indexes import put_view, rename_view_index

Reader = Callable[[Cursor, Draft], None]
# their bodies are code or settings: known, and deliberately not looked into
OPAQUE_OBJECTS = frozenset(
    {"function", "procedure", "trigger", "event", "extension", "aggregate", "operator", "cast", "collation", "conversion"}
    | {"publication", "subscription", "server", "foreign", "language", "rule", "statistics", "tablespace", "access", "text", "transform"}
    | {"default", "system", "large", "routine", "constraint", "definer", "package", "virtual", "owned", "logfile", "resource", "instance"}
)
CREATE: dict[str, Reader] = {
    "index": create_index,
    "type": objects.create_type,
    "view": objects.create_view,
    "domain": user_types.create_domain,
    "sequence": objects.create_sequence,
    "schema": schemas.create_schema,
    "database": schemas.create_schema,
    "role": objects.create_role,
    "user": objects.create_role,
    "group": objects.create_role,
    "policy": policies.create_policy,
}
ALTER: dict[str, Reader] = {
    "table": alter_table,
    "type": objects.alter_type,
    "view": objects.alter_view,
    "domain": user_types.alter_domain,
    "sequence": objects.alter_sequence,
    "schema": schemas.alter_schema,
    "role": objects.alter_role,
    "user": objects.alter_role,
    "policy": policies.alter_policy,
}
DROP: dict[str, Reader] = {
    "table": drops.drop_tables,
    "index": drops.drop_indexes,
    "type": drop_types,
    "view": drops.drop_views,
    "domain": drop_types,
    "sequence": drops.drop_sequences,
    "schema": schemas.drop_schemas,
    "database": schemas.drop_schemas,
    "role": drops.drop_roles,
    "user": drops.drop_roles,
    "group": drops.drop_roles,
    "policy": drops.drop_policy,
}


def create(cursor: Cursor, draft: Draft) -> bool:
    """What follows CREATE; False where it is deliberately not looked into."""
    replaces = cursor.accept("or", "replace")
    _view_options(cursor)
    words = set()
    while word := cursor.accept_any(
        "temp", "temporary", "unlogged", "global", "local", "unique", "fulltext", "spatial", "materialized", "recursive"
    ):
        words.add(word)
    cursor.accept("constraint") if cursor.at("constraint", "trigger") else None
    kind = cursor.word()
    if kind == "trigger" and not words & {"temp", "temporary"}:
        return create_trigger(cursor, draft, replaces=replaces)
    if kind in routines.KINDS and cursor.dialect is Dialect.POSTGRESQL:
        return routines.create_routine(cursor, draft)
    if kind in OPAQUE_OBJECTS or _is_account(cursor):
        return _opaque(cursor, draft, "create")
    draft.verb = f"create {kind}"
    if kind == "table":
        cursor.place += 1
        create_table(cursor, draft, replaces=replaces, temporary=bool(words & {"temp", "temporary"}), unlogged="unlogged" in words)
    elif kind == "index":
        cursor.place += 1
        create_index(cursor, draft, replaces=replaces, unique="unique" in words, method=next(iter(words & {"fulltext", "spatial"}), None))
    elif kind == "view":
        cursor.place += 1
        if words & {"temp", "temporary"}:
            _temporary_view(cursor, draft)
        else:
            objects.create_view(cursor, draft, materialized="materialized" in words, replaces=replaces, recursive="recursive" in words)
    else:
        return _dispatch(cursor, draft, CREATE)
    return True


def _view_options(cursor: Cursor) -> None:
    """MySQL's ALGORITHM, DEFINER and SQL SECURITY before VIEW."""
    while cursor.dialect.is_mysql_family:
        if cursor.accept("algorithm", "="):
            cursor.take()
        elif cursor.at("definer", "="):
            while not cursor.is_done and cursor.word() not in ("sql", "view", "trigger", "procedure", "function", "event"):
                cursor.take()
        elif cursor.accept("sql", "security"):
            cursor.take()
        else:
            return


def _temporary_view(cursor: Cursor, draft: Draft) -> None:
    """Gone with the session: known by its name only."""
    if_not_exists(cursor, draft)
    draft.opaque(object_name(cursor).full_name, exists=True)
    cursor.rest()


def _dispatch(cursor: Cursor, draft: Draft, readers: dict[str, Reader]) -> bool:
    reader = readers.get(cursor.word())
    if reader is None:
        raise cursor.unreadable()
    cursor.place += 1
    reader(cursor, draft)
    cursor.finish()
    return True


def _is_account(cursor: Cursor) -> bool:
    """MySQL's accounts, `'name'@'host'`, belong to the server and to no schema."""
    return cursor.dialect.is_mysql_family and cursor.word() in ("user", "role")


def _opaque(cursor: Cursor, draft: Draft, head: str) -> bool:
    draft.verb = f"{head} {cursor.word()}"
    if cursor.peek(1) is None:
        cursor.place = cursor.end
        raise cursor.unreadable()
    if head == "create" and (cursor.accept("virtual", "table") or cursor.accept("foreign", "table")):
        if_not_exists(cursor, draft)
        draft.opaque(object_name(cursor).full_name, exists=True)  # known by name, so that dropping it is no surprise
    cursor.rest()
    return False


def alter(cursor: Cursor, draft: Draft) -> bool:
    """What follows ALTER; False where it is deliberately not looked into."""
    _view_options(cursor)
    cursor.accept_any("online", "ignore", "materialized", "foreign")
    kind = cursor.word()
    if kind == "trigger" and cursor.dialect is Dialect.POSTGRESQL:
        return alter_trigger(cursor, draft)
    if kind in routines.KINDS and cursor.dialect is Dialect.POSTGRESQL:
        return routines.alter_routine(cursor, draft)
    is_everything = cursor.word(1) == "all" and cursor.word(2) == "in"  # ALL IN TABLESPACE
    if kind in OPAQUE_OBJECTS or kind == "database" or is_everything or _is_account(cursor):
        return _opaque(cursor, draft, "alter")
    draft.verb = f"alter {kind}"
    if kind == "index":
        cursor.place += 1
        _alter_index(cursor, draft)
        return True
    return _dispatch(cursor, draft, ALTER)


def _alter_index(cursor: Cursor, draft: Draft) -> None:
    if_exists(cursor, draft)
    name = object_name(cursor)
    if not cursor.accept("rename", "to"):
        if cursor.word() not in ("set", "reset", "attach", "alter", "depends", "no"):
            raise cursor.unreadable()
        cursor.rest()
        return
    new = cursor.name()
    cursor.finish()
    table = next(with_index(draft, name), None)
    if table is not None:
        rename_part(Target(draft, table.full_name), name.name, new, cursor)
    elif not rename_view_index(draft, name, new):
        draft.missing(cursor.span(0, cursor.end), name.name)


def drop(cursor: Cursor, draft: Draft) -> bool:
    """What follows DROP; False where it is deliberately not looked into."""
    cursor.accept_any("materialized", "temporary", "foreign")
    if cursor.at("trigger"):
        return drop_trigger(cursor, draft)
    if cursor.word() in routines.KINDS and cursor.dialect is Dialect.POSTGRESQL:
        return routines.drop_routines(cursor, draft)
    if cursor.word() in OPAQUE_OBJECTS or _is_account(cursor):
        return _opaque(cursor, draft, "drop")
    draft.verb = f"drop {cursor.word()}"
    return _dispatch(cursor, draft, DROP)


def rename(cursor: Cursor, draft: Draft) -> bool:
    """What follows MySQL's RENAME."""
    draft.verb = "rename table"
    if not cursor.accept("table"):
        cursor.expect("tables")
    pairs = []
    for part in cursor.split():
        old = object_name(part)
        part.expect("to")
        pairs.append((old, object_name(part)))
        part.finish()
    for old, new in pairs:
        target = Target(draft, draft.resolved(old).full_name)
        if target.table is None:
            draft.missing(cursor.span(0, cursor.end), target.name)
        rename_table(target, new)
    return True


def comment(cursor: Cursor, draft: Draft) -> bool:
    """COMMENT ON: of tables and columns it is held."""
    cursor.expect("on")
    draft.verb = "comment on"
    kind = cursor.word()
    start = cursor.place
    while not cursor.accept("is"):
        cursor.take()
    token = cursor.take()
    cursor.finish()
    if token.kind is not TokenKind.STRING and token.word != "null":
        cursor.place -= 1
        raise cursor.unreadable()
    text = token.text if token.kind is TokenKind.STRING else None
    cursor.place = start + 1
    if kind == "table":
        _comment_table(cursor, draft, text)
    elif kind == "column":
        _comment_column(cursor, draft, text)
    elif kind == "view" or (kind == "materialized" and cursor.accept("view")):
        _comment_view(cursor, draft, text)
    cursor.place = cursor.end
    return True


def _comment_table(cursor: Cursor, draft: Draft, text: str | None) -> None:
    name = draft.resolved(object_name(cursor))
    table = draft.table(name.full_name)
    if table is None:
        draft.missing(cursor.span(0, cursor.end), name.full_name)
    elif table.comment != text:
        draft.add(AlterTable(table, replace(table, comment=text)))


def _comment_view(cursor: Cursor, draft: Draft, text: str | None) -> None:
    name = object_name(cursor)
    view = object_in(draft.schema.views, name, draft)
    if view is None:
        draft.missing(cursor.span(0, cursor.end), name.full_name)
    else:
        put_view(draft, replace(view, comment=text))


def _comment_column(cursor: Cursor, draft: Draft, text: str | None) -> None:
    last = next(place for place in range(cursor.place, cursor.end) if cursor.tokens[place].word == "is") - 1
    table_name = cursor.between(cursor.place, last - 1)
    name = draft.resolved(object_name(table_name))
    cursor.place = last
    column_name = cursor.name()
    table = draft.table(name.full_name)
    found = column(table, column_name, draft.dialect) if table else None
    if table is None or found is None:
        draft.missing(cursor.span(0, cursor.end), f"{name.full_name}.{column_name}")
    elif found.comment != text:
        draft.add(AlterColumn(table, found, replace(found, comment=text)))
