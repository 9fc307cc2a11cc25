"""Column types as DDL."""

from bot.emit.names import literal, qualified
from bot.model import ColumnType, Dialect, Unknown


def type_text(type_: ColumnType | Unknown, dialect: Dialect) -> str:
    """The type as the dialect writes it, from its canonical name; an Unknown as it was written."""
    if isinstance(type_, Unknown):
        return type_.text
    if type_.values:
        return f"{type_.name}({','.join(literal(value, dialect) for value in type_.values)})"
    name = _name(type_, dialect)
    arguments = _arguments(type_)
    text = f"{name}({','.join(arguments)})" if arguments else name
    if type_.name == "interval" and type_.modifiers:
        text = _interval(type_)
    return text + _behind(type_)


def _name(type_: ColumnType, dialect: Dialect) -> str:
    return qualified(type_.schema, type_.name, dialect) if type_.user_defined else type_.name


def _arguments(type_: ColumnType) -> tuple[str, ...]:
    numbers = (type_.length, type_.precision, type_.scale if type_.precision is not None else None)
    return (*(str(number) for number in numbers if number is not None), *type_.modifiers)


def _interval(type_: ColumnType) -> str:
    fields = " ".join(type_.modifiers)
    return f"interval {fields}" if type_.precision is None else f"interval {fields}({type_.precision})"


def _behind(type_: ColumnType) -> str:
    zone = " with time zone" if type_.with_time_zone else ""
    return zone + (" unsigned" if type_.unsigned else "") + "[]" * type_.dimensions
