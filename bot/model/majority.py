"""What most things of a schema have in common: a custom that nobody wrote down."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

LEAST, PERCENT = 8, 90  # fewer than eight things are no custom, and one in ten may be otherwise

T = TypeVar("T", bound=Hashable)


def prevailing(items: Iterable[T], *, percent: int = PERCENT) -> T | None:
    """What at least nine of ten items are, of at least eight; None where there is no such custom."""
    found = Counter(items)
    if found.total() < LEAST:
        return None
    item, count = found.most_common(1)[0]
    return item if count * 100 >= found.total() * percent else None
