"""The part of JavaScript's library that schema files use: objects, arrays and strings of known values."""

from __future__ import annotations

import json

from bot.parse.drizzle.operators import LONGEST, Apply, Otherwise, text_of
from bot.parse.drizzle.replacing import replace_pattern
from bot.parse.drizzle.values import (
    UNDEFINED,
    Builtin,
    Entry,
    Function,
    Member,
    Object,
    Regex,
    Undefined,
    Unresolved,
    Value,
    is_small,
    is_true,
)

LARGEST = 1 << 16  # elements of an array
NAMESPACES = ("Object", "Array", "JSON", "String", "Number", "Boolean")
GLOBALS: dict[str, Value] = {name: Builtin("", name) for name in NAMESPACES} | {"undefined": UNDEFINED}

# Names that every program has: what they give is not known, but they are no spelling mistakes.
LANGUAGE = frozenset(
    {"process", "console", "crypto", "Math", "Date", "Symbol", "Map", "Set", "WeakMap", "WeakSet", "Error", "TypeError", "RangeError"}
    | {"Promise", "URL", "URLSearchParams", "Buffer", "globalThis", "window", "document", "NaN", "Infinity", "parseInt", "parseFloat"}
    | {"isNaN", "isFinite", "require", "module", "exports", "Intl", "BigInt", "RegExp", "structuredClone", "__dirname", "__filename"}
    | {"import", "Reflect", "Proxy", "Function", "Deno", "Bun", "fetch", "setTimeout", "encodeURIComponent", "decodeURIComponent"}
    | {"TextEncoder", "TextDecoder", "Uint8Array", "ArrayBuffer", "Float32Array", "performance", "atob", "btoa", "this", "super"}
)
ARRAY_METHODS = frozenset(
    {"map", "filter", "flatMap", "reduce", "join", "concat", "slice", "includes", "forEach", "flat", "reverse", "toReversed", "at"}
    | {"indexOf", "some", "every", "find"}
)
STRING_METHODS = frozenset(
    {"toLowerCase", "toUpperCase", "trim", "split", "startsWith", "endsWith", "includes", "concat", "slice", "replaceAll", "replace"}
    | {"toString", "repeat", "substring"}
)
OBJECT_METHODS = frozenset({"hasOwnProperty"})


def has_method(value: Value, name: str) -> bool:
    """Whether the value has a method of that name that can be followed."""
    match value:
        case list():
            return name in ARRAY_METHODS
        case str():
            return name in STRING_METHODS
    return isinstance(value, Object) and name in OBJECT_METHODS


def call_builtin(name: str, arguments: list[Value], apply: Apply, otherwise: Otherwise) -> Value:
    """The result of one of the language's own functions."""
    first = arguments[0] if arguments else UNDEFINED
    if isinstance(first, Unresolved):
        return first
    match name, first:
        case "Object.keys" | "Object.values" | "Object.entries", Object():
            return _listed(name, first)
        case "Object.fromEntries", list():
            return _from_entries(first, otherwise)
        case "Object.assign", Object():
            return _assigned(arguments, otherwise)
        case "Array.from", list():
            return _map(first, arguments[1], apply) if len(arguments) > 1 else list(first)
    return _converted(name, first, otherwise)


def _converted(name: str, value: Value, otherwise: Otherwise) -> Value:
    match name, value:
        case "Object.freeze" | "Object.seal", _:
            return value
        case "Number", int() | float():
            return value
        case "Array.isArray", _:
            return isinstance(value, list)
        case "Boolean", _:
            truth = is_true(value)
            return otherwise() if truth is None else truth
        case "JSON.stringify" | "String", _:
            text = to_json(value) if name.startswith("JSON") else text_of(value)
            return otherwise() if text is None else text
    return otherwise()


def _listed(name: str, value: Object) -> Value:
    if value.gaps:
        return value.gaps[0]
    if name == "Object.keys":
        return list(value.entries)
    if name == "Object.values":
        return [entry.value for entry in value.entries.values()]
    return [[key, entry.value] for key, entry in value.entries.items()]


def _from_entries(pairs: list[Value], otherwise: Otherwise) -> Value:
    made = Object()
    gap = otherwise()
    for pair in pairs:
        match pair:
            case [str() as key, value]:
                made.entries[key] = Entry(value, gap.problem.span)
            case Unresolved():
                made.gaps.append(pair)
            case _:
                made.gaps.append(gap)
    return made


def _assigned(arguments: list[Value], otherwise: Otherwise) -> Value:
    made = Object()
    for argument in arguments:
        match argument:
            case Object():
                made.entries.update(argument.entries)
                made.gaps.extend(argument.gaps)
            case Unresolved():
                made.gaps.append(argument)
            case _:
                made.gaps.append(otherwise())
    return made


def _map(items: list[Value], function: Value, apply: Apply) -> list[Value]:
    return [item if isinstance(item, Unresolved) else apply(function, [item, index]) for index, item in enumerate(items)]


def call_method(owner: Value, name: str, arguments: list[Value], apply: Apply, otherwise: Otherwise) -> Value:
    """The result of a method of an array, a string, a number or an object."""
    match owner:
        case list():
            unknown = next((item for item in owner if isinstance(item, Unresolved)), None)
            found = (
                _with_function(owner, name, arguments, apply, otherwise)
                if _takes_function(arguments)
                else _array_method(owner, name, arguments)
            )
            return unknown or (otherwise() if found is None else found)
        case int() | float() if not arguments:
            return text_of(owner)
        case str() if name in ("replace", "replaceAll") and arguments and isinstance(arguments[0], Regex):
            return replace_pattern(owner, arguments[0], arguments[1:], apply, otherwise)
        case str():
            found = _string_method(owner, name, arguments)
            return otherwise() if found is None else found
        case Object() if arguments and isinstance(arguments[0], str):
            return arguments[0] in owner.entries
    return otherwise()


def _takes_function(arguments: list[Value]) -> bool:
    return bool(arguments) and isinstance(arguments[0], Function | Builtin | Member)


def _with_function(items: list[Value], name: str, arguments: list[Value], apply: Apply, otherwise: Otherwise) -> Value:
    function = arguments[0]
    if name in ("map", "flatMap", "forEach"):
        mapped = _map(items, function, apply)
        return UNDEFINED if name == "forEach" else _flat(mapped) if name == "flatMap" else mapped
    if name == "reduce" and len(arguments) > 1:
        result = arguments[1]
        for index, item in enumerate(items):
            result = apply(function, [result, item, index])
        return result
    truths = [is_true(apply(function, [item, index])) for index, item in enumerate(items)]
    if None in truths:
        return otherwise()
    chosen = [item for item, truth in zip(items, truths, strict=True) if truth]
    results: dict[str, Value] = {"filter": chosen, "some": any(truths), "every": all(truths), "find": chosen[0] if chosen else UNDEFINED}
    return results.get(name) if name in results else otherwise()


def _flat(items: list[Value]) -> list[Value]:
    return [inner for item in items for inner in (item if isinstance(item, list) else [item])] if is_small(items, LARGEST) else []


def _array_method(items: list[Value], name: str, arguments: list[Value]) -> Value:
    """The result of an array's method that takes no function; None where it is not followed."""
    first = arguments[0] if arguments else UNDEFINED
    match name, first:
        case "join", str() | Undefined():
            texts = [text_of(item) for item in items]
            return None if None in texts else (first if isinstance(first, str) else ",").join(text or "" for text in texts)
        case "concat", _ if len(items) + sum(len(item) for item in arguments if isinstance(item, list)) <= LARGEST:
            return items + _flat(arguments)
        case "slice", int() | Undefined():
            end = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], int) else None
            return items[first if isinstance(first, int) else 0 : end]
        case "includes", _:
            return first in items
        case "flat", _:
            return _flat(items)
        case "reverse" | "toReversed", _:
            return items[::-1]
        case "at", int():
            return items[first] if -len(items) <= first < len(items) else UNDEFINED
        case "indexOf", _:
            return items.index(first) if first in items else -1
    return None


def _string_method(text: str, name: str, arguments: list[Value]) -> Value:
    """The result of a string's method; None where it is not followed."""
    simple = {"toLowerCase": text.lower, "toUpperCase": text.upper, "trim": text.strip, "toString": text.__str__}
    tests = {"startsWith": text.startswith, "endsWith": text.endswith, "includes": text.__contains__}
    if name in simple:
        return simple[name]()
    match name, arguments:
        case _, [str() as part] if name in tests:
            return bool(tests[name](part))
        case "split", [str() as separator]:
            return list(text.split(separator)) if separator else list(text)
        case "replaceAll" | "replace", [str() as old, str() as new]:
            return text.replace(old, new, -1 if name == "replaceAll" else 1)
        case "slice" | "substring", [int(), *_] if all(isinstance(item, int) and item >= 0 for item in arguments):
            return text[slice(*(int(str(item)) for item in arguments), *([None] if len(arguments) == 1 else []))]
        case "concat", [str() as part] if len(text) + len(part) <= LONGEST:
            return text + part
        case "repeat", [int() as times] if 0 <= times * len(text) <= 1 << 16:
            return text * times
    return None


def to_json(value: Value) -> str | None:
    """A value as `JSON.stringify` writes it; None where it is not known."""
    if not is_small(value):
        return None
    try:
        return json.dumps(_plain(value), separators=(",", ":"), ensure_ascii=False)
    except TypeError:
        return None


def _plain(value: Value) -> object:
    match value:
        case Object() if not value.gaps:
            return {name: _plain(entry.value) for name, entry in value.entries.items() if entry.value is not UNDEFINED}
        case list():
            return [None if item is UNDEFINED else _plain(item) for item in value]
        case float() if value.is_integer():
            return int(value)
        case str() | bool() | int() | float() | None:
            return value
    raise TypeError(type(value).__name__)
