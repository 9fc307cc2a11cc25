"""The order of changes: one in which they can be run, alphabetical inside a kind. `docs/changes.md` says it in words."""

from collections.abc import Iterable, Sequence

from bot.model import (
    AddCheck,
    AddColumn,
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
    AlterColumn,
    AlterEnum,
    AlterForeignKey,
    AlterIndex,
    AlterPolicy,
    AlterPrimaryKey,
    AlterSequence,
    AlterTable,
    AlterUnique,
    AlterView,
    Change,
    DropCheck,
    DropColumn,
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
    Table,
    change_object,
)

ORDER: tuple[tuple[type[Change], ...], ...] = (
    (AddName,),
    (AddEnum, AlterEnum),
    (AddSequence, AlterSequence),
    (DropView,),
    (RenameTable,),
    (RenameColumn,),
    (DropPolicy,),
    (DropForeignKey,),
    (DropTable,),
    (DropCheck,),
    (DropIndex,),
    (DropUnique,),
    (DropPrimaryKey,),
    (AddColumn,),
    (AlterColumn,),
    (DropColumn,),
    (AddPrimaryKey, AlterPrimaryKey),
    (AddUnique, AlterUnique),
    (AddTable,),
    (AddIndex, AlterIndex),
    (AddCheck, AlterCheck),
    (AddForeignKey, AlterForeignKey),
    (AlterTable,),
    (AddPolicy, AlterPolicy),
    (AddView, AlterView),
    (DropSequence,),
    (DropEnum,),
    (DropName,),
)
RANK = {kind: rank for rank, kinds in enumerate(ORDER) for kind in kinds}
IN_DECLARED_ORDER = (AddColumn, AlterColumn, DropColumn)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in the order of `docs/changes.md`."""
    ordered = sorted(changes, key=_key)
    _arrange(ordered, [change for change in ordered if isinstance(change, AddTable)])
    _arrange(ordered, [change for change in ordered if isinstance(change, DropTable)], backwards=True)
    return tuple(ordered)


def _arrange(ordered: list[Change], tables: Sequence[AddTable | DropTable], *, backwards: bool = False) -> None:
    """Put changes that stand together into the order of their references: targets first, or last where tables go away."""
    if tables:
        first = ordered.index(tables[0])
        arranged = _by_reference(tables)
        ordered[first : first + len(tables)] = reversed(arranged) if backwards else arranged


def _key(change: Change) -> tuple[int, str, int, str]:
    rank = RANK[type(change)]
    if isinstance(change, IN_DECLARED_ORDER):
        column = change.before if isinstance(change, DropColumn) else change.after
        return rank, change.table.full_name, change.table.column_names().index(column.name), ""
    table = getattr(change, "table", None)
    return rank, table.full_name if table else "", 0, change_object(change)


def _by_reference(changes: Sequence[AddTable | DropTable]) -> list[AddTable | DropTable]:
    """Tables so that each follows those it refers to, as far as they form no circle."""
    waiting = {_table(change).full_name: change for change in changes}
    placed: list[AddTable | DropTable] = []
    while waiting:
        _place(next(iter(waiting)), waiting, placed)
    return placed


def _place(name: str, waiting: dict[str, AddTable | DropTable], placed: list[AddTable | DropTable]) -> None:
    change = waiting.pop(name)
    for target in sorted({key.target for key in _table(change).foreign_keys}):
        if target in waiting:
            _place(target, waiting, placed)
    placed.append(change)


def _table(change: AddTable | DropTable) -> Table:
    return change.after if isinstance(change, AddTable) else change.before
