"""MySQL 8 and MariaDB (InnoDB): what each Change does to the server, by the cheapest ALGORITHM it accepts.

INSTANT and NOCOPY do no work by themselves; INPLACE with LOCK=NONE rewrites or builds beside running writes; COPY and LOCK=SHARED hold
writers back. Measured on MariaDB 10.11 by tests/effects; MySQL 8 as documented:
https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from bot.effects.held import refers_in_vain
from bot.effects.mysql_types import keeps_rows, rounds
from bot.effects.statement import Statement, indexed, references
from bot.model import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    AlterCheck,
    AlterColumn,
    AlterForeignKey,
    AlterIndex,
    AlterPrimaryKey,
    AlterTable,
    AlterUnique,
    Change,
    Column,
    ColumnType,
    Dialect,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropTable,
    DropUnique,
    Effect,
    Expression,
    ForeignKey,
    Index,
    PrimaryKey,
    Table,
    UniqueConstraint,
)

Effects: TypeAlias = frozenset[Effect]

NONE: Effects = frozenset()  # INSTANT
FAILS: Effects = frozenset({Effect.FAILS})
COPIES: Effects = frozenset({Effect.REWRITES_TABLE, Effect.BLOCKS_WRITES})  # COPY, LOCK=SHARED
REBUILDS: Effects = frozenset({Effect.REWRITES_TABLE})  # INPLACE, LOCK=NONE
INDEXES: Effects = frozenset({Effect.BUILDS_INDEX})  # NOCOPY, LOCK=NONE
INDEXES_SHARED: Effects = frozenset({Effect.BUILDS_INDEX, Effect.BLOCKS_WRITES})  # FULLTEXT and SPATIAL: INPLACE, LOCK=SHARED

# The table options that are part of how rows are stored; the others are remembered for later.
STORED = frozenset({"engine", "row_format", "key_block_size", "page_compressed", "encrypted", "encryption"})

SHRUNK = (AlterIndex, AlterUnique, AlterPrimaryKey)

PER_ROW = ("uuid", "uuid_v4", "uuid_v7", "uuid_short", "sys_guid", "rand", "random_bytes")


def effects(change: Change, statement: Statement) -> Effects:
    """What the change does to a MySQL or MariaDB server, apart from what running code notices of it."""
    row = ROWS.get(type(change))
    return _asked_for(row(change, statement) if row else NONE, statement)


def _asked_for(found: Effects, statement: Statement) -> Effects:
    """ALGORITHM and LOCK never make a change cheaper: the server refuses what it cannot do that way."""
    cheap = statement.has("algorithm=instant") and bool(found & {Effect.REWRITES_TABLE, Effect.BUILDS_INDEX})
    beside = statement.has("algorithm=inplace") and found >= COPIES
    free = statement.has("lock=none") and Effect.BLOCKS_WRITES in found
    if cheap or beside or free:
        return FAILS
    if statement.has("algorithm=copy"):
        found |= COPIES
    if statement.has("lock=exclusive") and found:
        found |= {Effect.BLOCKS_READS, Effect.BLOCKS_WRITES}
    return found | {Effect.BLOCKS_WRITES} if statement.has("lock=shared") and found else found


def _added_column(change: AddColumn, _: Statement) -> Effects:
    column = change.after
    if column.generated:
        return COPIES if column.generated.stored else NONE
    if _is_computed(column):
        return COPIES
    return REBUILDS | {Effect.BLOCKS_WRITES} if column.autoincrement else NONE


def _is_computed(column: Column) -> bool:
    """A default that calls for another value in every row; what is the same in all is stored once."""
    text = column.default.text if isinstance(column.default, Expression) else ""
    return not text.startswith("'") and any(f"{name}(" in text for name in PER_ROW)


def _altered_column(change: AlterColumn, statement: Statement) -> Effects:
    before, after = change.before, change.after
    table = statement.table(change.table)
    if before.generated != after.generated:
        return _computed(before, after)
    rounded = _rounded(before, after)
    if statement.written and not keeps_rows(before, after, table) and _is_in_a_key(before.name, table, statement):
        return FAILS  # 1832, and 1833 for the referenced one
    if not keeps_rows(before, after, table) or before.charset != after.charset or (after.autoincrement and not before.autoincrement):
        return COPIES | rounded
    if before.nullable != after.nullable:
        return REBUILDS
    if before.collation != after.collation:
        return _collated(before, after, table=table, dialect=statement.before.dialect)
    return NONE


def _is_in_a_key(column: str, table: Table, statement: Statement) -> bool:
    """Whether a foreign key that stays joins the column to another one of its type."""
    own = any(column in key.columns for key in _kept_keys(table, statement))
    return own or any(column in key.target_columns for _, key in references(table, statement.before))


def _kept_keys(table: Table, statement: Statement) -> tuple[ForeignKey, ...]:
    gone = [change.before for change in statement.changes if isinstance(change, DropForeignKey)]
    return tuple(key for key in table.foreign_keys if key not in gone)


def _computed(before: Column, after: Column) -> Effects:
    if before.generated and after.generated is None:
        return COPIES if not before.generated.stored else NONE
    return COPIES | ({Effect.LOSES_DATA} if before.generated is None else NONE)


def _rounded(before: Column, after: Column) -> Effects:
    if not isinstance(before.type, ColumnType) or not isinstance(after.type, ColumnType):
        return NONE
    return frozenset({Effect.LOSES_DATA}) if rounds(before.type, after.type) else NONE


def _collated(before: Column, after: Column, *, table: Table, dialect: Dialect) -> Effects:
    """MariaDB changes a collation within one character set in its dictionary and builds only the indexes again."""
    default = next((value for key, value in table.options if key in ("charset", "collate")), None)
    old = (before.collation or before.charset or default or "").split("_")[0]
    if dialect is Dialect.MYSQL or old != (after.collation or default or "").split("_")[0]:
        return COPIES
    return INDEXES if indexed(table, before.name) else NONE


def _is_renamed(before: Any, after: Any) -> bool:  # noqa: ANN401 # any named part of a table
    return before is not None and before != after and replace(before, name=after.name) == after


def _keyed(_: AddPrimaryKey | AlterPrimaryKey, __: Statement) -> Effects:
    return REBUILDS


def _key_dropped(change: DropPrimaryKey, statement: Statement) -> Effects:
    """Alone it copies the table; with a new key in the same statement the one rebuild is that of the new key."""
    replaced = any(isinstance(other, AddPrimaryKey | AlterPrimaryKey) for other in statement.changes)
    if not replaced and statement.written and (_has_counter(statement, change) or _is_referred_to(statement, change)):
        return FAILS
    return NONE if replaced else COPIES


def _has_counter(statement: Statement, change: DropPrimaryKey) -> bool:
    """AUTO_INCREMENT needs a key: error 1075."""
    table = statement.table(change.table)
    columns = (table.column(name) for name in change.before.columns)
    others = any(change.before.columns[0] in (index.columns[:1]) for index in table.indexes)
    return not others and any(column is not None and column.autoincrement for column in columns)


def _is_referred_to(statement: Statement, change: DropPrimaryKey) -> bool:
    """Whether a foreign key points at the key's first columns, and no other index begins with them."""
    table = replace(statement.table(change.table), primary_key=None)
    return any(not table.has_index_on(key.target_columns) for _, key in references(table, statement.before))


def _unique(change: AddUnique | AlterUnique, statement: Statement) -> Effects:
    if any(isinstance(other, AddColumn) for other in statement.changes):
        return REBUILDS
    return NONE if _is_renamed(change.before, change.after) else INDEXES


def _indexed(change: AddIndex | AlterIndex, statement: Statement) -> Effects:
    if _is_renamed(change.before, change.after):
        return NONE
    method = change.after.method
    if method == "fulltext" and not any(index.method == method for index in statement.table(change.table).indexes):
        return COPIES  # the first one adds a hidden column to every row
    return INDEXES_SHARED if method in ("fulltext", "spatial") else INDEXES


def _referenced(change: AddForeignKey | AlterForeignKey, statement: Statement) -> Effects:
    """With foreign_key_checks on, as it is by default."""
    return FAILS if statement.written and refers_in_vain(change, statement) else COPIES


def _checked(_: AddCheck | AlterCheck, statement: Statement) -> Effects:
    """A check that comes with its own new column is part of the column: every row has the same value there."""
    brought = statement.written and any(isinstance(other, AddColumn) for other in statement.changes)
    return NONE if brought else COPIES


def _optioned(change: AlterTable, _: Statement) -> Effects:
    old, new = (
        {"engine": "innodb"} | {key: value.lower() for key, value in table.options if key in STORED}
        for table in (change.before, change.after)
    )
    changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
    if not changed:
        return NONE
    return COPIES if "engine" in changed else REBUILDS


def _dropped_table(change: DropTable, statement: Statement) -> Effects:
    held = statement.written and any(references(change.before, statement.before))
    return FAILS if held else NONE


def _dropped_column(change: DropColumn, statement: Statement) -> Effects:
    """An index that loses the column is built anew with the whole table.

    A column of a foreign key cannot go before the key: error 1828, and 1829 for the referenced one.
    """
    table, name = statement.table(change.table), change.before.name
    own = any(name in key.columns for key in _kept_keys(table, statement))
    held = any(name in key.target_columns for _, key in references(table, statement.before))
    shrunk = [change for change in statement.changes if isinstance(change, SHRUNK) and change.before and name in change.before.columns]
    if statement.written and (own or held or any(_cannot_shrink(change.before, statement) for change in shrunk)):
        return FAILS
    if any(isinstance(change, DropUnique) and name in change.before.columns for change in statement.changes):
        return COPIES
    return REBUILDS if shrunk else NONE


def _cannot_shrink(key: Index | UniqueConstraint | PrimaryKey, statement: Statement) -> bool:
    """MariaDB takes no column out of a unique key by itself (1072); a primary key that the statement drops and adds is another."""
    said = re.search(r"\bprimary\s+key\b", statement.text, re.IGNORECASE)
    return statement.before.dialect is Dialect.MARIADB and getattr(key, "unique", True) and not said


def _dropped_index(change: DropIndex | DropUnique, statement: Statement) -> Effects:
    """An index that a foreign key needs cannot go while no other one starts with its columns: error 1553."""
    if not statement.written:
        return NONE
    table = statement.table(change.table)
    kept = replace(
        table,
        indexes=tuple(index for index in table.indexes if index != change.before),
        uniques=tuple(unique for unique in table.uniques if unique != change.before),
    )
    needed = [key.columns for key in table.foreign_keys]
    needed += [key.target_columns for _, key in references(table, statement.before)]
    return FAILS if any(table.has_index_on(columns) and not kept.has_index_on(columns) for columns in needed) else NONE


ROWS: Mapping[type, Callable[[Any, Statement], Effects]] = {
    AddColumn: _added_column,
    AlterColumn: _altered_column,
    AddPrimaryKey: _keyed,
    AlterPrimaryKey: _keyed,
    DropPrimaryKey: _key_dropped,
    AddUnique: _unique,
    AlterUnique: _unique,
    DropUnique: _dropped_index,
    AddForeignKey: _referenced,
    AlterForeignKey: _referenced,
    AddCheck: _checked,
    AlterCheck: _checked,
    AddIndex: _indexed,
    AlterIndex: _indexed,
    DropIndex: _dropped_index,
    AlterTable: _optioned,
    DropTable: _dropped_table,
    DropColumn: _dropped_column,
}
