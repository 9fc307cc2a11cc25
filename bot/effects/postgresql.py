"""PostgreSQL: what each Change does to the server.

A lock that is held only for a moment, whatever the size of the table, blocks nobody here: `blocks-…` says that the work grows with the
table and the lock is held for all of it. Measured on PostgreSQL 15 by tests/effects; the manual's words are at
https://www.postgresql.org/docs/current/sql-altertable.html and https://www.postgresql.org/docs/current/explicit-locking.html.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeAlias

from bot.effects.held import is_told_by, is_typed_by, refers_in_vain, views_of
from bot.effects.postgresql_defaults import is_computed_per_row
from bot.effects.postgresql_types import Conversion, conversion, has_cast, is_assigned, rounds
from bot.effects.postgresql_using import Using, cast_types, how_converted, is_cut
from bot.effects.statement import Statement, indexed, references, users_of_type
from bot.model import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    AlterCheck,
    AlterColumn,
    AlterEnum,
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
    DropEnum,
    DropForeignKey,
    DropPrimaryKey,
    DropTable,
    DropUnique,
    Effect,
    Expression,
    Table,
    requires,
)
from bot.parse.types import canonical_type

Effects: TypeAlias = frozenset[Effect]

NONE: Effects = frozenset()
CAST = re.compile(r"::\s*(?:\"?[\w$]+\"?\.)?\"?([\w$]+)\"?$")  # what a default ends with that is of another type than its column
FAILS: Effects = frozenset({Effect.FAILS})
LOSES: Effects = frozenset({Effect.LOSES_DATA})
STOPS_ALL: Effects = frozenset({Effect.BLOCKS_READS, Effect.BLOCKS_WRITES})  # ACCESS EXCLUSIVE
REWRITES: Effects = STOPS_ALL | {Effect.REWRITES_TABLE}
VERIFIES: Effects = STOPS_ALL | {Effect.SCANS_TABLE}
INDEXES_ALONE: Effects = STOPS_ALL | {Effect.BUILDS_INDEX}  # ALTER TABLE takes ACCESS EXCLUSIVE for the index it builds
INDEXES: Effects = frozenset({Effect.BUILDS_INDEX, Effect.BLOCKS_WRITES})  # CREATE INDEX takes SHARE
INDEXES_ONLINE: Effects = frozenset({Effect.BUILDS_INDEX})
VERIFIES_KEY: Effects = frozenset({Effect.SCANS_TABLE, Effect.BLOCKS_WRITES})  # SHARE ROW EXCLUSIVE on both tables
VALIDATES: Effects = frozenset({Effect.SCANS_TABLE})  # SHARE UPDATE EXCLUSIVE


def effects(change: Change, statement: Statement) -> Effects:
    """What the change does to a PostgreSQL server, apart from what running code notices of it."""
    row = ROWS.get(type(change))
    return row(change, statement) if row else NONE


def _added_column(change: AddColumn, _: Statement) -> Effects:
    column = change.after
    if column.generated:
        return REWRITES if column.generated.stored else NONE
    serial = isinstance(column.type, ColumnType) and column.type.is_serial
    if serial or column.identity or is_computed_per_row(column.default):
        return REWRITES
    return NONE if column.nullable or column.default is not None else FAILS


def _altered_column(change: AlterColumn, statement: Statement) -> Effects:
    before, after = change.before, change.after
    if after.generated != before.generated:
        return _computed(before, after)
    if statement.written and after.identity and before.nullable:
        return FAILS  # "must be declared NOT NULL before identity can be added"
    table = statement.table(change.table)
    found = _retyped(before, after, table=table, statement=statement)
    if before.collation != after.collation and indexed(table, before.name):
        found |= INDEXES_ALONE
    if before.nullable and not after.nullable and not _is_proven(table, before.name):
        found |= VERIFIES
    return found


def _computed(before: Column, after: Column) -> Effects:
    """A generated column is dropped and added again; only DROP EXPRESSION leaves the values where they are."""
    if after.generated is None:
        return NONE
    work = REWRITES if after.generated.stored else NONE
    return work if before.generated else work | {Effect.LOSES_DATA}


def _retyped(before: Column, after: Column, *, table: Table, statement: Statement) -> Effects:
    old, new = before.type, after.type
    if not isinstance(old, ColumnType) or not isinstance(new, ColumnType) or old == new:
        return NONE
    if statement.written and ((new.is_serial and not old.is_serial) or is_typed_by(table, before.name, statement)):
        return FAILS  # serial is a word of CREATE TABLE, not a type
    if statement.has("using") and (found := _cast(before, after, statement)) is not None:
        return found
    match conversion(old, new):
        case Conversion.REFUSED:
            return FAILS if statement.written else REWRITES  # what performs the change has a USING
        case Conversion.REWRITE:
            return REWRITES | _rounded(old, new)
        case Conversion.INDEXES:
            return (INDEXES_ALONE if indexed(table, before.name) else NONE) | _rounded(old, new)
        case Conversion.NOTHING:
            return _rounded(old, new)


def _cast(before: Column, after: Column, statement: Statement) -> Effects | None:
    """What a USING clause does; None where it says only what would be done without it, so that the bytes may stay."""
    casts = _casts(before, statement)
    if _keeps_alien_default(before, after) or not all(has_cast(*pair) for pair in pairwise(casts)):
        return FAILS
    is_usual = casts[1:] == (after.type,) and conversion(*casts) in (Conversion.NOTHING, Conversion.INDEXES)
    return None if is_usual else REWRITES | _converted(before, after, statement)


def _rounded(old: ColumnType, new: ColumnType) -> Effects:
    return LOSES if rounds(old, new) else NONE


def _converted(before: Column, after: Column, statement: Statement) -> Effects:
    """What a USING clause loses: what a plain cast loses, everything where it does not read the column; of others nobody knows."""
    old, new = before.type, after.type
    if not isinstance(old, ColumnType) or not isinstance(new, ColumnType):
        return NONE
    match how_converted(statement.text, before.name):
        case Using.CAST:
            return _rounded(old, new) | (LOSES if is_cut(statement.text, before.name, old) else NONE)
        case Using.OTHER_VALUE:
            return LOSES
        case Using.EXPRESSION:
            return NONE


def _casts(before: Column, statement: Statement) -> tuple[ColumnType, ...]:
    """The types that a USING casts the column to, its own first; none where it does anything else, or one is not known."""
    enums = {enum.full_name for enum in statement.before.enums}
    found = (before.type, *(canonical_type(text, Dialect.POSTGRESQL, enums) for text in cast_types(statement.text, before.name)))
    known = tuple(used for used in found if isinstance(used, ColumnType))
    return known if len(known) == len(found) > 1 else ()


def _keeps_alien_default(before: Column, after: Column) -> bool:
    """USING converts the rows, not the default: one that stays must be of a type that is assigned to the new one, or cast to it before."""
    if before.default is None or after.default is None or not isinstance(before.type, ColumnType) or not isinstance(after.type, ColumnType):
        return False
    cast = CAST.search(before.default.spelling) if isinstance(before.default, Expression) else None
    return not is_assigned(before.type, after.type) and not (cast and cast[1] == after.type.name)


def _is_proven(table: Table, column: str) -> bool:
    """Since version 12 a valid CHECK that the column is not NULL saves SET NOT NULL its scan."""
    return any(check.validated and requires(check.expression, column) for check in table.checks)


def _keyed(change: AddPrimaryKey | AlterPrimaryKey, statement: Statement) -> Effects:
    table = statement.table(change.table)
    checks = VERIFIES if table.nullable_among(change.after.columns) else NONE
    return checks if statement.has("using-index") else INDEXES_ALONE | checks


def _unique(change: AddUnique | AlterUnique, statement: Statement) -> Effects:
    if statement.has("using-index") or _is_renamed(change.before, change.after):
        return NONE
    return INDEXES_ALONE


def _referenced(change: AddForeignKey | AlterForeignKey, statement: Statement) -> Effects:
    if change.before and _is_renamed(change.before, change.after):
        return NONE
    if _is_validated(change):
        return VALIDATES
    if statement.written and refers_in_vain(change, statement):
        return FAILS
    if not change.after.validated or statement.has("not-valid") or _fills_nothing(change, statement):
        return NONE
    # ADD COLUMN … REFERENCES and DROP CONSTRAINT, ADD … hold the lock of the first part while every value is looked up.
    stronger = change.before is not None or any(isinstance(other, AddColumn | DropForeignKey) for other in statement.changes)
    return VERIFIES if statement.written and stronger else VERIFIES_KEY


def _fills_nothing(change: AddForeignKey | AlterForeignKey, statement: Statement) -> bool:
    """ADD COLUMN … REFERENCES: every value is NULL, so there is nothing to look up."""
    added = {other.after.name: other.after.default for other in statement.changes if isinstance(other, AddColumn)}
    return any(name in added and added[name] is None for name in change.after.columns)


def _checked(change: AddCheck | AlterCheck, statement: Statement) -> Effects:
    if _is_false_everywhere(change, statement):
        return FAILS
    if change.before and _is_renamed(change.before, change.after):
        return NONE
    if _is_validated(change):
        return VALIDATES
    return VERIFIES if change.after.validated and not statement.has("not-valid") else NONE


def _is_false_everywhere(change: AddCheck | AlterCheck, statement: Statement) -> bool:
    """ADD COLUMN x … CHECK (x IS NOT NULL) without a default: NULL in every row."""
    empty = (o.after.name for o in statement.changes if isinstance(o, AddColumn) and not o.after.has_value_without_input)
    return change.after.validated and any(requires(change.after.expression, name) for name in empty)


def _is_validated(change: AlterForeignKey | AlterCheck | AddForeignKey | AddCheck) -> bool:
    """VALIDATE CONSTRAINT: the same constraint, now held to be true of the old rows too."""
    return change.before is not None and replace(change.before, validated=True) == change.after and not change.before.validated


def _is_renamed(before: Any, after: Any) -> bool:  # noqa: ANN401 # any named part of a table
    return before is not None and before != after and replace(before, name=after.name) == after


def _indexed(change: AddIndex | AlterIndex, statement: Statement) -> Effects:
    if _is_renamed(change.before, change.after):
        return NONE
    return INDEXES_ONLINE if statement.has("concurrently") else INDEXES


def _revalued(change: AlterEnum, statement: Statement) -> Effects:
    """Values are added and renamed in place; to take one away or move it, every column of the type gets a new type."""
    before, after = change.before, change.after
    kept = tuple(value for value in after.values if value in before.values)
    if statement.written or kept == before.values:
        return NONE
    return REWRITES if any(users_of_type(statement.before, before.full_name)) else NONE


def _optioned(change: AlterTable, _: Statement) -> Effects:
    """SET LOGGED and SET UNLOGGED; storage parameters are for rows to come."""
    old, new = (dict(table.options).get("unlogged") for table in (change.before, change.after))
    return NONE if old == new else REWRITES


def _dropped_table(change: DropTable, statement: Statement) -> Effects:
    needed = any(references(change.before, statement.before)) or any(views_of(change.before, statement))
    return FAILS if statement.written and not statement.has("cascade") and needed else NONE


def _dropped_key(change: DropUnique | DropPrimaryKey, statement: Statement) -> Effects:
    held = any(references(statement.table(change.table), statement.before, change.before.columns))
    return FAILS if statement.written and held and not statement.has("cascade") else NONE


def _dropped_column(change: DropColumn, statement: Statement) -> Effects:
    keys = references(statement.table(change.table), statement.before)
    held = any(change.before.name in key.target_columns for _, key in keys) or is_told_by(statement.table(change.table), change.before.name)
    return FAILS if statement.written and held and not statement.has("cascade") else NONE


def _dropped_enum(change: DropEnum, statement: Statement) -> Effects:
    held = any(users_of_type(statement.before, change.before.full_name))
    return FAILS if statement.written and held and not statement.has("cascade") else NONE


ROWS: Mapping[type, Callable[[Any, Statement], Effects]] = {
    AddColumn: _added_column,
    AlterColumn: _altered_column,
    AddPrimaryKey: _keyed,
    AlterPrimaryKey: _keyed,
    AddUnique: _unique,
    AlterUnique: _unique,
    AddForeignKey: _referenced,
    AlterForeignKey: _referenced,
    AddCheck: _checked,
    AlterCheck: _checked,
    AddIndex: _indexed,
    AlterIndex: _indexed,
    AlterEnum: _revalued,
    AlterTable: _optioned,
    DropTable: _dropped_table,
    DropPrimaryKey: _dropped_key,
    DropUnique: _dropped_key,
    DropColumn: _dropped_column,
    DropEnum: _dropped_enum,
}
