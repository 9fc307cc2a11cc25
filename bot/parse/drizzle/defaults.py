"""`.default(value)` → the SQL text of the DEFAULT, as drizzle-kit writes it for each database."""

from __future__ import annotations

from bot.model import Dialect
from bot.parse.drizzle.library import to_json
from bot.parse.drizzle.operators import text_of
from bot.parse.drizzle.sqltext import NotText, literal
from bot.parse.drizzle.values import Object, Value, is_small

SQLITE_NOW = "(cast((julianday('now') - 2440587.5)*86400000 as integer))"


def default_now(dialect: Dialect) -> str:
    """The DEFAULT of `.defaultNow()`."""
    return SQLITE_NOW if dialect is Dialect.SQLITE else "now()"


def default_text(value: Value, type_text: str, dialect: Dialect) -> str:
    """The SQL text of a default that is not an `sql` template.

    Raises:
        NotText: the value is not known.
    """
    match value:
        case str():
            return literal(value)
        case bool() | int() | float():
            return text_of(value) or ""
        case None:
            as_json = dialect is Dialect.SQLITE or type_text in ("json", "jsonb")
            return "'null'" if as_json else "null"
        case list() if dialect is Dialect.POSTGRESQL and type_text.endswith("]") and is_small(value):
            return literal(_array_text(value))
        case list() | Object():
            text = to_json(value)
            if text is not None:
                return literal(text)
    raise NotText(value)


def _array_text(items: list[Value]) -> str:
    return "{" + ",".join(_array_item(item) for item in items) + "}"


def _array_item(item: Value) -> str:
    match item:
        case bool() | int() | float():
            return text_of(item) or ""
        case list():
            return _array_text(item)
        case str():
            return f'"{item}"'
        case Object():
            text = to_json(item)
            if text is not None:
                return '"' + text.replace('"', '\\"') + '"'
    raise NotText(item)
