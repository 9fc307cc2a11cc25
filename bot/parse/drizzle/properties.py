"""Properties and elements of values."""

from __future__ import annotations

from dataclasses import replace

from bot.parse.drizzle.facts import column_fact
from bot.parse.drizzle.library import CONSTANTS
from bot.parse.drizzle.methods import has_method
from bot.parse.drizzle.problems import not_static
from bot.parse.drizzle.site import Site
from bot.parse.drizzle.values import (
    UNDEFINED,
    Built,
    Builtin,
    Class,
    External,
    Function,
    MapOf,
    Member,
    Object,
    Place,
    Regex,
    SetOf,
    Sql,
    Unresolved,
    Value,
    span_of,
)
from bot.parse.drizzle.zod import choice_property

FACTS = ("name", "enumValues")  # what a program can read of a column or an enum


def property_of(value: Value, key: str | int, place: Place, site: Site) -> Value:
    """A property or an element of a value."""
    match value:
        case Built() | Member() | Sql():
            fact = _fact(value, key, site) if key in FACTS else None
            return Member(value, str(key), place) if fact is None else fact
        case Object():
            return _of_object(value, str(key), place)
        case Unresolved():
            return value
        case Builtin():
            name = f"{value.name}.{key}".lstrip(".")
            return CONSTANTS[name] if not value.module and name in CONSTANTS else Builtin(value.module, name)
        case list() | str():
            return _element(value, key, place)
        case External():
            found = choice_property(value, str(key))
            return External(f"{value.name}.{key}", f"{value.text}.{key}", span_of(place), of=value) if found is None else found
    return _of_scalar(value, key, place)


def _fact(value: Built | Member | Sql, key: str | int, site: Site) -> Value:
    """What drizzle-orm tells of an enum or a column; None for any other property."""
    match value:
        case Built() if value.name.endswith("Enum") and key == "enumValues":
            return next((item for call in value.calls for item in call.arguments if isinstance(item, list)), UNDEFINED)
        case Member(of=Built()):
            return column_fact(value, str(key), site)
    return None


def _of_object(value: Object, key: str, place: Place) -> Value:
    found = value.get(key)
    if found is UNDEFINED and has_method(value, key):
        return Member(value, key, place)
    return replace(found, owner=value) if isinstance(found, Function) and found.uses_this else found


def _of_scalar(value: Value, key: str | int, place: Place) -> Value:
    match value:
        case Regex() if key == "source":
            return value.pattern
        case Class():
            return value.name if key == "name" and key not in value.static.entries else _of_object(value.static, str(key), place)
        case SetOf() | MapOf() if key == "size":
            return next((item for item in value.items if isinstance(item, Unresolved)), len(value.items))
        case _ if has_method(value, str(key)):
            return Member(value, str(key), place)
    wrong = value is None or value is UNDEFINED
    return Unresolved(str(key), not_static(span_of(place), str(key)), broken=wrong, thrown=wrong)


def _element(value: list[Value] | str, key: str | int, place: Place) -> Value:
    if key == "length":
        return next((item for item in value if isinstance(item, Unresolved)), len(value))
    index = int(key) if isinstance(key, str) and key.isdecimal() and len(key) < 10 else key
    if isinstance(index, int):
        unknown = next((item for item in value[: index + 1] if isinstance(item, Unresolved)), UNDEFINED)
        return unknown if unknown is not UNDEFINED else value[index] if 0 <= index < len(value) else UNDEFINED
    return Member(value, index, place) if has_method(value, index) else UNDEFINED
