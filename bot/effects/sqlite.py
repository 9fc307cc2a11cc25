"""SQLite: what each Change does; most of them are a new table that the old rows are copied into.

ALTER TABLE knows only RENAME, ADD COLUMN and DROP COLUMN (https://www.sqlite.org/lang_altertable.html); everything else is the rebuild
that its section 7 describes. One writer holds the whole database, so whatever grows with the table blocks every write.
Measured on SQLite 3.40 by tests/effects.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from bot.effects.emptied import rows_emptied
from bot.effects.runners import checks_keys_meanwhile, switches_keys_on
from bot.effects.statement import Statement, indexed, mentions, references
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
    CheckConstraint,
    Column,
    Dialect,
    DropCheck,
    DropColumn,
    DropForeignKey,
    DropPrimaryKey,
    DropTable,
    DropUnique,
    Effect,
    Expression,
    ForeignKey,
    Project,
    Schema,
    Step,
    Table,
)

Effects: TypeAlias = frozenset[Effect]

NONE: Effects = frozenset()
FAILS: Effects = frozenset({Effect.FAILS})
REBUILDS: Effects = frozenset({Effect.REWRITES_TABLE, Effect.BLOCKS_WRITES})
INDEXES: Effects = frozenset({Effect.BUILDS_INDEX, Effect.BLOCKS_WRITES})
VERIFIES: Effects = frozenset({Effect.SCANS_TABLE, Effect.BLOCKS_WRITES})

# libSQL has ALTER COLUMN … TO, which replaces the definition and leaves the rows: https://docs.turso.tech/libsql
LIBSQL = frozenset({"libsql"})


def effects(change: Change, statement: Statement) -> Effects:
    """What the change does to a SQLite database, apart from what running code notices of it."""
    row = ROWS.get(type(change))
    return row(change, statement) if row else NONE


def _added_column(change: AddColumn, statement: Statement) -> Effects:
    column = change.after
    if _cannot_be_added(column):
        return FAILS
    referenced = any(isinstance(other, AddForeignKey) for other in statement.changes)
    if referenced and column.default is not None and switches_keys_on(statement.project):
        return FAILS
    return NONE


def _cannot_be_added(column: Column) -> bool:
    if column.generated:
        return column.generated.stored
    if column.default is None:
        return not column.nullable
    return isinstance(column.default, Expression) and not is_constant(column.default)


def is_constant(default: Expression) -> bool:
    """Whether ADD COLUMN takes the default: a literal, a signed number or a single word; not a call, a sum or a clock."""
    text = default.text.strip()
    if text.startswith(("'", '"')):
        return text.count("'") % 2 == 0 and "||" not in text
    return "(" not in text and " " not in text.lstrip("+- ") and not text.startswith("current_")


def _dropped_column(change: DropColumn, statement: Statement) -> Effects:
    """DROP COLUMN rewrites every row; it is refused while anything in the schema still names the column."""
    table, name = statement.table(change.table), change.before.name
    if statement.written and (len(table.columns) == 1 or _is_held(table, name) or _is_shown(table, name, statement)):
        return FAILS
    virtual = change.before.generated is not None and not change.before.generated.stored
    return NONE if virtual else REBUILDS


def _is_held(table: Table, name: str) -> bool:
    """Whether a key, an index or an expression of the table speaks of the column; what is written at the column itself goes with it."""
    column = table.column(name)
    keys = (key for key in table.foreign_keys if name in key.columns and not _begins_with(key, column))
    checks = (check.expression for check in table.checks if not _begins_with(check, column))
    computed = (each.generated.expression for each in table.columns if each.generated and each.name != name)
    if any(True for _ in keys) or indexed(table, name):
        return True
    return any(mentions(value, name, any_case=True) for value in (*checks, *computed, *table.indexes))


def _begins_with(part: ForeignKey | CheckConstraint, column: Column | None) -> bool:
    """Whether the constraint is written at the column, so that it goes with it."""
    if column is None:
        return False
    one, other = part.span, column.span
    return (one.path, one.line, one.column) == (other.path, other.line, other.column)


def _is_shown(table: Table, name: str, statement: Statement) -> bool:
    """Whether a view that reads the table speaks of the column."""
    views = (view for view in statement.before.views if table.full_name in (view.tables or ()))
    return any(mentions(view.definition, name, any_case=True) for view in views)


def _rebuilt(change: Change, statement: Statement) -> Effects:
    if getattr(change, "before", None) is not None and _is_renamed(change.before, change.after):
        return NONE
    if not statement.written:
        return REBUILDS
    return NONE if any(isinstance(other, AddColumn | DropColumn) for other in statement.changes) else FAILS


def _is_renamed(before: Any, after: Any) -> bool:  # noqa: ANN401 # any named part of a table
    """Names of constraints mean nothing to SQLite."""
    return after is not None and before != after and replace(before, name=after.name) == after


def _keyed(change: AddUnique | AddPrimaryKey | AlterPrimaryKey, statement: Statement) -> Effects:
    """No new column comes as a key, not even into an empty table."""
    comes = any(isinstance(other, AddColumn) and other.after.name in change.after.columns for other in statement.changes)
    return FAILS if statement.written and comes else _rebuilt(change, statement)


def _altered_column(change: AlterColumn, statement: Statement) -> Effects:
    if statement.written:
        is_known = statement.project.runner.driver in LIBSQL and re.search(r"\bto\b", statement.text, re.IGNORECASE)
        return NONE if is_known else FAILS
    before = replace(change.before, comment=None, on_update=None)
    return REBUILDS if before != replace(change.after, comment=None, on_update=None) else NONE


def _checked(change: AddCheck, statement: Statement) -> Effects:
    """A CHECK that comes with its new column is held against every row."""
    if statement.written and any(isinstance(other, AddColumn) for other in statement.changes):
        return VERIFIES
    return _rebuilt(change, statement)


def _optioned(change: AlterTable, statement: Statement) -> Effects:
    """STRICT and WITHOUT ROWID are how rows are stored."""
    return _rebuilt(change, statement) if change.before.options != change.after.options else NONE


def _indexed(_: AddIndex | AlterIndex, statement: Statement) -> Effects:
    return FAILS if statement.has("concurrently") else INDEXES


def _dropped_table(change: DropTable, statement: Statement) -> Effects:
    """Where foreign keys are checked, DROP TABLE first deletes every row, and the deletes cascade."""
    if not statement.written or not checks_keys_meanwhile(statement.project):
        return NONE
    held = any(key.on_delete in ("no action", "restrict") for _, key in references(change.before, statement.before))
    return FAILS if held else NONE


def deletes_held_rows(step: Step, base: Schema, project: Project) -> bool:
    """Whether it deletes every row of a table that others point at, in a file whose foreign keys are checked."""
    if base.dialect is not Dialect.SQLITE or not checks_keys_meanwhile(project):
        return False
    held = (key for table in rows_emptied(step, base) for _, key in references(table, step.before))
    return any(key.on_delete in ("no action", "restrict") for key in held)


ROWS: Mapping[type, Callable[[Any, Statement], Effects]] = {
    AddColumn: _added_column,
    AlterColumn: _altered_column,
    DropColumn: _dropped_column,
    AddPrimaryKey: _keyed,
    AlterPrimaryKey: _keyed,
    DropPrimaryKey: _rebuilt,
    AddUnique: _keyed,
    AlterUnique: _rebuilt,
    DropUnique: _rebuilt,
    AddForeignKey: _rebuilt,
    AlterForeignKey: _rebuilt,
    DropForeignKey: _rebuilt,
    AddCheck: _checked,
    AlterCheck: _rebuilt,
    DropCheck: _rebuilt,
    AddIndex: _indexed,
    AlterIndex: _indexed,
    AlterTable: _optioned,
    DropTable: _dropped_table,
}
