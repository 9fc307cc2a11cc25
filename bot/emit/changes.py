"""Changes as forward DDL: one alone, or all of a diff."""

from collections.abc import Iterable, Iterator

from bot.emit.object_changes import enum_statements, name_statements, sequence_statements, view_statements
from bot.emit.part_changes import part_statements
from bot.emit.rebuild import is_in_place, rebuild
from bot.emit.table_changes import column_statements, table_change_statements
from bot.emit.tables import script
from bot.emit.unfold import unfolded
from bot.model import (
    AddColumn,
    AddEnum,
    AddName,
    AddSequence,
    AddTable,
    AddView,
    AlterColumn,
    AlterEnum,
    AlterSequence,
    AlterTable,
    AlterView,
    Change,
    Dialect,
    DropColumn,
    DropEnum,
    DropName,
    DropSequence,
    DropTable,
    DropView,
    Index,
    RenameColumn,
    RenameTable,
    Schema,
    apply,
)


def change_sql(change: Change, dialect: Dialect) -> str:
    """The DDL that makes one change, each statement ended by a semicolon; empty where the database does not hold the difference.

    SQLite rebuilds the table for what it cannot alter, in the shape of `change.table`. An enum that loses a value needs the columns
    that use it, which a change alone does not know: see `changes_sql`.
    """
    return script(_statements(change, dialect))


def changes_sql(changes: Iterable[Change], before: Schema) -> str:
    """The DDL that makes all changes of one diff in their order; SQLite rebuilds each table at most once."""
    changes = tuple(changes)
    if before.dialect is Dialect.SQLITE:
        return script(_sqlite_statements(changes, before))
    return script(_all_statements(changes, before))


def _all_statements(changes: tuple[Change, ...], stage: Schema) -> Iterator[str]:
    for change in unfolded(changes, stage.dialect):
        if isinstance(change, AlterEnum):
            yield from enum_statements(change, tuple(stage.columns_of(change.before)))
        else:
            yield from _statements(change, stage.dialect)
        stage = apply((change,), stage)


def _statements(change: Change, dialect: Dialect) -> Iterator[str]:
    match change:
        case AddTable() | DropTable() | RenameTable() | AlterTable():
            return table_change_statements(change, dialect)
        case AddColumn() | DropColumn() | RenameColumn() | AlterColumn():
            return column_statements(change, dialect)
        case AddEnum() | DropEnum() | AlterEnum():
            return enum_statements(change)
        case AddView() | DropView() | AlterView():
            return view_statements(change, dialect)
        case AddSequence() | DropSequence() | AlterSequence():
            return sequence_statements(change, dialect)
        case AddName() | DropName():
            return name_statements(change, dialect)
        case _:
            return part_statements(change, dialect)


def _sqlite_statements(changes: tuple[Change, ...], before: Schema) -> Iterator[str]:
    changes = unfolded(changes, Dialect.SQLITE)
    waiting = {_table_name(change) for change in changes if _needs_rebuild(change)}
    rebuilt: set[str] = set()
    after, stage = apply(changes, before), before
    for change in changes:
        name = _table_name(change)
        if name in rebuilt and not isinstance(change, RenameTable | RenameColumn):
            continue
        if name in waiting and not isinstance(change, RenameTable | RenameColumn):
            rebuilt.add(name)
            yield from _rebuilt(name, stage, after)
            continue
        yield from _statements(change, Dialect.SQLITE)
        stage = apply((change,), stage)


def _rebuilt(name: str, stage: Schema, after: Schema) -> Iterator[str]:
    old, new = stage.table(name), after.table(name)
    if old is not None and new is not None:
        yield from rebuild(new, tuple(c.name for c in new.columns if c.generated is None and old.column(c.name)))


def _table_name(change: Change) -> str:
    table = getattr(change, "table", None) or (change.after if isinstance(change, AlterTable) else None)
    return table.full_name if table is not None else ""


def _needs_rebuild(change: Change) -> bool:
    match change:
        case AddColumn() | DropColumn() | RenameColumn() | AlterColumn():
            return not is_in_place(change)
        case AlterTable():
            return True
    return getattr(change, "table", None) is not None and not isinstance(change.before or change.after, Index)
