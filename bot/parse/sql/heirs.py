"""What a change of a PostgreSQL table does to its children and partitions."""

from dataclasses import replace
from typing import Any

from bot.model import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    AlterCheck,
    AlterColumn,
    Change,
    Column,
    Dialect,
    DropCheck,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    RenameColumn,
    Table,
)
from bot.parse.sql.alter_add import differences
from bot.parse.sql.draft import Draft
from bot.parse.sql.drops import drop_column
from bot.parse.sql.lookups import children
from bot.parse.sql.offspring import heir_column, heir_index, heir_primary_key, heir_reference, heir_unique, take_over
from bot.parse.sql.parts import uses

PASSED_ON = ("type", "collation", "default", "nullable", "generated")


def pass_on(draft: Draft) -> None:
    """Let the changes reach the children of their tables, and theirs; ONLY keeps them from it."""
    if "only" in draft.words or draft.dialect is not Dialect.POSTGRESQL:
        return
    place = 0
    while place < len(draft.changes):
        change = draft.changes[place]
        place += 1
        table = getattr(change, "table", None)
        if not isinstance(table, Table):
            continue
        for child in children(draft, table.full_name):
            _pass_on(draft, change, draft.table(table.full_name) or table, child)


def _pass_on(draft: Draft, change: Change, parent: Table, child: Table) -> None:
    match change:
        case AddColumn() | DropColumn() | RenameColumn() | AlterColumn():
            _column(draft, change, parent, child)
        case AddCheck(after=check):
            if not check.no_inherit and all(check.name != each.name for each in child.checks):
                draft.add(AddCheck(child, replace(check, inherited=True)))
        case DropCheck(before=check) if _goes_with_column(draft, change):
            pass  # what a parent's column takes along stays with those that have the column themselves
        case DropCheck(before=check) | AlterCheck(before=check):
            found = next((each for each in child.checks if each.name == check.name and each.inherited), None)
            if found is not None and isinstance(change, AlterCheck):
                after = replace(found, name=change.after.name, validated=change.after.validated)
                draft.add(AlterCheck(child, found, after))
            elif found is not None:
                draft.add(DropCheck(child, found))
        case _ if child.bounds is not None:
            _key(draft, change, child)


def _goes_with_column(draft: Draft, change: DropCheck) -> bool:
    dropped = (each for each in draft.changes if isinstance(each, DropColumn) and each.table.full_name == change.table.full_name)
    return any(uses(change.before.expression, each.before.name, draft.dialect) for each in dropped)


def _column(draft: Draft, change: AddColumn | DropColumn | RenameColumn | AlterColumn, parent: Table, child: Table) -> None:
    name = change.after.name if change.before is None else change.before.name
    known = child.column(name)
    match change:
        case AddColumn(after=column) if known is None:
            draft.add(AddColumn(child, heir_column(column, parent)))
        case DropColumn() if known is not None and known.inherited and not _has_it_from(draft, child, name):
            drop_column(draft, child.full_name, name)
        case RenameColumn(after=column) if known is not None:
            draft.add(RenameColumn(child, known, replace(known, name=column.name)))
        case AlterColumn(before=before, after=after) if known is not None:
            changed = {field: getattr(after, field) for field in PASSED_ON if getattr(after, field) != getattr(before, field)}
            _alter(draft, child, known, changed)


def _alter(draft: Draft, child: Table, known: Column, changed: dict[str, Any]) -> None:
    if changed and replace(known, **changed) != known:
        draft.add(AlterColumn(child, known, replace(known, **changed)))


def _has_it_from(draft: Draft, child: Table, column: str) -> bool:
    """Whether another parent still has the column."""
    parents = (draft.table(name) for name in child.parents)
    return any(parent.column(column) for parent in parents if parent is not None)


def _key(draft: Draft, change: Change, child: Table) -> None:
    """Keys and indexes reach partitions only, under names of their own."""
    made = child
    match change:
        case AddPrimaryKey(after=added):
            made = heir_primary_key(child, added, draft)
        case AddUnique(after=added):
            made = heir_unique(child, added, draft)
        case AddIndex(after=added):
            made = heir_index(child, added, draft)
        case AddForeignKey(after=added):
            made = heir_reference(child, added, draft)
        case _:
            _drop_key(draft, change, child)
    for each in differences(child, made):
        draft.add(each)


def _drop_key(draft: Draft, change: Change, child: Table) -> None:
    match change:
        case DropPrimaryKey() if child.primary_key:
            draft.add(DropPrimaryKey(child, child.primary_key))
        case DropUnique(before=unique):
            same = next((each for each in child.uniques if each.columns == unique.columns), None)
            draft.add(DropUnique(child, same)) if same else None
        case DropIndex(before=index):
            twin = next((each for each in child.indexes if replace(each, name=index.name) == index), None)
            draft.add(DropIndex(child, twin)) if twin else None
        case DropForeignKey(before=key):
            link = next((each for each in child.foreign_keys if (each.columns, each.target) == (key.columns, key.target)), None)
            draft.add(DropForeignKey(child, link)) if link else None


def join(draft: Draft, child: Table, parent: Table, bounds: str | None) -> None:
    """ATTACH PARTITION with its bounds, or INHERIT: the child's columns and checks become the parent's too."""
    is_partition = bounds is not None
    draft.alter(child.full_name, parents=(*child.parents, parent.full_name), bounds=bounds)
    if not is_partition:
        return
    columns = tuple(replace(column, inherited=parent.column(column.name) is not None) for column in child.columns)
    names = {check.name for check in parent.checks}
    checks = tuple(replace(check, inherited=check.name in names) for check in child.checks)
    draft.alter(child.full_name, columns=columns, checks=checks)
    current = draft.table(child.full_name) or child
    for made in differences(current, take_over(current, parent, draft)):
        draft.add(made)


def part_from(draft: Draft, child: Table, parent: Table) -> None:
    """DETACH PARTITION or NO INHERIT: what came from the parent alone is the child's own now."""
    left = tuple(name for name in child.parents if name != parent.full_name)
    others = [table for name in left if (table := draft.table(name)) is not None]
    columns = tuple(replace(c, inherited=c.inherited and any(table.column(c.name) for table in others)) for c in child.columns)
    names = {check.name for table in others for check in table.checks}
    checks = tuple(replace(check, inherited=check.inherited and check.name in names) for check in child.checks)
    draft.alter(child.full_name, parents=left, bounds=None, columns=columns, checks=checks)
