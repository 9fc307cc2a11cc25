"""Properties and elements of values."""

from __future__ import annotations

from bot.model import Span
from bot.parse.drizzle.library import has_method
from bot.parse.drizzle.problems import not_static
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, External, Member, Object, Regex, Sql, Unresolved, Value


def property_of(value: Value, key: str | int, span: Span) -> Value:
    """A property or an element of a value."""
    match value:
        case Unresolved():
            return value
        case Object():
            found = value.get(str(key))
            return Member(value, str(key), span) if found is UNDEFINED and has_method(value, str(key)) else found
        case list() | str():
            return _element(value, key, span)
        case Builtin():
            return Builtin(value.module, f"{value.name}.{key}".lstrip("."))
        case External():
            return _external_property(value, str(key), span)
        case Built() if value.name.endswith("Enum") and key == "enumValues":
            return next((item for call in value.calls for item in call.arguments if isinstance(item, list)), UNDEFINED)
        case Built() | Member() | Sql():
            return Member(value, str(key), span)
    return _of_scalar(value, key, span)


def _of_scalar(value: Value, key: str | int, span: Span) -> Value:
    match value:
        case Regex() if key == "source":
            return value.pattern
        case int() | float() if key == "toString":
            return Member(value, "toString", span)
    return Unresolved(str(key), not_static(span, str(key)), broken=value in (None, UNDEFINED))


def _element(value: list[Value] | str, key: str | int, span: Span) -> Value:
    if key == "length":
        return len(value)
    if isinstance(key, int):
        return value[key] if 0 <= key < len(value) else UNDEFINED
    return Member(value, key, span) if has_method(value, key) else UNDEFINED


def _external_property(value: External, key: str, span: Span) -> Value:
    # zod: z.enum([...]).options is the array itself.
    if key in ("options", "_def") and value.arguments is not None and value.name.endswith(("enum()", "Enum()")):
        found = value.arguments()
        if found and isinstance(found[0], list):
            return found[0]
    return External(f"{value.name}.{key}", f"{value.text}.{key}", span)
