"""Parts of a table matched over both sides: by name first, then by what they define."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from bot.diff.unsure import settled
from bot.model import CheckConstraint, ForeignKey, Index, Policy, UniqueConstraint

P = TypeVar("P", UniqueConstraint, ForeignKey, CheckConstraint, Index, Policy)
Matched: TypeAlias = tuple[tuple[tuple[P, P], ...], tuple[P, ...], tuple[P, ...]]


def match_parts(before: Iterable[P], after: Iterable[P]) -> Matched[P]:
    """The pairs that are the same part on both sides, what only `before` has, and what only `after` has."""
    pairs: list[tuple[P, P]] = []
    old, new = list(before), list(after)
    tests: tuple[Callable[[P, P], bool], ...] = (_is_equal, _same_name, _same_definition, _same_as_far_as_read, _same_reference)
    for test in tests:
        for part in tuple(old):
            other = next((candidate for candidate in new if test(part, candidate)), None)
            if other is None:
                continue
            pairs.append((part, other))
            old.remove(part)
            new.remove(other)
    return tuple(pairs), tuple(old), tuple(new)


def _is_equal(before: P, after: P) -> bool:
    return before == after


def _same_name(before: P, after: P) -> bool:
    return before.name is not None and before.name == after.name


def _same_definition(before: P, after: P) -> bool:
    """Whether they mean the same under whatever name."""
    return _with_name(before, after.name) == after


def _same_as_far_as_read(before: P, after: P) -> bool:
    return settled(before, _with_name(after, before.name)) == before


def _same_reference(before: P, after: P) -> bool:
    if not isinstance(before, ForeignKey) or not isinstance(after, ForeignKey):
        return False
    return (before.columns, before.target, before.target_columns) == (after.columns, after.target, after.target_columns)


def _with_name(part: P, name: str | None) -> P:
    return replace(part, name=name)  # type: ignore[arg-type]  # only a Policy always has a name, and is matched with another


def _is_renamed(before: P, after: P) -> bool:
    """Whether another name is a change: not where a tool or the server chose it.

    An index has to have a chosen name on both sides to be the same one, a constraint on one: servers and tools name constraints
    each in their own way.
    """
    if before.name == after.name:
        return False
    chosen = [part.name is None or getattr(part, "implicit", False) for part in (before, after)]
    return not all(chosen) if isinstance(before, Index) else not any(chosen)


def alteration(before: P, after: P) -> tuple[P, bool] | None:
    """What `before` became and whether that is certain; None where nothing changed as far as both sides were read."""
    if not _is_renamed(before, after):
        after = _with_name(after, before.name)
    became = settled(before, after)
    if became == before:
        return None
    return became, settled(before, after, guess=False) != before
