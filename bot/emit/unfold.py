"""The changes of a diff as SQL can run them: some alterations are a drop and an add, and references may go in a circle."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from bot.emit.object_changes import is_remade_view
from bot.emit.part_changes import is_remade
from bot.model import (
    AddCheck,
    AddEnum,
    AddForeignKey,
    AddIndex,
    AddName,
    AddPolicy,
    AddPrimaryKey,
    AddSequence,
    AddTable,
    AddUnique,
    AddView,
    AlterCheck,
    AlterEnum,
    AlterForeignKey,
    AlterIndex,
    AlterPolicy,
    AlterPrimaryKey,
    AlterSequence,
    AlterUnique,
    AlterView,
    Change,
    Dialect,
    DropCheck,
    DropEnum,
    DropForeignKey,
    DropIndex,
    DropName,
    DropPolicy,
    DropPrimaryKey,
    DropSequence,
    DropTable,
    DropUnique,
    DropView,
    RenameColumn,
    RenameTable,
)

HALVES: dict[type[Change], tuple[Any, Any]] = {
    AlterPolicy: (DropPolicy, AddPolicy),
    AlterForeignKey: (DropForeignKey, AddForeignKey),
    AlterCheck: (DropCheck, AddCheck),
    AlterIndex: (DropIndex, AddIndex),
    AlterUnique: (DropUnique, AddUnique),
    AlterPrimaryKey: (DropPrimaryKey, AddPrimaryKey),
}
# In the order of a diff: what stands before all drops, then the drops of parts.
FIRST = (AddName, AddEnum, AlterEnum, AddSequence, AlterSequence)
RENAMES = (RenameTable, RenameColumn)
LAST = AddView | AlterView | DropSequence | DropEnum | DropName
DROPS = (DropPolicy, DropForeignKey, DropTable, DropCheck, DropIndex, DropUnique, DropPrimaryKey)


def unfolded(changes: Iterable[Change], dialect: Dialect) -> tuple[Change, ...]:
    """The changes of a diff with each alteration that is no single statement taken apart, its drop among the other drops.

    A reference from a table to one that is dropped before it goes first, one to a table that is made after it comes later; SQLite
    does not look at the target.
    """
    apart = [half for change in changes for half in _halves(change, dialect)]
    if dialect is not Dialect.SQLITE:
        apart = list(_without_circles(apart))
    return tuple(sorted(apart, key=_rank))


def _without_circles(changes: list[Change]) -> Iterator[Change]:
    gone: set[str] = set()
    missing = {change.after.full_name for change in changes if isinstance(change, AddTable)}
    for change in changes:
        match change:
            case DropTable():
                yield from (DropForeignKey(change.before, key) for key in change.before.foreign_keys if key.target in gone)
                gone.add(change.before.full_name)
                yield change
            case AddTable():
                missing.discard(change.after.full_name)
                early = tuple(key for key in change.after.foreign_keys if key.target not in missing)
                yield AddTable(replace(change.after, foreign_keys=early))
                yield from (AddForeignKey(change.after, key) for key in change.after.foreign_keys if key.target in missing)
            case _:
                yield change


def _halves(change: Change, dialect: Dialect) -> Iterator[Change]:
    if isinstance(change, AlterView) and is_remade_view(change, dialect):
        yield DropView(change.before)
        yield AddView(change.after)
    elif type(change) in HALVES and is_remade(change, dialect):  # type: ignore[arg-type]  # the keys of HALVES are changes of parts
        drop, add = HALVES[type(change)]
        yield drop(change.table, change.before)  # type: ignore[union-attr]  # likewise
        yield add(change.table, change.after)  # type: ignore[union-attr]  # likewise
    else:
        yield change


def _rank(change: Change) -> int:
    """Only drops move; the sort keeps the order of everything else."""
    for rank, kinds in enumerate((FIRST, (DropView,), RENAMES, *((kind,) for kind in DROPS))):
        if isinstance(change, kinds):
            return rank
    return len(DROPS) + (4 if isinstance(change, AddForeignKey | LAST) else 3)
