"""Enums, views, sequences, roles and database schemas: what is known by its name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from bot.diff.unsure import Scope, settled
from bot.model import (
    AddEnum,
    AddName,
    AddSequence,
    AddView,
    AlterEnum,
    AlterSequence,
    AlterView,
    Change,
    DropEnum,
    DropName,
    DropSequence,
    DropView,
    Enum,
    Schema,
    Sequence,
    View,
)

N = TypeVar("N", Enum, View, Sequence)


def name_changes(before: Schema, after: Schema, scope: Scope) -> Iterator[Change]:
    """Roles and database schemas that came or went."""
    for kind, old, new in (("namespace", before.namespaces, after.namespaces), ("role", before.roles, after.roles)):
        if scope.may_add:
            yield from (AddName(kind, name) for name in new if name not in old)
        if scope.may_drop:
            yield from (DropName(kind, name) for name in old if name not in new)


def enum_changes(before: Schema, after: Schema, scope: Scope) -> Iterator[Change]:
    """Enums that came, went or have other values."""
    dropped, both, added = _by_name(before.enums, after.enums)
    yield from map(DropEnum, dropped if scope.may_drop else ())
    yield from (AlterEnum(old, new) for old, new in both if old != new)
    yield from map(AddEnum, added if scope.may_add else ())


def sequence_changes(before: Schema, after: Schema, scope: Scope) -> Iterator[Change]:
    """Sequences that came, went or have other options."""
    dropped, both, added = _by_name(before.sequences, after.sequences)
    yield from map(DropSequence, dropped if scope.may_drop else ())
    yield from (AlterSequence(old, new) for old, new in both if old != new)
    yield from map(AddSequence, added if scope.may_add else ())


def view_changes(before: Schema, after: Schema, scope: Scope) -> Iterator[Change]:
    """Views that came, went or show something else; the same definition under one other name is the view renamed."""
    dropped, both, added = _by_name(before.views, after.views)
    renamed = tuple(_renamed_views(dropped, added)) if scope.may_drop and scope.may_add else ()
    gone = {change.before.full_name for change in renamed}
    come = {change.after.full_name for change in renamed}
    if scope.may_drop:
        yield from (DropView(view) for view in dropped if view.full_name not in gone)
    yield from renamed
    for old, new in both:
        became = settled(old, new)
        if became != old:
            yield AlterView(old, became, certain=settled(old, new, guess=False) != old)
    if scope.may_add:
        yield from (AddView(view) for view in added if view.full_name not in come)


def _by_name(before: Iterable[N], after: Iterable[N]) -> tuple[tuple[N, ...], tuple[tuple[N, N], ...], tuple[N, ...]]:
    old = {item.full_name: item for item in before}
    new = {item.full_name: item for item in after}
    dropped = tuple(item for name, item in old.items() if name not in new)
    added = tuple(item for name, item in new.items() if name not in old)
    return dropped, tuple((old[name], new[name]) for name in old if name in new), added


def _renamed_views(dropped: tuple[View, ...], added: tuple[View, ...]) -> Iterator[AlterView]:
    for view in dropped:
        twins = [other for other in dropped if _shows_the_same(view, other)]
        heirs = [other for other in added if _shows_the_same(view, other)]
        if view.definition is not None and len(twins) == len(heirs) == 1:
            yield AlterView(view, heirs[0])


def _shows_the_same(view: View, other: View) -> bool:
    return replace(other, name=view.name, schema=view.schema) == view


def enum_renames(before: Schema, after: Schema, scope: Scope) -> tuple[AlterEnum, ...]:
    """Enums under a new name: the same values, no other candidate, and every column of the old type now has the new one."""
    if not (scope.may_drop and scope.may_add):
        return ()
    dropped, _, added = _by_name(before.enums, after.enums)
    pairs = [(old, new) for old in dropped for new in added if old.values == new.values]
    return tuple(AlterEnum(old, new) for old, new in pairs if _is_only(old, new, pairs) and _is_handed_over(old, new, before, after))


def _is_only(old: Enum, new: Enum, pairs: list[tuple[Enum, Enum]]) -> bool:
    return sum(old is x or new is y for x, y in pairs) == 1


def _is_handed_over(old: Enum, new: Enum, before: Schema, after: Schema) -> bool:
    used = _users(old, before)
    return bool(used) and used <= _users(new, after)


def _users(enum: Enum, schema: Schema) -> set[tuple[str, str]]:
    return {(table.full_name, column.name) for table, column in schema.columns_of(enum)}
