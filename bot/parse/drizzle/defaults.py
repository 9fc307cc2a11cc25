"""`.default(value)` → the SQL text of the DEFAULT, as drizzle-kit writes it for each database and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.model import Dialect
from bot.parse.drizzle.dates import iso
from bot.parse.drizzle.library import to_json
from bot.parse.drizzle.operators import text_of
from bot.parse.drizzle.sqltext import NotText, literal
from bot.parse.drizzle.values import Moment, Object, Value, is_small

SQLITE_NOW = "(cast((julianday('now') - 2440587.5)*86400000 as integer))"
LONGEST = 1000  # characters of an expression whose casts are looked for
TEXTS = ("text", "char", "varchar", "tinytext", "mediumtext", "longtext")

CASTS = re.compile(r'(?:::["\w.\s-]+(?:\([^)]*\))?(?:\swith(?:out)?\stime\szone)?(?:\[\])?)+$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """The column that a default belongs to: its SQL type and the `mode` of its builder, and who reads it."""

    type_text: str
    mode: Value
    dialect: Dialect
    kit: int

    @property
    def base(self) -> str:
        """The type without its arguments."""
        return self.type_text.partition("(")[0].partition("[")[0].strip().lower()

    @property
    def doubles_backslashes(self) -> bool:
        """Whether drizzle-kit doubles the backslashes of a text: the 1.0 line does, except on SQLite."""
        return self.kit > 0 and self.dialect is not Dialect.SQLITE and self.base in TEXTS

    @property
    def is_json(self) -> bool:
        """Whether the value is stored as JSON."""
        return self.base in ("json", "jsonb") and self.dialect is not Dialect.SQLITE


def default_now(dialect: Dialect) -> str:
    """The DEFAULT of `.defaultNow()`."""
    return SQLITE_NOW if dialect is Dialect.SQLITE else "now()"


def without_casts(text: str) -> str:
    """The text of an `sql` default without the casts at its end, which drizzle-kit cuts off since 1.0."""
    tail = text.find("::")
    return text if tail < 0 or len(text) > LONGEST else CASTS.sub("", text.removesuffix("[]"))


def default_text(value: Value, target: Target) -> str:
    """The SQL text of a default that is not an `sql` template.

    Raises:
        NotText: the value is not known.
    """
    match value:
        case Moment():
            return _moment_text(value, target)
        case str() if not (target.is_json and target.kit > 0):
            return literal(value.replace("\\", "\\\\") if target.doubles_backslashes else value)
        case list() if target.dialect is Dialect.POSTGRESQL and target.type_text.endswith("]") and is_small(value):
            return literal(_array_text(value, target))
        case list() | Object() | str():
            return _json_text(value, target)
        case bool() | int() | float() | None if target.is_json or (value is None and target.dialect is Dialect.SQLITE):
            return _json_text(value, target)
        case bool() | int() | float():
            return text_of(value) or ""
        case None:
            return "null"
    raise NotText(value)


def _json_text(value: Value, target: Target) -> str:
    text = to_json(value)
    if text is None:
        raise NotText(value)
    if target.kit > 0:
        return literal(text)
    # Before 1.0 drizzle-kit does not double the apostrophes in JSON.
    return f"'{text}'::{target.base}" if target.is_json and target.dialect is Dialect.POSTGRESQL else f"'{text}'"


def _moment_text(value: Moment, target: Target) -> str:
    text = iso(value)
    if target.dialect is Dialect.SQLITE:
        seconds = value.milliseconds // 1000 if target.mode == "timestamp" else value.milliseconds
        return str(seconds) if target.kit > 0 else f"'{to_json(value)}'"
    if target.base == "date":
        return f"'{text[:10]}'"
    local = text.replace("T", " ").removesuffix("Z")
    if target.dialect is Dialect.POSTGRESQL and target.kit == 0 and target.type_text != "timestamp":
        return f"'{text}'"
    return f"'{local}+00'" if target.type_text.endswith("with time zone") else f"'{local}'"


Write: TypeAlias = Callable[[Value], str | None]


def _array_text(items: list[Value], target: Target) -> str:
    write = _item_before if target.kit == 0 else lambda item: _item_since(item, target)
    return "{" + ",".join(_array_text(item, target) if isinstance(item, list) else _known(item, write) for item in items) + "}"


def _known(item: Value, write: Write) -> str:
    text = write(item)
    if text is None:
        raise NotText(item)
    return text


def _item_before(item: Value) -> str | None:
    match item:
        case bool() | int() | float():
            return text_of(item)
        case str():
            return f'"{item}"'
        case Object() if (text := to_json(item)) is not None:
            return '"' + text.replace('"', '\\"') + '"'
    return None


def _item_since(item: Value, target: Target) -> str | None:
    match item:
        case bool() if target.base == "boolean":
            return "t" if item else "f"
        case bool() | int() | float():
            return text_of(item)
        case str() if target.base.startswith("timestamp"):
            return f'"{item}"'
        case str() if target.base in ("uuid", "date", "time", "numeric"):
            return item
        case str():
            escaped = item.replace("\\", "\\\\").replace('"', '\\"')
            quoted = any(sign in item for sign in '\\",') or (not item and target.base in TEXTS)
            return f'"{escaped}"' if quoted else escaped
        case Object() if (text := to_json(item)) is not None:
            return '"' + text.replace('"', '\\"') + '"'
    return None
