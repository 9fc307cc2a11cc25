"""ALTER TABLE: row security, schema, partitions, and options that change nothing the model holds."""

from dataclasses import replace

from bot.model import AlterTable, schema_name
from bot.parse.sql import create_index
from bot.parse.sql.alter_keys import move_table
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.options import table_options
from bot.parse.sql.target import Target

ROW_SECURITY = ("row", "level", "security")
# actions that are known, and change neither the shape of the table nor what it accepts
PASSING = (
    ("owner", "to"),
    ("cluster", "on"),
    ("replica", "identity"),
    ("reset",),
    ("inherit",),
    ("of",),
    ("order", "by"),
    ("convert", "to"),
    ("discard", "tablespace"),
    ("import", "tablespace"),
    ("analyze", "partition"),
    ("optimize", "partition"),
    ("reorganize", "partition"),
    ("truncate", "partition"),
    ("exchange", "partition"),
    ("coalesce", "partition"),
    ("remove", "partitioning"),
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


def force(cursor: Cursor, _target: Target) -> None:
    """FORCE ROW LEVEL SECURITY, for the owner too; MySQL's FORCE rebuilds."""
    cursor.accept(*ROW_SECURITY)


def no(cursor: Cursor, _target: Target) -> None:
    """NO FORCE ROW LEVEL SECURITY, NO INHERIT."""
    if cursor.accept("inherit"):
        cursor.rest()
    else:
        cursor.expect("force", *ROW_SECURITY)


def set_(cursor: Cursor, target: Target) -> None:
    """SET SCHEMA moves the table; storage parameters, tablespace and logging pass."""
    if cursor.accept("schema"):
        move_table(target, schema_name(cursor.name()))
    elif cursor.at("("):
        cursor.group()
    elif cursor.accept_any("logged", "unlogged", "tablespace", "access", "without", "with"):
        cursor.rest()
    else:
        raise cursor.unreadable()


def partition(cursor: Cursor, _target: Target) -> None:
    """ATTACH and DETACH PARTITION."""
    cursor.expect("partition")
    cursor.rest()


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
    options = dict(table_options(cursor))
    table = target.table
    if table is None:
        return
    comment = options.pop("comment", table.comment)
    merged = tuple(sorted((dict(table.options) | options).items()))
    after = replace(table, comment=comment or None, options=merged)
    if after != table:
        target.draft.add(AlterTable(table, after))
