"""`Date` with constant arguments; what hangs on the clock or on the local time zone is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from bot.parse.drizzle.values import Moment, Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FURTHEST = 200_000_000_000_000  # milliseconds; Python's years end at 9999


def moment(arguments: list[Value]) -> Moment | None:
    """The Date that `new Date(…)` makes; None where that is not known."""
    match arguments:
        case [Moment() as other]:
            return other
        case [int() | float() as milliseconds] if not isinstance(milliseconds, bool) and abs(milliseconds) < FURTHEST:
            return Moment(int(milliseconds))
        case [str() as text]:
            return _parsed(text)
    return None


def _parsed(text: str) -> Moment | None:
    # Without a zone a date alone is UTC, a date with a time is local.
    if not text[:4].isdigit() or (("T" in text or " " in text) and not text.endswith("Z") and "+" not in text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return Moment((found - EPOCH) // timedelta(milliseconds=1))


def utc(arguments: list[Value]) -> int | None:
    """`Date.UTC(…)` in milliseconds."""
    numbers = [item for item in arguments if isinstance(item, int)]
    if len(numbers) != len(arguments) or not 2 <= len(numbers) <= 7:
        return None
    year, month, day, hour, minute, second, milliseconds = (*numbers, *(1, 0, 0, 0, 0)[len(numbers) - 2 :])
    try:
        start = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    except ValueError:
        return None
    passed = timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second, milliseconds=milliseconds)
    return (start + passed - EPOCH) // timedelta(milliseconds=1)


def iso(value: Moment) -> str:
    """The text that `toISOString` gives."""
    return (EPOCH + timedelta(milliseconds=value.milliseconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Method: TypeAlias = Callable[[Moment], Value]

MOMENT_METHODS: dict[str, Method] = {
    **dict.fromkeys(("toISOString", "toJSON"), iso),
    **dict.fromkeys(("getTime", "valueOf"), lambda value: value.milliseconds),
    "getUTCFullYear": lambda value: int(iso(value)[:4]),
}
