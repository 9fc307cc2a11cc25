"""Enums, views, sequences, roles and database schemas: created, dropped, altered."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from bot.emit.columns import default_text
from bot.emit.names import literal, qualified, quote, sql_name
from bot.emit.objects import create_enum, create_sequence, create_view, drop_view
from bot.emit.options import changed_sequence_options
from bot.emit.types import type_text
from bot.model import (
    AddName,
    AlterEnum,
    AlterView,
    Column,
    Dialect,
    DropName,
    Enum,
    EnumChange,
    NameChange,
    SequenceChange,
    Table,
    View,
    ViewChange,
)

POSTGRESQL = Dialect.POSTGRESQL
Users: TypeAlias = tuple[tuple[Table, Column], ...]


def name_statements(change: NameChange, dialect: Dialect) -> Iterator[str]:
    """CREATE or DROP of a role or database schema."""
    kind = "ROLE" if change.kind_of_name == "role" else "SCHEMA"
    match change:
        case AddName():
            yield f"CREATE {kind} {quote(change.after, dialect)}"
        case DropName():
            yield f"DROP {kind} {quote(change.before, dialect)}"


def enum_statements(change: EnumChange, users: Users = ()) -> Iterator[str]:
    """The statements of one change of an enum; `users` are the columns that have to follow where the type is made anew."""
    match change.before, change.after:
        case None, Enum() as after:
            yield create_enum(after)
        case Enum() as before, None:
            yield f"DROP TYPE {sql_name(before, POSTGRESQL)}"
        case Enum(), Enum() if isinstance(change, AlterEnum):
            yield from _altered_enum(change, users)


def _altered_enum(change: AlterEnum, users: Users) -> Iterator[str]:
    before, after = change.before, change.after
    if before.schema != after.schema:
        yield f"ALTER TYPE {sql_name(before, POSTGRESQL)} SET SCHEMA {quote(after.schema or 'public', POSTGRESQL)}"
    if before.name != after.name:
        yield f"ALTER TYPE {qualified(after.schema, before.name, POSTGRESQL)} RENAME TO {quote(after.name, POSTGRESQL)}"
    if tuple(value for value in after.values if value in before.values) == before.values:
        yield from _added_values(before, after)
    else:
        yield from _made_anew(after, users)


def _added_values(before: Enum, after: Enum) -> Iterator[str]:
    present = list(before.values)
    for place, value in enumerate(after.values):
        if value in present:
            continue
        following = next((other for other in after.values[place:] if other in present), None)
        where = f" BEFORE {literal(following, POSTGRESQL)}" if following is not None else ""
        yield f"ALTER TYPE {sql_name(after, POSTGRESQL)} ADD VALUE {literal(value, POSTGRESQL)}{where}"
        present.append(value)


def _made_anew(after: Enum, users: Users) -> Iterator[str]:
    """PostgreSQL takes no value out of an enum: a new type, every column cast to it through text, the old type dropped."""
    old = replace(after, name=f"{after.name}_old")
    yield f"ALTER TYPE {sql_name(after, POSTGRESQL)} RENAME TO {quote(old.name, POSTGRESQL)}"
    yield create_enum(after)
    for table, column in users:
        yield from _moved(table, column)
    yield f"DROP TYPE {sql_name(old, POSTGRESQL)}"


def _moved(table: Table, column: Column) -> Iterator[str]:
    name, type_ = quote(column.name, POSTGRESQL), type_text(column.type, POSTGRESQL)
    head = f"ALTER TABLE {sql_name(table, POSTGRESQL)} ALTER COLUMN {name}"
    text = "text" + "[]" * type_.count("[]")
    if column.default is not None:
        yield f"{head} DROP DEFAULT"
    yield f"{head} SET DATA TYPE {type_} USING {name}::{text}::{type_}"
    if column.default is not None:
        yield f"{head} SET DEFAULT {default_text(column.default, POSTGRESQL)}"


def sequence_statements(change: SequenceChange, dialect: Dialect) -> Iterator[str]:
    """The statements of one change of a sequence."""
    before, after = change.before, change.after
    if before is None and after is not None:
        yield create_sequence(after, dialect)
    elif after is None and before is not None:
        yield f"DROP SEQUENCE {sql_name(before, dialect)}"
    elif before is not None and after is not None:
        clauses = changed_sequence_options(before.options, after.options)
        yield " ".join(("ALTER SEQUENCE", sql_name(after, dialect), *clauses))


def view_statements(change: ViewChange, dialect: Dialect) -> Iterator[str]:
    """The statements of one change of a view; a changed one is dropped and made again, which also allows other columns."""
    before, after = change.before, change.after
    if dialect is POSTGRESQL and before and after and _is_renamed(before, after):
        kind = "MATERIALIZED VIEW" if before.materialized else "VIEW"
        yield f"ALTER {kind} {sql_name(before, dialect)} RENAME TO {quote(after.name, dialect)}"
        return
    if before:
        yield from drop_view(before, dialect)
    if after:
        yield from create_view(after, dialect)


def is_remade_view(change: AlterView, dialect: Dialect) -> bool:
    """Whether the view is dropped and made again rather than renamed."""
    return dialect is not POSTGRESQL or not _is_renamed(change.before, change.after)


def _is_renamed(before: View, after: View) -> bool:
    return not before.existing and before.name != after.name and replace(before, name=after.name) == after
