"""What kind of column a chain of calls declares: its SQL type, options and the modifiers behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.model import ColumnType, Dialect, Problem, Unknown, schema_name
from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.problems import not_understood
from bot.parse.drizzle.reading import Reading, problem_of
from bot.parse.drizzle.shapes import SCHEMAS, argument, enum_call, option
from bot.parse.drizzle.types import builder_type
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Call, External, Function, Object, Unresolved, Value
from bot.parse.types import canonical_type


@dataclass(frozen=True, slots=True)
class ColumnCall:
    """A column as it was called; `naming` is the call that takes its name, `values` those a text column is limited to in the program."""

    type: ColumnType | Unknown
    type_text: str
    naming: Call
    modifiers: tuple[Call, ...]
    values: tuple[str, ...] = ()


def column_call(value: Value, reading: Reading, problems: list[Problem]) -> ColumnCall | None:
    """The column that a chain declares, None where it declares none."""
    if not isinstance(value, Built) or not isinstance(value.head, Builtin) or not value.head.module:
        return None
    return READERS.get(value.head.name, _built_in)(value, reading, problems)


def _enum_column(value: Built, _reading: Reading, _problems: list[Problem]) -> ColumnCall | None:
    enum = enum_call(value)
    if enum is None or not enum.rest or enum.rest[0].name or not isinstance(enum.name, str):
        return None
    space = schema_name(enum.schema) if isinstance(enum.schema, str) else None
    dimensions = sum(call.name == "array" for call in enum.rest[1:])
    text = enum.name + "[]" * dimensions
    made = ColumnType(enum.name, schema=space, user_defined=True, dimensions=dimensions, spelling=text)
    return ColumnCall(made, text, enum.rest[0], enum.rest[1:])


def _mysql_enum(value: Built, _reading: Reading, problems: list[Problem]) -> ColumnCall:
    call, modifiers = value.calls[0], value.calls[1:]
    listed = next((item for item in call.arguments if isinstance(item, list | Object)), UNDEFINED)
    values = strings(listed)
    if values is None:
        unknown = next((item for item in call.arguments if not isinstance(item, str)), UNDEFINED)
        problems.append(problem_of(_first_unresolved(unknown), call.span))
        return ColumnCall(Unknown("enum"), "enum", call, modifiers)
    text = "enum({})".format(",".join("'" + item.replace("'", "''") + "'" for item in values))
    return ColumnCall(ColumnType("enum", values=values, spelling=text), text, call, modifiers)


def strings(value: Value) -> tuple[str, ...] | None:
    """An array of strings, or the values of an object of strings; None where they are not all known."""
    items = [entry.value for entry in value.entries.values()] if isinstance(value, Object) and not value.gaps else value
    if not isinstance(items, list):
        return None
    known = tuple(item for item in items if isinstance(item, str))
    return known if len(known) == len(items) else None


def _first_unresolved(value: Value) -> Value:
    if isinstance(value, Object) and value.gaps:
        return value.gaps[0]
    return next((item for item in value if isinstance(item, Unresolved)), value) if isinstance(value, list) else value


def _custom(value: Built, reading: Reading, problems: list[Problem]) -> ColumnCall | None:
    if len(value.calls) < 2 or value.calls[1].name:
        return None
    call = value.calls[1]
    data_type = option(argument(value.calls[0], 0), "dataType")
    found: Value = data_type
    if isinstance(data_type, Function):
        found = invoke(data_type, [options_of(call)], lambda: Unresolved("dataType", not_understood(call.span, "dataType")))
    if not isinstance(found, str):
        problems.append(problem_of(found, call.span))
        return ColumnCall(Unknown("customType"), "", call, value.calls[2:])
    return _typed(found, call, value.calls[2:], reading)


def options_of(call: Call) -> Value:
    """The options that a builder was called with, undefined where there are none."""
    first = argument(call, 0)
    return first if isinstance(first, Object) else argument(call, 1)


def _built_in(value: Built, reading: Reading, problems: list[Problem]) -> ColumnCall | None:
    call, modifiers = value.calls[0], value.calls[1:]
    options = options_of(call)
    text = None if call.name else builder_type(value.name, options, reading.dialect, reading.kit)
    if text is None:
        return None
    if options is UNDEFINED:
        return _typed(text, call, modifiers, reading)
    unknown = _unknown_option(options)
    if unknown is not None:
        problems.append(problem_of(unknown, call.span))
        return ColumnCall(Unknown(getattr(unknown, "text", text)), text, call, modifiers)
    return _typed(text, call, modifiers, reading, values=strings(option(options, "enum")) or ())


def _unknown_option(options: Value) -> Value:
    """The first option of a column builder that its type depends on and that is not known; None where all are."""
    if isinstance(options, Unresolved | External):
        return options
    if not isinstance(options, Object):
        return None
    if options.gaps:
        return options.gaps[0]
    values = (entry.value for name, entry in options.entries.items() if name not in ("enum", "mode"))
    return next((value for value in values if isinstance(value, Unresolved | External)), None)


def _typed(text: str, naming: Call, modifiers: tuple[Call, ...], reading: Reading, *, values: tuple[str, ...] = ()) -> ColumnCall:
    for modifier in modifiers:
        if modifier.name == "array":
            text += _dimension(argument(modifier, 0), reading.kit)
    return ColumnCall(_column_type(text, reading.dialect), text, naming, modifiers, values)


@lru_cache(maxsize=1024)
def _column_type(text: str, dialect: Dialect) -> ColumnType | Unknown:
    return canonical_type(text, dialect)


def _dimension(size: Value, kit: int) -> str:
    if isinstance(size, str) and size.startswith("["):
        return size
    if kit > 0 and isinstance(size, int):
        return ""  # the 1.0 line takes a text such as "[][]"; a number gives it no dimension
    return f"[{size}]" if isinstance(size, int) and not isinstance(size, bool) else "[]"


READERS: dict[str, Callable[[Built, Reading, list[Problem]], ColumnCall | None]] = {
    **dict.fromkeys(("pgEnum", *SCHEMAS), _enum_column),
    "mysqlEnum": _mysql_enum,
    "customType": _custom,
}
