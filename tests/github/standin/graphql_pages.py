"""Lists in GraphQL, a page at a time, and the way GraphQL says no."""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import value_from_ast_untyped
from graphql.language import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from tests.github.standin.calls import Call

View = dict[str, Any]


class DeniedError(Exception):
    """GraphQL says no to one field; `kind` is the error's type."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def connection(call: Call, name: str, things: Sequence[Any], shown: Callable[[Call, Any], View], page: dict[str, Any]) -> View:
    """One page of a list."""
    start, stop = _window(name, len(things), page)
    some = things[start:stop]
    info = {
        "startCursor": _cursor(start) if some else None,
        "endCursor": _cursor(start + len(some) - 1) if some else None,
        "hasNextPage": start + len(some) < len(things),
        "hasPreviousPage": start > 0,
    }
    return {"nodes": lambda _info: [shown(call, thing) for thing in some], "pageInfo": info, "totalCount": len(things)}


def _window(name: str, count: int, page: dict[str, Any]) -> tuple[int, int]:
    """The part of a list that is asked for; GitHub wants to know how many, and gives at most a hundred."""
    first, last = page.get("first"), page.get("last")
    size = first if first is not None else last
    if size is None:
        words = f"You must provide a `first` or `last` value to properly paginate the `{name}` connection."
        raise DeniedError("MISSING_PAGINATION_BOUNDARIES", words)
    if not 0 <= size <= 100:
        words = f"Requesting {size} records on the `{name}` connection exceeds the `first` limit of 100 records."
        raise DeniedError("EXCESSIVE_PAGINATION", words)
    after, before = page.get("after"), page.get("before")
    start, stop = _offset(after) + 1 if after else 0, _offset(before) if before else count
    return (start, min(stop, start + size)) if first is not None else (max(start, stop - size), stop)


def count_nodes(fields: SelectionSetNode, fragments: Mapping[str, SelectionSetNode], variables: View, times: int = 1) -> int:
    """How many nodes a query may ask for at most: each list's `first` or `last`, times those of the lists around it."""
    total = 0
    for field in fields.selections:
        match field:
            case FieldNode():
                size = _size(field, variables)
                total += (size or 0) * times
                inner, inside = field.selection_set, times * (size or 1)
            case FragmentSpreadNode():
                inner, inside = fragments[field.name.value], times
            case InlineFragmentNode():
                inner, inside = field.selection_set, times
            case _:
                continue
        total += count_nodes(inner, fragments, variables, inside) if inner else 0
    return total


def _size(field: FieldNode, variables: View) -> int | None:
    given = {argument.name.value: value_from_ast_untyped(argument.value, variables) for argument in field.arguments or ()}
    size = given.get("first", given.get("last"))
    return size if isinstance(size, int) else None


def _cursor(number: int) -> str:
    return base64.b64encode(f"cursor:v2:{number}".encode()).decode()


def _offset(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor, validate=True).decode().rpartition(":")[2])
    except ValueError as error:
        raise DeniedError("INVALID_CURSOR_ARGUMENTS", f"`{cursor}` does not appear to be a valid cursor.") from error
