"""Named values in the order of their names, of which a changed copy costs little: a replay makes one for every statement."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, Protocol, TypeVar, overload

WIDTH = 32


class Named(Protocol):
    """What has a name to be sorted by."""

    @property
    def full_name(self) -> str:
        """The name with its schema."""


T = TypeVar("T", bound=Named)


class _Block(Generic[T]):
    """Some neighbours. Copies share the blocks that did not change, and with them what was gathered from them."""

    __slots__ = ("gathered", "items", "names")

    def __init__(self, items: tuple[T, ...]) -> None:
        self.items = items
        self.names = [item.full_name for item in items]
        self.gathered: dict[Callable[[T], Iterable[str]], frozenset[str]] = {}

    def mentions(self, name: str, by: Callable[[T], Iterable[str]]) -> bool:
        if by not in self.gathered:
            self.gathered[by] = frozenset(chain.from_iterable(map(by, self.items)))
        return name in self.gathered[by]


class Sorted(Sequence[T]):
    """Values in the order of their full names, each name once: as immutable as a tuple, and equal to one of the same items."""

    __slots__ = ("_blocks",)

    def __init__(self, items: Iterable[T] = ()) -> None:
        ordered = sorted(items, key=_full_name)
        self._blocks = tuple(_Block(tuple(ordered[place : place + WIDTH])) for place in range(0, len(ordered), WIDTH))

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
        place = bisect_left(self._blocks, name, key=_last_name)
        if place == len(self._blocks):
            return None
        block = self._blocks[place]
        at = bisect_left(block.names, name)
        return block.items[at] if block.names[at] == name else None

    def mentioning(self, name: str, by: Callable[[T], Iterable[str]]) -> Iterator[T]:
        """Those of which `by` gives that name, among others: which tables refer to it, say."""
        blocks = (block.items for block in self._blocks if block.mentions(name, by))
        return (item for item in chain.from_iterable(blocks) if name in by(item))

    def put(self, item: T) -> "Sorted[T]":
        """A copy with the item, in place of the one of its name."""
        return self._with(item.full_name, (item,))

    def without(self, name: str) -> "Sorted[T]":
        """A copy that lacks what has that name."""
        return self._with(name, ()) if self._blocks else self

    def _with(self, name: str, new: tuple[T, ...]) -> "Sorted[T]":
        place = min(bisect_left(self._blocks, name, key=_last_name), max(len(self._blocks) - 1, 0))
        items, names = (self._blocks[place].items, self._blocks[place].names) if self._blocks else ((), [])
        start = bisect_left(names, name)
        items = (*items[:start], *new, *items[bisect_right(names, name, start) :])
        half = len(items) if len(items) <= WIDTH else WIDTH // 2
        parts = tuple(_Block(part) for part in (items[:half], items[half:]) if part)
        made: Sorted[T] = Sorted()
        made._blocks = (*self._blocks[:place], *parts, *self._blocks[place + 1 :])  # a copy of our own
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


def _last_name(block: _Block[T]) -> str:
    return block.names[-1]
