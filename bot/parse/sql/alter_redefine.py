"""ALTER TABLE … MODIFY and CHANGE: a column's definition as a whole, with what becomes of its keys; and renaming columns."""

from dataclasses import replace

from bot.model import (
    AlterColumn,
    AlterIndex,
    AlterPrimaryKey,
    Column,
    ColumnType,
    Dialect,
    DropCheck,
    IndexPart,
    RenameColumn,
    Span,
    Table,
)
from bot.parse.sql import followers
from bot.parse.sql.alter_add import differences
from bot.parse.sql.charsets import with_bin_collations
from bot.parse.sql.clauses import if_exists
from bot.parse.sql.columns import column_definition
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.lookups import part
from bot.parse.sql.parts import Parts, added
from bot.parse.sql.target import Target

# of which a key may hold the first characters or bytes alone
PREFIXED = frozenset({"char", "varchar", "binary", "varbinary", "tinytext", "text", "mediumtext", "longtext", "json"})
PREFIXED |= {"tinyblob", "blob", "mediumblob", "longblob"}


def modify(cursor: Cursor, target: Target) -> None:
    """MySQL's MODIFY [COLUMN]: the definition as a whole, keys stay."""
    cursor.accept("column")
    if_exists(cursor, target.draft)
    name = cursor.name()
    redefine(cursor, target, name, name)


def change_column(cursor: Cursor, target: Target) -> None:
    """MySQL's CHANGE [COLUMN]: a new name and the definition as a whole."""
    cursor.accept("column")
    if_exists(cursor, target.draft)
    redefine(cursor, target, cursor.name(), cursor.name())


def redefine(cursor: Cursor, target: Target, old: str, new: str) -> None:
    """The column under a name that may be new, with the definition that follows."""
    parts = Parts()
    defined = column_definition(cursor, target.draft, parts, table=target.own_name, name=new, start=cursor.place - 1)
    span = cursor.span(0, cursor.end)
    found = target.column(old, span)
    if parts.problems:
        target.draft.unread(target.name, parts.problems[0])
        target.draft.problems.extend(parts.problems)
    if found is None or not rename_column(target, *found, defined.name if old != new else found[1].name, span):
        return
    table, column = target.table or found[0], found[1]
    before = replace(column, name=defined.name if old != new else column.name)
    defined = with_bin_collations(replace(table, columns=(replace(defined, name=before.name),))).columns[0]
    if table.primary_key and defined.name in table.primary_key.columns and target.dialect.is_mysql_family:
        defined = replace(defined, nullable=False)
    if defined != before:
        target.draft.add(AlterColumn(table, before, defined))
        _widen_parts(target, before, defined)
    parts.columns.clear()  # it is in the table already
    target.statement.places |= {name: (cursor.place, behind) for name, behind in parts.places.items()}
    if target.dialect is Dialect.MARIADB:
        _forget_check(target, defined.name)
    _add_keys(target, parts)


def _widen_parts(target: Target, before: Column, after: Column) -> None:
    """A key over the column's first characters holds all of it where the new type has no more, or no first ones.

    mysql_prepare_alter_table in sql_table.cc
    """
    table = target.table

    def widened(each: IndexPart) -> IndexPart:
        return replace(each, length=None) if each.column == after.name and not _keeps_length(each, before, after) else each

    for index in table.indexes if table else ():
        wide = replace(index, parts=tuple(map(widened, index.parts)))
        if table and wide != index:
            target.draft.add(AlterIndex(table, index, wide))


def _keeps_length(part_: IndexPart, before: Column, after: Column) -> bool:
    types = [column.type for column in (before, after) if isinstance(column.type, ColumnType)]
    length = types[-1].length if types else None
    return all(type_.name in PREFIXED for type_ in types) and (length is None or part_.length is None or length > part_.length)


def _forget_check(target: Target, column: str) -> None:
    """On MariaDB a CHECK written at a column is the column's own: what does not repeat it loses it."""
    table = target.table
    for check in table.checks if table else ():
        if table and check.implicit and check.name == column:
            target.draft.add(DropCheck(table, check))


def _add_keys(target: Target, parts: Parts) -> None:
    """Keys and references written with the definition, on MySQL left to the end of the statement; what is there is not made twice."""
    table, draft = target.table, target.draft
    if table is None:
        return
    if parts.primary_key is not None and table.primary_key is not None:  # one key replaces the other
        draft.add(AlterPrimaryKey(table, table.primary_key, parts.primary_key))
        parts.primary_key = None
    known = {(key.columns, key.target) for key in table.foreign_keys}
    parts.foreign_keys = [key for key in parts.foreign_keys if (key.columns, key.target) not in known]
    target.statement.keys.take_keys(parts)
    if not target.dialect.is_mysql_family:
        for change in differences(table, added(table, parts, draft)):
            draft.add(change)


def rename_column(target: Target, table: Table, column: Column, name: str, span: Span) -> bool:
    """The column under another name, or in other letters; whether that can be.

    Where two columns exchange their names within one statement, the other one makes room.
    """
    taken = part(table.columns, name, target.dialect)
    if taken is not None and taken is not column:
        if taken.name.lower() not in target.statement.renamed:
            target.draft.existing(span, f"{target.name}.{name}")
            return False
        aside = target.statement.aside[taken.name.lower()] = f"{taken.name} (former)"
        followers.rename(target.draft, RenameColumn(table, taken, replace(taken, name=aside)))
        table = target.table or table
    if name != column.name:
        followers.rename(target.draft, RenameColumn(table, column, replace(column, name=name)))
    return True


def move(target: Target) -> None:
    """FIRST and AFTER of a whole statement, in the order they are written: what they name is in place by then."""
    ordered = sorted(target.statement.places.items(), key=lambda item: item[1][0])
    target.draft.move(target.name, {name: behind for name, (_, behind) in ordered})
