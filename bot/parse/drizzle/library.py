"""The part of JavaScript's library that schema files use: its global names and functions."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import TypeAlias

from bot.parse.drizzle.arrays import listed, mapped
from bot.parse.drizzle.dates import iso, utc
from bot.parse.drizzle.operators import number_of, text_of
from bot.parse.drizzle.site import LARGEST, Site
from bot.parse.drizzle.strings import whole
from bot.parse.drizzle.values import (
    UNDEFINED,
    Builtin,
    Entry,
    Moment,
    Object,
    Unresolved,
    Value,
    is_small,
    is_true,
)

Global: TypeAlias = Callable[[list[Value], Site], Value]

ERRORS = ("Error", "TypeError", "RangeError")
NAMESPACES = ("Object", "Array", "JSON", "String", "Number", "Boolean", "Math", "Date", "Map", "Set", "BigInt", *ERRORS)
FUNCTIONS = ("parseInt", "parseFloat", "isNaN", "isFinite", "structuredClone")
GLOBALS: dict[str, Value] = {name: Builtin("", name) for name in (*NAMESPACES, *FUNCTIONS)}
GLOBALS |= {"undefined": UNDEFINED, "NaN": math.nan, "Infinity": math.inf}
CONSTANTS: dict[str, Value] = {
    "Number.MAX_SAFE_INTEGER": 2**53 - 1,
    "Number.MIN_SAFE_INTEGER": 1 - 2**53,
    "Math.PI": math.pi,
    "Math.E": math.e,
}

# Names that every program has: what they give is not known, but they are no spelling mistakes.
LANGUAGE = frozenset(
    {"process", "console", "crypto", "Symbol", "WeakMap", "WeakSet", "Promise", "URL", "URLSearchParams", "Buffer", "globalThis"}
    | {"window", "document", "require", "module", "exports", "Intl", "RegExp", "__dirname", "__filename", "arguments", "new.target"}
    | {"import", "Reflect", "Proxy", "Function", "Deno", "Bun", "fetch", "setTimeout", "encodeURIComponent", "decodeURIComponent"}
    | {"TextEncoder", "TextDecoder", "Uint8Array", "ArrayBuffer", "Float32Array", "performance", "atob", "btoa", "this", "super"}
)


def _listed(name: str) -> Global:
    def function(arguments: list[Value], _site: Site) -> Value:
        value = arguments[0] if arguments else UNDEFINED
        if isinstance(value, list):
            value = Object({str(place): Entry(item, _site.span) for place, item in enumerate(value)})
        if not isinstance(value, Object):
            return None
        if value.gaps:
            return value.gaps[0]
        if name == "keys":
            return list(value.entries)
        pairs = ((key, entry.value) for key, entry in value.entries.items())
        return [item for _, item in pairs] if name == "values" else [[key, item] for key, item in pairs]

    return function


def _from_entries(arguments: list[Value], site: Site) -> Value:
    pairs = listed(arguments[0]) if arguments else None
    if pairs is None:
        return None
    made, gap = Object(), site.otherwise()
    for pair in pairs:
        match pair:
            case [key, value] if (name := text_of(key)) is not None:
                made.entries[name] = Entry(value, gap.problem.span)
            case Unresolved():
                made.gaps.append(pair)
            case _:
                made.gaps.append(gap)
    return made


def _assign(arguments: list[Value], site: Site) -> Value:
    target = arguments[0] if arguments else UNDEFINED
    if not isinstance(target, Object) or not site.may_change(target):
        return None
    for source in arguments[1:]:
        match source:
            case Object():
                target.entries.update(source.entries)
                target.gaps.extend(source.gaps)
            case _ if is_true(source) is not False:
                target.gaps.append(source if isinstance(source, Unresolved) else site.otherwise())
    return target


def _array(arguments: list[Value], _site: Site) -> Value:
    if len(arguments) != 1 or not isinstance(arguments[0], int | float):
        return list(arguments)
    size = whole(arguments, 0, 0)
    return [UNDEFINED] * size if size is not None and 0 <= size <= LARGEST else None


def _array_from(arguments: list[Value], site: Site) -> Value:
    first = arguments[0] if arguments else UNDEFINED
    items = listed(first)
    if items is None and isinstance(first, Object) and isinstance(size := first.get("length"), int) and 0 <= size <= LARGEST:
        items = [UNDEFINED] * size
    if items is None:
        return None
    return mapped(items, arguments[1], site) if len(arguments) > 1 else list(items)


def _group(arguments: list[Value], site: Site) -> Value:
    items = listed(arguments[0]) if len(arguments) == 2 else None
    made: dict[str, Entry] = {}
    for item in items or ():
        key = text_of(site.apply(arguments[1], [item]))
        if key is None:
            return None
        group = made.setdefault(key, Entry([], site.span)).value
        if isinstance(group, list):
            group.append(item)
    return None if items is None else Object(made)


def _truth(arguments: list[Value], _site: Site) -> Value:
    return is_true(arguments[0]) if arguments else False


def _number(arguments: list[Value], _site: Site) -> Value:
    return number_of(arguments[0]) if arguments else 0


def _parse_int(arguments: list[Value], _site: Site) -> Value:
    text, base = text_of(arguments[0]) if arguments else None, whole(arguments, 1, 10)
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"[: base or 10]
    if text is None or base is None or not 2 <= base <= 36:
        return None
    bare = text.strip().lower()
    sign = -1 if bare.startswith("-") else 1
    bare = bare.lstrip("+-")
    end = next((place for place, sign in enumerate(bare) if sign not in digits), len(bare))
    return sign * int(bare[:end], base) if 0 < end <= 15 else None


def _parse_float(arguments: list[Value], _site: Site) -> Value:
    return number_of(arguments[0]) if arguments and isinstance(arguments[0], str) and arguments[0].strip() else None


def _has_own(arguments: list[Value], _site: Site) -> Value:
    match arguments:
        case [Object() as value, str() as key]:
            return value.gaps[0] if value.gaps and key not in value.entries else key in value.entries
    return None


def _of_numbers(compute: Callable[..., float]) -> Global:
    def function(arguments: list[Value], _site: Site) -> Value:
        numbers = [item for item in arguments if isinstance(item, int | float)]
        if len(numbers) != len(arguments) or not numbers:
            return None
        try:
            made = compute(*numbers)
        except (ValueError, OverflowError, ZeroDivisionError, TypeError):
            return None
        return int(made) if isinstance(made, float) and made.is_integer() and abs(made) < 1e21 else made

    return function


def _power(base: float, exponent: float) -> float:
    return base**exponent if abs(exponent) <= 64 and abs(base) <= 1 << 16 else math.inf


def _test_number(test: Callable[[float], bool]) -> Global:
    return lambda arguments, _site: test(arguments[0]) if arguments and isinstance(arguments[0], int | float) else None


def _json(arguments: list[Value], _site: Site) -> Value:
    return to_json(arguments[0]) if len(arguments) == 1 else None


def _json_parsed(arguments: list[Value], site: Site) -> Value:
    match arguments:
        case [str() as text]:
            try:
                return plain_value(json.loads(text), site)
            except (ValueError, RecursionError):
                return site.thrown()
    return None


def plain_value(data: object, site: Site) -> Value:
    """JSON data as a value of this reader."""
    match data:
        case dict():
            return Object({str(key): Entry(plain_value(item, site), site.span) for key, item in data.items()})
        case list():
            return [plain_value(item, site) for item in data]
        case str() | bool() | int() | float() | None:
            return data
    return UNDEFINED


def _cloned(arguments: list[Value], site: Site) -> Value:
    text = to_json(arguments[0]) if arguments else None
    return None if text is None else plain_value(json.loads(text), site)


def _first(arguments: list[Value], _site: Site) -> Value:
    return arguments[0] if arguments else UNDEFINED


GLOBAL_CALLS: dict[str, Global] = {
    **{f"Object.{name}": _listed(name) for name in ("keys", "values", "entries")},
    **dict.fromkeys(("Object.freeze", "Object.seal", "Object.preventExtensions"), _first),
    "Object.getOwnPropertyNames": _listed("keys"),
    "Object.fromEntries": _from_entries,
    "Object.assign": _assign,
    "Object.hasOwn": _has_own,
    "Object.groupBy": _group,
    "Array": _array,
    "Array.of": lambda arguments, _site: list(arguments),
    "Array.from": _array_from,
    "Array.isArray": lambda arguments, _site: bool(arguments) and isinstance(arguments[0], list),
    "Boolean": _truth,
    "Number": _number,
    "BigInt": _number,
    "String": lambda arguments, _site: text_of(arguments[0]) if arguments else "",
    **dict.fromkeys(("parseInt", "Number.parseInt"), _parse_int),
    **dict.fromkeys(("parseFloat", "Number.parseFloat"), _parse_float),
    **dict.fromkeys(("isNaN", "Number.isNaN"), _test_number(math.isnan)),
    **dict.fromkeys(("isFinite", "Number.isFinite"), _test_number(math.isfinite)),
    "Number.isInteger": _test_number(lambda value: float(value).is_integer()),
    "JSON.stringify": _json,
    "JSON.parse": _json_parsed,
    "structuredClone": _cloned,
    "Date.UTC": lambda arguments, _site: utc(arguments),
    "Math.max": _of_numbers(lambda *numbers: max(numbers)),
    "Math.min": _of_numbers(lambda *numbers: min(numbers)),
    "Math.floor": _of_numbers(math.floor),
    "Math.ceil": _of_numbers(math.ceil),
    "Math.trunc": _of_numbers(math.trunc),
    "Math.round": _of_numbers(lambda number: math.floor(number + 0.5)),
    "Math.abs": _of_numbers(abs),
    "Math.sqrt": _of_numbers(math.sqrt),
    "Math.log2": _of_numbers(math.log2),
    "Math.log10": _of_numbers(math.log10),
    "Math.pow": _of_numbers(_power),
    "Math.sign": _of_numbers(lambda number: (number > 0) - (number < 0)),
}


def call_global(name: str, arguments: list[Value], site: Site) -> Value:
    """The result of one of the language's own functions."""
    if arguments and isinstance(arguments[0], Unresolved):
        return arguments[0]
    function = GLOBAL_CALLS.get(name)
    found = function(arguments, site) if function else None
    return site.otherwise() if found is None else found


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
        case Moment():
            return iso(value)
        case float() if value.is_integer() and abs(value) < 1e21:
            return int(value)
        case str() | bool() | int() | float() | None:
            return value
    raise TypeError(type(value).__name__)
