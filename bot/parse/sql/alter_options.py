"""ALTER TABLE: row security, schema, partitions, and options that change nothing the model holds."""

from collections.abc import Callable, Container
from dataclasses import replace

from bot.model import AlterColumn, AlterTable, ColumnType, Dialect, Table, charset_of, has_characters, schema_name
from bot.parse.sql import create_index
from bot.parse.sql.alter_keys import move_table
from bot.parse.sql.charsets import converted, pinned
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import object_name
from bot.parse.sql.heirs import join, part_from
from bot.parse.sql.offspring import partition_bounds
from bot.parse.sql.options import merged_options, storage_parameters, table_options
from bot.parse.sql.partitions import remove_partitioning
from bot.parse.sql.target import Target

ROW_SECURITY = ("row", "level", "security")
# actions that are known, and change neither the shape of the table nor what it accepts
PASSING = (
    ("owner", "to"),
    ("cluster", "on"),
    ("replica", "identity"),
    ("of",),
    ("not", "of"),
    ("order", "by"),
    ("discard", "tablespace"),
    ("import", "tablespace"),
    ("with", "validation"),
    ("without", "validation"),
)


def enable(cursor: Cursor, target: Target) -> None:
    """ENABLE ROW LEVEL SECURITY; triggers, rules and keys pass."""
    if cursor.accept(*ROW_SECURITY):
        _row_security(target, enabled=True)
    else:
        _trigger(cursor)


def disable(cursor: Cursor, target: Target) -> None:
    """DISABLE ROW LEVEL SECURITY; triggers, rules and keys pass."""
    if cursor.accept(*ROW_SECURITY):
        _row_security(target, enabled=False)
    else:
        _trigger(cursor)


def _trigger(cursor: Cursor) -> None:
    cursor.accept_any("always", "replica")
    if not cursor.accept_any("trigger", "rule", "keys"):
        raise cursor.unreadable()
    cursor.rest()


def _row_security(target: Target, *, enabled: bool) -> None:
    table = target.table
    if table is not None and table.row_security != enabled:
        target.draft.add(AlterTable(table, replace(table, row_security=enabled)))


def force(cursor: Cursor, target: Target) -> None:
    """FORCE ROW LEVEL SECURITY, for the owner too; MySQL's FORCE rebuilds."""
    if cursor.accept(*ROW_SECURITY):
        target.draft.alter(target.name, row_security_forced=True)


def no(cursor: Cursor, target: Target) -> None:
    """NO FORCE ROW LEVEL SECURITY, NO INHERIT."""
    if cursor.accept("inherit"):
        parent = target.draft.table(target.draft.resolved(object_name(cursor)).full_name)
        if parent and target.table:
            part_from(target.draft, target.table, parent)
    else:
        cursor.expect("force", *ROW_SECURITY)
        target.draft.alter(target.name, row_security_forced=False)


def set_(cursor: Cursor, target: Target) -> None:
    """SET SCHEMA moves the table; storage parameters, tablespace and logging pass."""
    if cursor.accept("schema"):
        move_table(target, schema_name(cursor.name()))
    elif cursor.at("("):
        given = dict(storage_parameters(cursor.group()))
        _set_options(target, lambda options: options | given)
    elif word := cursor.accept_any("logged", "unlogged"):
        _set_options(target, lambda options: {**_without(options, ("unlogged",)), **({"unlogged": "yes"} if word == "unlogged" else {})})
    elif cursor.accept_any("tablespace", "access", "without", "with"):
        cursor.rest()
    else:
        raise cursor.unreadable()


def reset(cursor: Cursor, target: Target) -> None:
    """RESET of storage parameters."""
    gone = [name for name, _ in storage_parameters(cursor.group())]
    _set_options(target, lambda options: _without(options, gone))


def _without(options: dict[str, str], names: Container[str]) -> dict[str, str]:
    return {name: value for name, value in options.items() if name not in names}


def _set_options(target: Target, how: Callable[[dict[str, str]], dict[str, str]]) -> None:
    table = target.table
    if table is None:
        return
    after = replace(table, options=tuple(sorted(how(dict(table.options)).items())))
    if after.options != table.options:
        target.draft.add(AlterTable(table, after))


def attach(cursor: Cursor, target: Target) -> None:
    """ATTACH PARTITION."""
    cursor.expect("partition")
    child = target.draft.table(target.draft.resolved(object_name(cursor)).full_name)
    bounds = partition_bounds(cursor)
    if child and target.table:
        join(target.draft, child, target.table, bounds)


def detach(cursor: Cursor, target: Target) -> None:
    """DETACH PARTITION."""
    cursor.expect("partition")
    child = target.draft.table(target.draft.resolved(object_name(cursor)).full_name)
    cursor.accept_any("concurrently", "finalize")
    if child and target.table:
        part_from(target.draft, child, target.table)


def inherit(cursor: Cursor, target: Target) -> None:
    """INHERIT: the table becomes a child."""
    parent = target.draft.table(target.draft.resolved(object_name(cursor)).full_name)
    if parent and target.table:
        join(target.draft, target.table, parent, None)


def algorithm(cursor: Cursor, target: Target) -> None:
    """MySQL's ALGORITHM and LOCK."""
    cursor.place -= 1
    create_index.algorithm(cursor, target.draft)


def other(cursor: Cursor, target: Target) -> None:
    """What no other action's word begins: known ones that pass, and MySQL's table options."""
    if any(cursor.accept(*words) for words in PASSING):
        cursor.rest()
        return
    if not target.dialect.is_mysql_family:
        raise cursor.unreadable()
    if cursor.accept("convert", "to"):
        _convert(cursor, target)
        return
    if cursor.accept("remove", "partitioning"):
        remove_partitioning(target)
        return
    options = dict(table_options(cursor))
    table = target.table
    if table is None:
        return
    comment = options.pop("comment", table.comment)
    if options.keys() & {"charset", "collate"}:
        target.statement.options = options
        table = pinned(table)
        target.draft.hold(table.full_name, columns=table.columns)
    _set_table_options(target, table, comment, options)


def _convert(cursor: Cursor, target: Target) -> None:
    """CONVERT TO CHARACTER SET: the table's default and every text column in it."""
    said = dict(table_options(cursor))
    table = target.table
    if table is None:
        return
    new = said.get("charset")
    if new in (None, "default"):
        said = {"collate": said["collate"]} if "collate" in said else {}
    old = charset_of(dict(table.options))
    for column in table.columns:
        after = converted(column, old, charset_of(said))
        if target.dialect is Dialect.MARIADB and isinstance(column.type, ColumnType) and column.type.name == "json":
            after = replace(column, charset=charset_of(said), collation=said.get("collate"))  # a LONGTEXT by another name
        if target.statement.options and has_characters(column):
            after = replace(after, charset=charset_of(said), collation=said.get("collate"))
        if after != column:
            target.draft.add(AlterColumn(table, column, after))
    if target.statement.options:
        return  # what the same statement gives the table holds for the table, the conversion for its columns
    _set_table_options(target, target.table or table, table.comment, {"charset": "default", "collate": "default"} | said)


def _set_table_options(target: Target, table: Table, comment: str | None, options: dict[str, str]) -> None:
    merged = merged_options(dict(table.options), options)
    after = replace(table, comment=comment or None, options=tuple(sorted(merged.items())))
    if after != table:
        target.draft.add(AlterTable(table, after))
