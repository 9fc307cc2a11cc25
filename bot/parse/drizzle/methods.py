"""The methods of known values: which there are, and what a call of one gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.parse.drizzle.arrays import ARRAY_METHODS, array_method
from bot.parse.drizzle.dates import MOMENT_METHODS
from bot.parse.drizzle.operators import same, text_of
from bot.parse.drizzle.replacing import has_match
from bot.parse.drizzle.site import LARGEST, Site
from bot.parse.drizzle.strings import STRING_METHODS
from bot.parse.drizzle.values import UNDEFINED, External, MapOf, Moment, Object, Regex, SetOf, Sql, Unresolved, Value

Collection: TypeAlias = "SetOf | MapOf"
Method: TypeAlias = "Callable[[list[Value], list[Value], Site], Value]"


CROWD = 2_000  # elements of a Set or a Map that are compared one by one


def new_set(items: list[Value]) -> SetOf | None:
    """A Set of those elements, each once; None where it is not known whether two are one."""
    if len(items) > 1 and any(isinstance(item, External) for item in items):
        return None
    made: list[Value] = []
    plain = dict.fromkeys(item for item in items if isinstance(item, str))
    if all(isinstance(item, str) for item in items):
        return SetOf(list(plain))
    if len(items) > CROWD:
        return None
    for item in items:
        made += [] if any(same(item, other) for other in made) else [item]
    return SetOf(made)


def new_map(pairs: list[Value]) -> MapOf | None:
    """A Map of those pairs; None where one is none."""
    made = MapOf([])
    if len(pairs) > CROWD:
        return None
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2:
            return None
        _put(made.items, pair[0], pair[1])
    return made


def _place(pairs: list[Value], key: Value) -> int:
    return next((place for place, pair in enumerate(pairs) if isinstance(pair, list) and same(pair[0], key)), -1)


def _put(pairs: list[Value], key: Value, value: Value) -> None:
    place = _place(pairs, key)
    if place < 0:
        pairs.append([key, value])
    else:
        pairs[place] = [key, value]


def _members(items: list[Value], argument: Value) -> list[Value]:
    return [item for item in items if same(item, argument)]


def _joined(items: list[Value], arguments: list[Value], _site: Site) -> Value:
    other = arguments[0] if arguments else UNDEFINED
    return new_set(items + other.items) if isinstance(other, SetOf) else None


def _found(pairs: list[Value], arguments: list[Value], _site: Site) -> Value:
    pair = pairs[_place(pairs, arguments[0])] if arguments and _place(pairs, arguments[0]) >= 0 else UNDEFINED
    return pair[1] if isinstance(pair, list) else UNDEFINED


def _each_pair(pairs: list[Value], arguments: list[Value], site: Site) -> Value:
    for pair in list(pairs):
        answer = site.apply(arguments[0] if arguments else UNDEFINED, [pair[1], pair[0]]) if isinstance(pair, list) else UNDEFINED
        if isinstance(answer, Unresolved):
            return answer
    return UNDEFINED


SET_METHODS: dict[str, Method] = {
    "has": lambda items, arguments, _site: bool(arguments) and bool(_members(items, arguments[0])),
    **dict.fromkeys(("values", "keys"), lambda items, _arguments, _site: list(items)),
    "entries": lambda items, _arguments, _site: [[item, item] for item in items],
    "forEach": ARRAY_METHODS["forEach"],
    "union": _joined,
}
MAP_METHODS: dict[str, Method] = {
    "has": lambda pairs, arguments, _site: bool(arguments) and _place(pairs, arguments[0]) >= 0,
    "get": _found,
    "keys": lambda pairs, _arguments, _site: [pair[0] for pair in pairs if isinstance(pair, list)],
    "values": lambda pairs, _arguments, _site: [pair[1] for pair in pairs if isinstance(pair, list)],
    "entries": lambda pairs, _arguments, _site: list(pairs),
    "forEach": _each_pair,
}
CHANGES = ("add", "set", "delete", "clear")


def _collection_method(owner: Collection, name: str, arguments: list[Value], site: Site) -> Value:
    site.work(len(owner.items))
    unknown = next((item for item in owner.items if isinstance(item, Unresolved)), None)
    if unknown is not None:
        return unknown
    if name in CHANGES:
        return _changed(owner, name, arguments, site) if site.may_change(owner) else site.otherwise()
    methods = SET_METHODS if isinstance(owner, SetOf) else MAP_METHODS
    found = methods[name](owner.items, arguments, site)
    return site.otherwise() if found is None else found


def _changed(owner: Collection, name: str, arguments: list[Value], site: Site) -> Value:
    match name, arguments:
        case "add", [item] if len(owner.items) < CROWD:
            owner.items.extend([] if _members(owner.items, item) else [item])
            return owner
        case "set", [key, value] if len(owner.items) < CROWD:
            _put(owner.items, key, value)
            return owner
        case "delete", [key]:
            kept = [item for item in owner.items if not same(item[0] if isinstance(owner, MapOf) and isinstance(item, list) else item, key)]
            removed = len(kept) < len(owner.items)
            owner.items[:] = kept
            return removed
        case "clear", _:
            owner.items.clear()
            return UNDEFINED
    return site.otherwise()


def has_method(value: Value, name: str) -> bool:
    """Whether the value has a method of that name that can be followed."""
    match value:
        case list():
            return name in ARRAY_METHODS
        case str():
            return name in STRING_METHODS
        case SetOf():
            return name in SET_METHODS or name in CHANGES
        case MapOf():
            return name in MAP_METHODS or name in CHANGES
        case Moment():
            return name in MOMENT_METHODS
        case Object():
            return name == "hasOwnProperty"
        case Regex():
            return name == "test"
        case int() | float():
            return name in ("toString", "toFixed", "valueOf")
    return False


def call_method(owner: Value, name: str, arguments: list[Value], site: Site) -> Value:
    """The result of a method that `has_method` knows."""
    match owner:
        case list():
            return array_method(owner, name, arguments, site)
        case SetOf() | MapOf():
            return _collection_method(owner, name, arguments, site)
        case Sql() if name == "append":
            return _appended(owner, arguments, site)
    found = _scalar_method(owner, name, arguments, site)
    return site.otherwise() if found is None else found


def _scalar_method(owner: Value, name: str, arguments: list[Value], site: Site) -> Value:
    match owner:
        case str() if name in STRING_METHODS:
            site.work(len(owner) >> 4)
            unknown = next((item for item in arguments if isinstance(item, Unresolved)), None)
            return unknown or STRING_METHODS[name](owner, arguments, site)
        case Moment():
            return MOMENT_METHODS[name](owner)
        case Regex() if arguments and isinstance(arguments[0], str):
            return has_match(arguments[0], owner)
        case int() | float() if name == "toFixed" and arguments and isinstance(arguments[0], int) and 0 <= arguments[0] <= 20:
            return f"{owner:.{arguments[0]}f}"
        case int() | float() if not arguments:
            return text_of(owner) if name == "toString" else owner
        case Object() if arguments and isinstance(arguments[0], str):
            return arguments[0] in owner.entries
    return None


def _appended(owner: Sql, arguments: list[Value], site: Site) -> Value:
    if len(arguments) != 1 or not isinstance(arguments[0], Sql) or len(owner.parts) + len(arguments[0].parts) > LARGEST:
        return site.otherwise()
    if site.may_change(owner):
        owner.parts.extend(list(arguments[0].parts))
    return owner
