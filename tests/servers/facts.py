"""A Schema as plain facts, so that two readings can be compared exactly and a difference can be read."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum as Choice

from bot.model import Expression, Schema, Table, Unknown
from bot.parse.sql.naming import clipped

# where it was written, how it was spelled, and what only a program knows
NOT_FACTS = frozenset(
    {
        "span",
        "spelling",
        "implicit",
        "attribute",
        "application_default",
        "application_values",
        "unread",
        "remarks",
        "variable",
        "relations",
        "inline_reference",
    }
    | {"opaque", "existing", "tables", "not_null"}
)
# the model keeps a name as it was written, PostgreSQL its first 63 bytes
NAMES = frozenset({"name", "columns", "include", "target_columns", "column"})
COLLECTIONS = ("enums", "views", "sequences", "domains", "types", "routines")
PARTS = ("columns", "uniques", "foreign_keys", "checks", "indexes", "policies", "exclusions", "triggers")


def plain(value: object) -> object:
    """A value without what is no fact: expressions as their text, everything empty left out."""
    match value:
        case Expression() | Unknown():
            return value.text
        case Choice():
            return value.value
        case tuple():
            return tuple(map(plain, value))
    if not is_dataclass(value):
        return value
    named = {each.name: plain(getattr(value, each.name)) for each in fields(value) if each.name not in NOT_FACTS}
    named |= {name: _kept(found) for name, found in named.items() if name in NAMES}
    return {name: found for name, found in named.items() if found not in (None, (), False, "")}


def _kept(name: object) -> object:
    return clipped(name) if isinstance(name, str) else tuple(map(_kept, name)) if isinstance(name, tuple) else name


def facts(schema: Schema) -> dict[str, object]:
    """Every object and every part by a name that says what it is."""
    found = dict(_objects(schema))
    for table in schema.tables:
        found |= _table(table)
    return found


def _objects(schema: Schema) -> Iterator[tuple[str, object]]:
    yield "namespaces", schema.namespaces
    for collection in COLLECTIONS:
        for each in getattr(schema, collection):
            arguments = f"({', '.join(each.arguments)})" if collection == "routines" else ""
            yield f"{collection} {each.full_name}{arguments}", plain(each)


def _table(table: Table) -> Iterator[tuple[str, object]]:
    name = _kept(table.full_name)
    whole = ("options", "comment", "row_security", "row_security_forced", "parents", "bounds")
    yield f"table {name}", {"columns": _kept(table.column_names())} | {each: getattr(table, each) for each in whole}
    if table.primary_key:
        yield f"{name} primary key", plain(table.primary_key)
    for collection in PARTS:
        for part in getattr(table, collection):
            yield f"{name} {collection} {_kept(part.name)}", plain(part)


def differences(ours: dict[str, object], theirs: dict[str, object]) -> list[str]:
    """What is only in one of them or differs, one line each."""
    names = sorted(ours.keys() | theirs.keys())
    missing = "nothing"
    return [f"{n}\n  replay: {ours.get(n, missing)}\n  server: {theirs.get(n, missing)}" for n in names if ours.get(n) != theirs.get(n)]
