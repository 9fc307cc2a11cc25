"""Named values in the order of their names, of which a changed copy costs little: a replay makes one for every statement."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, Protocol, TypeAlias, TypeVar, overload

WIDTH = 64


class Named(Protocol):
    """What has a name to be sorted by."""

    @property
    def full_name(self) -> str:
        """The name with its schema."""


T = TypeVar("T", bound=Named)
By: TypeAlias = Callable[[T], Iterable[str]]
Gathered: TypeAlias = "frozenset[str] | None"


class _Block(Generic[T]):
    """Some neighbours. Copies share the blocks that did not change, and with them what was gathered from their items."""

    __slots__ = ("each", "items", "names", "together")

    def __init__(self, items: tuple[T, ...], each: "dict[By[T], tuple[Gathered, ...]]") -> None:
        self.items = items
        self.names = tuple(item.full_name for item in items)  # which, unlike a list, costs the garbage collector nothing
        self.each = each
        self.together: dict[By[T], frozenset[str]] = {}

    def gather(self, by: "By[T]") -> frozenset[str]:
        """What `by` gives of any item; an item is asked once, in however many blocks it stands one after the other."""
        known = self.each.get(by) or (None,) * len(self.items)
        each = tuple(frozenset(by(item)) if names is None else names for item, names in zip(self.items, known, strict=True))
        self.each[by], self.together[by] = each, frozenset().union(*each)
        return self.together[by]

    def exchanged(self, name: str, new: tuple[T, ...]) -> "Iterator[_Block[T]]":
        """The blocks, two where one would be too wide, with other items in place of the one of that name."""
        start, end = bisect_left(self.names, name), bisect_right(self.names, name)
        count = len(self.items) - (end - start) + len(new)
        unknown = (None,) * len(new)
        items = (*self.items[:start], *new, *self.items[end:])
        each = {by: (*names[:start], *unknown, *names[end:]) for by, names in self.each.items()}
        self.each = {}  # moved, not copied: every Step keeps its block, and few are asked again
        half = count if count <= WIDTH else WIDTH // 2
        for part in (slice(half), slice(half, count)):
            if items[part]:
                yield _Block(items[part], {by: names[part] for by, names in each.items()})


class Sorted(Sequence[T]):
    """Values in the order of their full names, each name once: as immutable as a tuple, and equal to one of the same items."""

    __slots__ = ("_blocks", "_lasts")

    def __init__(self, items: Iterable[T] = ()) -> None:
        ordered = sorted(items, key=_full_name)
        self._blocks = tuple(_Block(tuple(ordered[place : place + WIDTH]), {}) for place in range(0, len(ordered), WIDTH))
        self._lasts = tuple(block.names[-1] for block in self._blocks)

    @classmethod
    def of(cls, items: Iterable[T]) -> "Sorted[T]":
        """The items as they are where they are sorted already."""
        return items if isinstance(items, Sorted) else cls(items)

    @property
    def names(self) -> Container[str]:
        """The full names, to ask for one of them."""
        return _Names(self)

    def find(self, name: str) -> T | None:
        """The one of that full name."""
        place = bisect_left(self._lasts, name)
        if place == len(self._blocks):
            return None
        block = self._blocks[place]
        at = bisect_left(block.names, name)
        return block.items[at] if block.names[at] == name else None

    def mentioning(self, name: str, by: By[T]) -> Iterator[T]:
        """Those of which `by` gives that name, among others: which tables refer to it, say."""
        found = (block.items for block in self._blocks if name in (block.together[by] if by in block.together else block.gather(by)))
        return (item for item in chain.from_iterable(found) if name in by(item))

    def put(self, item: T) -> "Sorted[T]":
        """A copy with the item, in place of the one of its name."""
        return self._with(item.full_name, (item,))

    def without(self, name: str) -> "Sorted[T]":
        """A copy that lacks what has that name."""
        return self._with(name, ()) if self._blocks else self

    def _with(self, name: str, new: tuple[T, ...]) -> "Sorted[T]":
        place = min(bisect_left(self._lasts, name), max(len(self._blocks) - 1, 0))
        block = self._blocks[place] if self._blocks else _Block[T]((), {})
        parts = tuple(block.exchanged(name, new))
        made: Sorted[T] = Sorted()
        made._blocks = (*self._blocks[:place], *parts, *self._blocks[place + 1 :])  # a copy of our own
        made._lasts = (*self._lasts[:place], *(part.names[-1] for part in parts), *self._lasts[place + 1 :])
        return made

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        return tuple(self)[place]

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(block.items for block in self._blocks)

    def __len__(self) -> int:
        return sum(len(block.items) for block in self._blocks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sorted | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class _Names(Container[str]):
    __slots__ = ("_items",)

    def __init__(self, items: Sorted[T]) -> None:
        self._items = items

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._items.find(name) is not None


def _full_name(item: Named) -> str:
    return item.full_name
