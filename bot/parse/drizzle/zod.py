"""What validation schemas of packages say about allowed values: `z.enum([…])`, `z.nativeEnum(…)`, `z.union([…])`."""

from __future__ import annotations

from bot.parse.drizzle.values import UNDEFINED, Entry, External, Object, Value

ENUMS = ("enum()", "nativeEnum()", "picklist()")
UNWRAPPING = ("unwrap()", "removeDefault()")


def choice_property(value: External, key: str) -> Value:
    """A property of a schema that says its allowed values; None where it is none of those."""
    last = value.name.rpartition(".")[2]
    if last == "literal()" and key in ("value", "values"):
        found = _argument(value)
        return found if key == "value" else found if isinstance(found, list) else [found]
    if last == "union()" and key == "options":
        found = _argument(value)
        return found if isinstance(found, list) else None
    choices = _choices(value)
    if choices is None:
        return None
    match key:
        case "options":
            return [entry.value for entry in choices.entries.values()]
        case "enum" | "Enum" | "Values":
            return choices
        case "_def" | "def":
            return Object({"values": _entry([entry.value for entry in choices.entries.values()], value), "entries": _entry(choices, value)})
    return None


def _entry(item: Value, value: External) -> Entry:
    return Entry(item, value.span)


def _argument(value: External) -> Value:
    found = value.arguments() if value.arguments else []
    return found[0] if found else UNDEFINED


def _choices(value: External) -> Object | None:
    """The allowed values under their names; None where they are not known."""
    last = value.name.rpartition(".")[2]
    if last in ENUMS or last.endswith("Enum()"):
        match _argument(value):
            case list() as items if all(isinstance(item, str) for item in items):
                return Object({str(item): _entry(item, value) for item in items})
            case Object() as named:
                return named
    # Of a call, `of` is the member that was called, and its `of` the schema it was taken from.
    inner = value.of.of if value.of else None
    if inner is None:
        return None
    if last in UNWRAPPING:
        return _choices(inner.of.of) if inner.of and inner.of.of else None
    chosen = _argument(value)
    if last not in ("extract()", "exclude()") or not isinstance(chosen, list):
        return None
    choices = _choices(inner)
    if choices is None:
        return None
    return Object({name: entry for name, entry in choices.entries.items() if (name in chosen) == (last == "extract()")})
