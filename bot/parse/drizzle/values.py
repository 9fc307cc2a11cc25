"""What an expression of a schema file evaluates to: plain Python data, closures, and Drizzle calls kept as they were written.

JavaScript's strings, numbers, booleans and null are Python's; arrays are lists. Nothing here was computed by running code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.model import Problem, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from bot.parse.drizzle.scope import Scope
    from bot.parse.drizzle.syntax import Source


class Undefined(Enum):
    """JavaScript's second nothing."""

    UNDEFINED = "undefined"


UNDEFINED = Undefined.UNDEFINED


# Where something stands, told only when it is asked for: a node of a file, or the property behind a chain if that ends on another line.
Place: TypeAlias = "Span | tuple[Source, Node] | tuple[Source, Node, Node]"


def span_of(place: Place) -> Span:
    """The lines of a place."""
    match place:
        case Span():
            return place
        case (source, link, key) if link.start_point[0] != key.end_point[0]:
            return source.span(key)
    return place[0].span(place[1])


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What only running the code would tell, with the Problem to show where something hangs on it.

    `broken` where the code could not run either: a name or a file that does not exist. `thrown` where it ends in an exception.
    """

    text: str
    problem: Problem
    broken: bool = False
    thrown: bool = False


@dataclass(frozen=True, slots=True)
class Builtin:
    """Something of the language (`module` empty) or of a Drizzle package, by its dotted name; an empty name is the module itself."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class External:
    """Something from a package that is not read, or that it returned: harmless until the schema hangs on it.

    `of` is what it is a property or the result of.
    """

    name: str
    text: str
    span: Span
    arguments: Callable[[], list[Value]] | None = field(default=None, compare=False, repr=False)
    of: External | None = field(default=None, compare=False, repr=False)


class Entry(NamedTuple):
    """One property of an object with the place it was written at."""

    value: Value
    place: Place

    @property
    def span(self) -> Span:
        """Where the property was written."""
        return span_of(self.place)


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """An object; `gaps` are spreads and computed keys whose content is not known."""

    entries: dict[str, Entry] = field(default_factory=dict)
    gaps: list[Unresolved] = field(default_factory=list)

    def get(self, name: str) -> Value:
        """The value of a property, undefined where there is none, unresolved where a gap may hold it."""
        if name in self.entries:
            return self.entries[name].value
        return self.gaps[0] if self.gaps else UNDEFINED


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function with the scope it was written in; `parameters` is one pattern or a list of them, `body` an expression or a block.

    `uses_this` where it reads `this`: then `owner` is what it was taken from.
    """

    parameters: Node | None
    body: Node
    scope: Scope
    uses_this: bool = False
    owner: Value = None


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """A class: its static side, and the members that every instance gets."""

    name: str
    static: Object
    members: tuple[Node, ...]
    scope: Scope
    parent: Class | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SetOf:
    """A `Set` in the order its elements were added."""

    items: list[Value]


@dataclass(frozen=True, slots=True, eq=False)
class MapOf:
    """A `Map` as lists of a key and its value, in the order they were added."""

    items: list[Value]


@dataclass(frozen=True, slots=True)
class Moment:
    """A `Date` that the text fixes, in milliseconds since 1970."""

    milliseconds: int


class Call(NamedTuple):
    """One call in a chain: its method's name, empty for the call of the head itself."""

    name: str
    arguments: list[Value]
    place: Place

    @property
    def span(self) -> Span:
        """Where the call stands."""
        return span_of(self.place)


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A chain of calls on something of Drizzle's, not interpreted yet: `text('name').notNull()`; compared by identity."""

    head: Builtin | Member | Sql
    calls: tuple[Call, ...]
    place: Place

    @property
    def span(self) -> Span:
        """Where the chain stands."""
        return span_of(self.place)

    @property
    def name(self) -> str:
        """The dotted name of what the chain starts with, empty where that is a column or SQL."""
        return self.head.name if isinstance(self.head, Builtin) else ""


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A property of a chain: `users.id`."""

    of: Value
    name: str
    place: Place

    @property
    def span(self) -> Span:
        """Where the property stands."""
        return span_of(self.place)


@dataclass(frozen=True, slots=True, eq=False)
class Sql:
    """An `sql` template: text and, in between, the interpolated values; `.append()` adds to them."""

    parts: list[Value]
    span: Span


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression literal."""

    pattern: str
    flags: str


@dataclass(frozen=True, slots=True)
class Raw:
    """SQL text as it stands, told from an interpolated string."""

    text: str


Scalar: TypeAlias = "str | int | float | bool | None"
Value: TypeAlias = (
    "Scalar | Undefined | list[Value] | Object | Function | Builtin | External | Built | Member | Sql | Unresolved | Raw | Regex"
    " | Class | SetOf | MapOf | Moment"
)
Container: TypeAlias = "list[Value] | Object | SetOf | MapOf | Sql"
CONTAINERS = (list, Object, SetOf, MapOf, Sql)


def is_true(value: Value) -> bool | None:
    """JavaScript's idea of true; None where it is not known."""
    match value:
        case Unresolved() | External():
            return None
        case Undefined() | None:
            return False
        case bool() | int() | float() | str():
            return bool(value)
    return True


def is_small(value: Value, limit: int = 100_000) -> bool:
    """Whether a value written out has at most that many parts: one that holds another twice, which does the same, soon has more."""
    stack, seen = [value], 0
    while stack:
        seen += 1
        match stack.pop():
            case _ if seen > limit:
                return False
            case Object(entries=entries):
                stack.extend(entry.value for entry in entries.values())
            case list() as items:
                stack.extend(items)
            case SetOf(items=items) | MapOf(items=items):
                stack.extend(items)
            case Sql(parts=parts):
                stack.extend(parts)
            case Built(calls=calls):
                stack.extend(item for call in calls for item in call.arguments)
    return True
