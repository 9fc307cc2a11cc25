"""What ALTER COLUMN needs: one statement an attribute on PostgreSQL, the whole definition on MySQL and MariaDB."""

from collections.abc import Iterator

from bot.emit.columns import column_definition, default_text, identity_clause
from bot.emit.names import qualified, quote, sql_name
from bot.emit.objects import comment_on
from bot.emit.options import changed_sequence_options
from bot.emit.types import type_text
from bot.model import AlterColumn, Column, ColumnType, Dialect, Unknown

POSTGRESQL = Dialect.POSTGRESQL
# PostgreSQL casts on its own inside each of these in an ALTER COLUMN TYPE; anything else needs USING.
CASTS = (
    frozenset({"smallint", "integer", "bigint", "numeric", "real", "double precision"}),
    frozenset({"char", "varchar", "text", "bpchar", "citext"}),
    frozenset({"timestamp", "date"}),
    frozenset({"json", "jsonb"}),
)


def alter_column(change: AlterColumn, dialect: Dialect) -> Iterator[str]:
    """The statements that turn the column into what it is after; not for SQLite, which rebuilds the table."""
    table = sql_name(change.table, dialect)
    if dialect.is_mysql_family:
        yield f"ALTER TABLE {table} MODIFY COLUMN {column_definition(change.after, dialect)}"
        return
    if change.before.generated != change.after.generated and change.after.generated is not None:
        yield f"ALTER TABLE {table} DROP COLUMN {quote(change.before.name, dialect)}"
        yield f"ALTER TABLE {table} ADD COLUMN {column_definition(change.after, dialect)}"
        return
    column = quote(change.after.name, dialect)
    yield from (f"ALTER TABLE {table} ALTER COLUMN {column} {action}" for action in _actions(change.before, change.after))
    yield from _owned_sequence(change, table)
    if change.before.comment != change.after.comment:
        yield comment_on("COLUMN", f"{table}.{column}", change.after.comment)


def _actions(before: Column, after: Column) -> Iterator[str]:
    retyped = (_stored(before.type), before.collation) != (_stored(after.type), after.collation)
    if before.generated is not None and after.generated is None:
        yield "DROP EXPRESSION"
    if before.identity and not after.identity:
        yield "DROP IDENTITY"
    # a default, a serial column's own too, is not cast with its column: away with it first, back after
    loses_sequence = before.is_serial and not after.is_serial
    resets = loses_sequence or (before.default is not None and (retyped or after.default is None))
    if resets:
        yield "DROP DEFAULT"
    if retyped:
        yield _new_type(before, after)
    if after.default is not None and (resets or before.default != after.default):
        yield f"SET DEFAULT {default_text(after.default, POSTGRESQL)}"
    if before.nullable != after.nullable:
        yield "DROP NOT NULL" if after.nullable else "SET NOT NULL"
    yield from _identity(before, after)


def _identity(before: Column, after: Column) -> Iterator[str]:
    if after.identity is None or before.identity == after.identity:
        return
    if before.identity is None:
        yield f"ADD {identity_clause(after.identity)}"
    else:
        if before.identity.always != after.identity.always:
            yield f"SET GENERATED {'ALWAYS' if after.identity.always else 'BY DEFAULT'}"
        yield from (f"SET {clause}" for clause in changed_sequence_options(before.identity.options, after.identity.options))


def _stored(type_: ColumnType | Unknown) -> ColumnType | Unknown:
    return type_.stored if isinstance(type_, ColumnType) else type_


def _new_type(before: Column, after: Column) -> str:
    stored = _stored(after.type)
    text = f"SET DATA TYPE {type_text(stored, POSTGRESQL)}"
    if after.collation:
        text += f" COLLATE {quote(after.collation, POSTGRESQL)}"
    if _casts_itself(_stored(before.type), stored):
        return text
    return f"{text} USING {quote(after.name, POSTGRESQL)}::{_through_text(before.type, stored)}{type_text(stored, POSTGRESQL)}"


def _through_text(*types: ColumnType | Unknown) -> str:
    """An enum casts to and from no other type but text."""
    return "text::" if any(isinstance(type_, ColumnType) and type_.user_defined for type_ in types) else ""


def _casts_itself(before: ColumnType | Unknown, after: ColumnType | Unknown) -> bool:
    if isinstance(before, Unknown) or isinstance(after, Unknown) or before.dimensions != after.dimensions:
        return False
    to_text = after.name in ("text", "varchar") and not after.dimensions
    return before.name == after.name or to_text or any(before.name in group and after.name in group for group in CASTS)


def _owned_sequence(change: AlterColumn, table: str) -> Iterator[str]:
    """A column that becomes serial gets the sequence that SERIAL would have made."""
    column = quote(change.after.name, POSTGRESQL)
    if change.after.is_serial and not change.before.is_serial:
        name = qualified(change.table.schema, f"{change.table.name}_{change.after.name}_seq", POSTGRESQL)
        yield f"CREATE SEQUENCE {name} OWNED BY {table}.{column}"
        quoted = name.replace("'", "''")
        yield f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT nextval('{quoted}')"
