"""Keys, constraints, indexes and policies of a table that exists: added, dropped, renamed, or dropped and added again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from bot.emit.constraints import constraint_text
from bot.emit.indexes import create_index, drop_index
from bot.emit.names import qualified, quote, sql_name
from bot.emit.objects import create_policy
from bot.emit.rebuild import rebuild_for
from bot.emit.tables import add_constraint
from bot.model import (
    CheckChange,
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    IndexChange,
    KeyChange,
    Policy,
    PolicyChange,
    PrimaryKey,
    ReferenceChange,
    Table,
    UniqueConstraint,
)

TablePart: TypeAlias = PrimaryKey | UniqueConstraint | ForeignKey | CheckConstraint | Index | Policy
TablePartChange: TypeAlias = KeyChange | ReferenceChange | CheckChange | IndexChange | PolicyChange
# What PostgreSQL calls a constraint that nobody named.
SUFFIXES = {PrimaryKey: "pkey", UniqueConstraint: "key", ForeignKey: "fkey", CheckConstraint: "check"}


def part_statements(change: TablePartChange, dialect: Dialect) -> Iterator[str]:
    """The statements of one change of a key, constraint, index or policy."""
    before, after = change.before, change.after
    if dialect is Dialect.SQLITE and not isinstance(before or after, Index):
        yield from rebuild_for(change)
        return
    if before is not None and after is not None:
        in_place = _in_place(change.table, before, after, dialect)
        if in_place:
            yield in_place
            return
    if before is not None:
        yield _drop(change.table, before, dialect)
    if after is not None:
        yield _add(change.table, after, dialect)


def is_remade(change: TablePartChange, dialect: Dialect) -> bool:
    """Whether the change is a drop and an add, for want of a statement that alters."""
    before, after = change.before, change.after
    return before is not None and after is not None and _in_place(change.table, before, after, dialect) is None


def _in_place(table: Table, before: TablePart, after: TablePart, dialect: Dialect) -> str | None:
    """A statement that does without dropping: a new name, or the validation of a constraint."""
    on = sql_name(table, dialect)
    if _is_validated(before, after) and dialect is Dialect.POSTGRESQL:
        return f"ALTER TABLE {on} VALIDATE CONSTRAINT {quote(_name(table, after), dialect)}"
    if before.name is None or after.name is None or replace(before, name=after.name) != after or before.name == after.name:
        return None
    old, new = quote(before.name, dialect), quote(after.name, dialect)
    match before, dialect:
        case Index(), Dialect.POSTGRESQL:
            return f"ALTER INDEX {qualified(table.schema, before.name, dialect)} RENAME TO {new}"
        case ((Index() | UniqueConstraint()), (Dialect.MYSQL | Dialect.MARIADB)):
            return f"ALTER TABLE {on} RENAME INDEX {old} TO {new}"
        case Policy(), _:
            return f"ALTER POLICY {old} ON {on} RENAME TO {new}"
        case _, Dialect.POSTGRESQL:
            return f"ALTER TABLE {on} RENAME CONSTRAINT {old} TO {new}"
    return None


def _is_validated(before: TablePart, after: TablePart) -> bool:
    match before, after:
        case ForeignKey(), ForeignKey():
            return not before.validated and replace(before, validated=True) == after
        case CheckConstraint(), CheckConstraint():
            return not before.validated and replace(before, validated=True) == after
    return False


def _name(table: Table, part: TablePart) -> str:
    if part.name is not None:
        return part.name
    columns = () if isinstance(part, PrimaryKey | CheckConstraint | Policy) else part.columns
    return "_".join((table.name, *columns, SUFFIXES.get(type(part), "idx")))


def _add(table: Table, part: TablePart, dialect: Dialect) -> str:
    match part:
        case Index():
            return create_index(table, part, dialect)
        case Policy():
            return create_policy(table, part)
        case ForeignKey() | CheckConstraint():
            return add_constraint(table, part, dialect)
    return f"ALTER TABLE {sql_name(table, dialect)} ADD {constraint_text(part, dialect)}"


def _drop(table: Table, part: TablePart, dialect: Dialect) -> str:
    on = sql_name(table, dialect)
    name = quote(_name(table, part), dialect)
    match part:
        case Index():
            return drop_index(table, part, dialect)
        case Policy():
            return f"DROP POLICY {name} ON {on}"
        case PrimaryKey() if dialect.is_mysql_family:
            return f"ALTER TABLE {on} DROP PRIMARY KEY"
        case UniqueConstraint() if dialect.is_mysql_family:
            return f"ALTER TABLE {on} DROP INDEX {name}"
        case ForeignKey() if dialect.is_mysql_family:
            return f"ALTER TABLE {on} DROP FOREIGN KEY {name}"
    return f"ALTER TABLE {on} DROP CONSTRAINT {name}"
