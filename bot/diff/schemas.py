"""The whole diff: renames first, applied to `before`; then what still differs; then the order of `docs/changes.md`."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from bot.diff.known import KnownRenames, known_renames
from bot.diff.objects import enum_changes, enum_renames, name_changes, sequence_changes, view_changes
from bot.diff.order import in_order
from bot.diff.renames import column_renames, table_renames
from bot.diff.tables import Pair, table_changes
from bot.diff.unsure import Scope, schema_scope, table_scope
from bot.model import AddTable, Change, DropTable, RenameColumn, RenameTable, Schema, apply

_Finder: TypeAlias = Callable[[Schema, Schema, KnownRenames], Iterator[Change]]


def diff(before: Schema, after: Schema, *, known: Iterable[Change] = ()) -> tuple[Change, ...]:
    """What turns `before` into `after`, in the order of `docs/changes.md`, which is one that can be run.

    `known` are changes that migrations make on the way: their RenameTable and RenameColumn, where both ends fit, are facts here;
    a rename that only the two Schemas suggest is `certain` where nothing else explains it, a guess otherwise. An object that one
    side may hold without having been read is not mentioned.
    """
    renames = known_renames(change for change in known if isinstance(change, RenameTable | RenameColumn))
    scope = schema_scope(before, after)
    followed: tuple[Change, ...] = enum_renames(before, after, scope)
    stage = apply(followed, before)
    finders: tuple[_Finder, ...] = (table_renames, column_renames)
    for find in finders:
        found = tuple(find(stage, after, renames))
        stage, followed = apply(found, stage), followed + found
    return in_order(chain(followed, _changes(stage, after, scope)))


def _changes(before: Schema, after: Schema, scope: Scope) -> Iterator[Change]:
    yield from name_changes(before, after, scope)
    yield from enum_changes(before, after, scope)
    yield from sequence_changes(before, after, scope)
    yield from view_changes(before, after, scope)
    yield from _table_changes(before, after, scope)


def _table_changes(before: Schema, after: Schema, scope: Scope) -> Iterator[Change]:
    old = {table.full_name: table for table in before.tables}
    new = {table.full_name: table for table in after.tables}
    if scope.may_drop:
        yield from (DropTable(table) for name, table in old.items() if name not in new)
    if scope.may_add:
        yield from (AddTable(table) for name, table in new.items() if name not in old)
    for name in old.keys() & new.keys():
        yield from table_changes(Pair(old[name], new[name], table_scope(old[name], new[name], (before, after))))
