"""What changed inside one table that both sides have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.diff.parts import P, alteration, match_parts
from bot.diff.unsure import Scope, involves_unknown, settled
from bot.model import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPolicy,
    AddPrimaryKey,
    AddUnique,
    AlterCheck,
    AlterColumn,
    AlterForeignKey,
    AlterIndex,
    AlterPolicy,
    AlterPrimaryKey,
    AlterTable,
    AlterUnique,
    Change,
    CheckConstraint,
    Column,
    DropCheck,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropPolicy,
    DropPrimaryKey,
    DropUnique,
    ForeignKey,
    Index,
    Policy,
    Table,
    UniqueConstraint,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One table on both sides, renames already followed in `before`, and what may be said about it."""

    before: Table
    after: Table
    scope: Scope


def table_changes(pair: Pair) -> Iterator[Change]:
    """Every difference but renames, ordered by kind of part and name."""
    yield from _column_changes(pair)
    yield from _primary_key_changes(pair)
    yield from _part_changes(pair, UniqueConstraint)
    yield from _part_changes(pair, CheckConstraint)
    yield from _part_changes(pair, ForeignKey)
    yield from _part_changes(pair, Index)
    yield from _part_changes(pair, Policy)
    yield from _own_changes(pair)


def _column_changes(pair: Pair) -> Iterator[Change]:
    # a Drizzle table may name one column twice: the last declaration holds
    old, new = ({column.name: column for column in table.columns} for table in (pair.before, pair.after))
    if pair.scope.may_drop:
        yield from (DropColumn(pair.before, column) for name, column in old.items() if name not in new)
    for name, column in new.items():
        if name in old:
            yield from _altered_column(pair, old[name], column)
        elif pair.scope.may_add:
            yield AddColumn(pair.after, column)


def _altered_column(pair: Pair, before: Column, after: Column) -> Iterator[AlterColumn]:
    if not pair.scope.is_read and not _is_certain(pair.scope, before, after):
        return
    if _may_lack_key(pair):
        after = replace(after, nullable=before.nullable)
    became = settled(before, after)
    if became != before:
        yield AlterColumn(pair.after, before, became, certain=settled(before, after, guess=False) != before)


def _is_certain(scope: Scope, before: Column | P, after: Column | P) -> bool:
    """Whether both sides of a half-read table read this part whole."""
    return not any(involves_unknown(part) or scope.touches(part.span) for part in (before, after))


def _may_lack_key(pair: Pair) -> bool:
    """Whether a primary key may have been lost, and with it the NOT NULL that it brings to its columns."""
    return not pair.scope.is_read and pair.before.primary_key != pair.after.primary_key


def _primary_key_changes(pair: Pair) -> Iterator[Change]:
    before, after = pair.before.primary_key, pair.after.primary_key
    if before == after:
        return
    match before, after:
        case None, _ if after and pair.scope.may_add:
            yield AddPrimaryKey(pair.after, after)
        case _, None if before and pair.scope.may_drop:
            yield DropPrimaryKey(pair.before, before)
        case _ if before and after and pair.scope.is_read:
            yield AlterPrimaryKey(pair.after, before, after)


def _part_changes(pair: Pair, kind: type[P]) -> Iterator[Change]:
    collection, add, drop, alter = PARTS[kind]
    pairs, dropped, added = match_parts(getattr(pair.before, collection), getattr(pair.after, collection))
    if pair.scope.may_drop:
        yield from (drop(pair.before, part) for part in dropped)
    for before, after in pairs:
        became = alteration(before, after)
        if became and (pair.scope.is_read or _is_certain(pair.scope, before, after)):
            yield alter(pair.after, before, became[0], certain=became[1])
    if pair.scope.may_add:
        yield from (add(pair.after, part) for part in added)


PARTS = {
    UniqueConstraint: ("uniques", AddUnique, DropUnique, AlterUnique),
    CheckConstraint: ("checks", AddCheck, DropCheck, AlterCheck),
    ForeignKey: ("foreign_keys", AddForeignKey, DropForeignKey, AlterForeignKey),
    Index: ("indexes", AddIndex, DropIndex, AlterIndex),
    Policy: ("policies", AddPolicy, DropPolicy, AlterPolicy),
}


def _own_changes(pair: Pair) -> Iterator[AlterTable]:
    before, after = pair.before, pair.after
    own = [(table.comment, table.row_security, table.options) for table in (before, after)]
    if own[0] != own[1] and pair.scope.is_read:
        yield AlterTable(before, after)
