"""The methods of JavaScript's arrays, one table; a result of None is not followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cmp_to_key
from typing import TypeAlias

from bot.parse.drizzle.operators import same, text_of
from bot.parse.drizzle.site import LARGEST, Site
from bot.parse.drizzle.strings import whole
from bot.parse.drizzle.values import UNDEFINED, Unresolved, Value, is_small, is_true

Items: TypeAlias = "list[Value]"
Method: TypeAlias = "Callable[[Items, Items, Site], Value]"


class NotKnownError(Exception):
    """A callback's answer is not known; carries what says why."""

    def __init__(self, value: Unresolved) -> None:
        super().__init__()
        self.value = value


def mapped(items: Items, function: Value, site: Site) -> Items:
    """What a function gives for each element."""
    return [item if isinstance(item, Unresolved) else site.apply(function, [item, index, items]) for index, item in enumerate(items)]


def flattened(items: Items, depth: int = 1) -> Items:
    """The elements of the lists inside a list, down to a depth."""
    if depth < 1 or not is_small(items, LARGEST):
        return list(items)
    return [inner for item in items for inner in (flattened(item, depth - 1) if isinstance(item, list) else [item])]


def listed(value: Value) -> Items | None:
    """The elements of what a loop or a spread can go through; None where that is not known."""
    match value:
        case list():
            return value
        case str():
            return list(value)
    return getattr(value, "items", None)  # of a Set or a Map


def _truths(items: Items, arguments: Items, site: Site) -> Iterable[tuple[int, Value, bool]]:
    function = arguments[0] if arguments else UNDEFINED
    for index, item in enumerate(items):
        answer = site.apply(function, [item, index, items])
        truth = is_true(answer)
        if truth is None:
            raise NotKnownError(answer if isinstance(answer, Unresolved) else site.otherwise())
        yield index, item, truth


def _each(items: Items, arguments: Items, site: Site) -> Value:
    for answer in mapped(list(items), arguments[0] if arguments else UNDEFINED, site):
        if isinstance(answer, Unresolved):
            return answer
    return UNDEFINED


def _reduce(items: Items, arguments: Items, site: Site) -> Value:
    numbered = list(enumerate(items))
    if len(arguments) > 1:
        result = arguments[1]
    elif numbered:
        result = numbered.pop(0)[1]
    else:
        return site.thrown()
    for index, item in numbered:
        result = site.apply(arguments[0] if arguments else UNDEFINED, [result, item, index, items])
    return result


def _join(items: Items, arguments: Items, _site: Site) -> Value:
    separator = arguments[0] if arguments and arguments[0] is not UNDEFINED else ","
    texts = ["" if item is None or item is UNDEFINED else text_of(item) for item in items]
    return None if None in texts or not isinstance(separator, str) else separator.join(text or "" for text in texts)


def _concat(items: Items, arguments: Items, _site: Site) -> Value:
    size = len(items) + sum(len(item) if isinstance(item, list) else 1 for item in arguments)
    return items + flattened(arguments) if size <= LARGEST else None


def _slice(items: Items, arguments: Items, _site: Site) -> Value:
    start, end = whole(arguments, 0, 0), whole(arguments, 1, len(items))
    return None if start is None or end is None else items[start:end]


def _at(items: Items, arguments: Items, _site: Site) -> Value:
    place = whole(arguments, 0, 0)
    return None if place is None else items[place] if -len(items) <= place < len(items) else UNDEFINED


def _places(items: Items, arguments: Items) -> Items:
    return [index for index, item in enumerate(items) if arguments and same(item, arguments[0])]


def _sorted(items: Items, arguments: Items, site: Site) -> Value:
    if arguments and arguments[0] is not UNDEFINED:

        def compare(left: Value, right: Value) -> int:
            answer = site.apply(arguments[0], [left, right])
            if isinstance(answer, int | float):
                return -1 if answer < 0 else int(answer > 0)
            raise NotKnownError(answer if isinstance(answer, Unresolved) else site.otherwise())

        return sorted(items, key=cmp_to_key(compare))
    # JavaScript compares the UTF-16 of what the elements are as text.
    texts = {id(item): text_of(item) for item in items}
    return None if None in texts.values() else sorted(items, key=lambda item: (texts[id(item)] or "").encode("utf-16-be", "surrogatepass"))


def _in_place(change: Method) -> Method:
    """A method that gives its array the content that `change` makes, and is the array itself."""

    def method(items: Items, arguments: Items, site: Site) -> Value:
        made = change(items, arguments, site)
        if isinstance(made, list) and site.may_change(items):
            items[:] = made
        return items if isinstance(made, list) else made

    return method


def _push(items: Items, arguments: Items, site: Site) -> Value:
    if len(items) + len(arguments) > LARGEST:
        return None
    if site.may_change(items):
        items.extend(arguments)
    return len(items)


def _unshift(items: Items, arguments: Items, site: Site) -> Value:
    if len(items) + len(arguments) > LARGEST:
        return None
    if site.may_change(items):
        items[:0] = arguments
    return len(items)


def _taken(place: int) -> Method:
    def method(items: Items, _arguments: Items, site: Site) -> Value:
        if not site.may_change(items):
            return items[0]
        return items.pop(place) if items else UNDEFINED

    return method


def _cut(items: Items, arguments: Items) -> tuple[slice, Items] | None:
    start, count = whole(arguments, 0, 0), whole(arguments, 1, len(items))
    if start is None or count is None:
        return None
    first = max(start + len(items), 0) if start < 0 else min(start, len(items))
    return slice(first, first + max(count, 0)), arguments[2:]


def _splice(items: Items, arguments: Items, site: Site) -> Value:
    cut = _cut(items, arguments)
    if cut is None or not site.may_change(items):
        return None
    removed = items[cut[0]]
    items[cut[0]] = cut[1]
    return removed


def _spliced(items: Items, arguments: Items, _site: Site) -> Value:
    cut = _cut(items, arguments)
    return None if cut is None else items[: cut[0].start] + cut[1] + items[cut[0].stop :]


def _fill(items: Items, arguments: Items, _site: Site) -> Value:
    start, end = whole(arguments, 1, 0), whole(arguments, 2, len(items))
    if start is None or end is None or not arguments:
        return None
    chosen = range(len(items))[start:end]
    return [arguments[0] if index in chosen else item for index, item in enumerate(items)]


ARRAY_METHODS: dict[str, Method] = {
    "map": lambda items, arguments, site: mapped(items, arguments[0] if arguments else UNDEFINED, site),
    "flatMap": lambda items, arguments, site: flattened(mapped(items, arguments[0] if arguments else UNDEFINED, site)),
    "forEach": _each,
    "filter": lambda *call: [item for _, item, truth in _truths(*call) if truth],
    "some": lambda *call: any(truth for _, _, truth in _truths(*call)),
    "every": lambda *call: all(truth for _, _, truth in _truths(*call)),
    "find": lambda *call: next((item for _, item, truth in _truths(*call) if truth), UNDEFINED),
    "findIndex": lambda *call: next((index for index, _, truth in _truths(*call) if truth), -1),
    "findLast": lambda *call: next((item for _, item, truth in reversed(list(_truths(*call))) if truth), UNDEFINED),
    "findLastIndex": lambda *call: next((index for index, _, truth in reversed(list(_truths(*call))) if truth), -1),
    "reduce": _reduce,
    "reduceRight": lambda items, arguments, site: _reduce(items[::-1], arguments, site),
    "join": _join,
    "toString": lambda items, _arguments, site: _join(items, [], site),
    "concat": _concat,
    "slice": _slice,
    "at": _at,
    "includes": lambda items, arguments, _site: bool(_places(items, arguments)),
    "indexOf": lambda items, arguments, _site: next(iter(_places(items, arguments)), -1),
    "lastIndexOf": lambda items, arguments, _site: next(reversed(_places(items, arguments)), -1),
    "flat": lambda items, arguments, _site: flattened(items, min(whole(arguments, 0, 1) or 0, 20)),
    "toReversed": lambda items, _arguments, _site: items[::-1],
    "reverse": _in_place(lambda items, _arguments, _site: items[::-1]),
    "toSorted": _sorted,
    "sort": _in_place(_sorted),
    "with": lambda items, arguments, site: _spliced(items, [arguments[0], 1, arguments[1]], site) if len(arguments) == 2 else None,
    "toSpliced": _spliced,
    "splice": _splice,
    "fill": _in_place(_fill),
    "push": _push,
    "unshift": _unshift,
    "pop": _taken(-1),
    "shift": _taken(0),
    "keys": lambda items, _arguments, _site: list(range(len(items))),
    "values": lambda items, _arguments, _site: list(items),
    "entries": lambda items, _arguments, _site: [[index, item] for index, item in enumerate(items)],
}


def array_method(items: Items, name: str, arguments: Items, site: Site) -> Value:
    """The result of an array's method; of an array with an element that is not known, that element."""
    site.work(0 if name in ("push", "pop") else len(items))
    unknown = None if name in ("push", "unshift") else next((item for item in items if isinstance(item, Unresolved)), None)
    if unknown is not None:
        return unknown
    try:
        found = ARRAY_METHODS[name](items, arguments, site)
    except NotKnownError as answer:
        return answer.value
    return site.otherwise() if found is None else found
