"""One property of a table's columns → a Column, and what it says about its table: keys, uniqueness, references."""

from __future__ import annotations

from bot.model import ColumnType, Dialect, Unknown
from bot.parse.drizzle.kinds import ColumnCall, column_call
from bot.parse.drizzle.modifiers import ColumnParts, modify
from bot.parse.drizzle.reading import TableReading, problem_of
from bot.parse.drizzle.shapes import argument
from bot.parse.drizzle.values import UNDEFINED, Built, Call, Entry, Object


def read_column(key: str, entry: Entry, table: TableReading) -> ColumnParts | None:
    """One column; None, with a Problem, where its name is not known or it is none that can be read."""
    value = entry.value
    call = column_call(value, table.reading, table.problems)
    if call is None:
        table.problems.append(problem_of(value, entry.span))
        if not isinstance(value, Built):
            return None
        call = ColumnCall(Unknown(value.name), "", value.calls[0], value.calls[1:])
    given = argument(call.naming, 0)
    if not isinstance(given, str | Object | list) and given is not UNDEFINED:
        table.problems.append(problem_of(given, entry.span))
        return None
    name = table.shape.names[key].name
    parts = ColumnParts(name, entry.span, key, call)
    _imply(parts, table.reading.dialect)
    for modifier in _kept(call.modifiers, table.reading.kit):
        modify(parts, modifier, table)
    return parts


def _kept(modifiers: tuple[Call, ...], kit: int) -> tuple[Call, ...]:
    """The modifiers that count: before 1.0, `.array()` starts a new column and forgets those in front of it."""
    arrays = [place for place, modifier in enumerate(modifiers) if modifier.name == "array"]
    return modifiers[arrays[-1] :] if arrays and kit == 0 else modifiers


def _imply(parts: ColumnParts, dialect: Dialect) -> None:
    """What a column's type means without being said: serial columns count by themselves and are never NULL on PostgreSQL."""
    kind = parts.call.type
    if not isinstance(kind, ColumnType):
        return
    if dialect is Dialect.POSTGRESQL and kind.is_serial:
        parts.nullable = False
    elif dialect.is_mysql_family and kind.name == "serial":
        parts.autoincrement = True
