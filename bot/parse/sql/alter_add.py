"""ALTER TABLE … ADD: columns, constraints and indexes, and what stands in their way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias, TypeVar

from bot.model import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    AlterColumn,
    Change,
    CheckConstraint,
    Dialect,
    DropCheck,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ForeignKey,
    Index,
    PrimaryKey,
    Span,
    Table,
    UniqueConstraint,
    change_object,
)
from bot.parse.sql.charsets import with_bin_collations
from bot.parse.sql.clauses import if_not_exists
from bot.parse.sql.columns import read_column
from bot.parse.sql.constraints import is_table_constraint, read_constraint
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.lookups import column as find_column
from bot.parse.sql.lookups import part
from bot.parse.sql.naming import clipped
from bot.parse.sql.parts import Parts, added
from bot.parse.sql.target import Target

Key: TypeAlias = PrimaryKey | UniqueConstraint | Index | ForeignKey | CheckConstraint
Part = TypeVar("Part", UniqueConstraint, Index, ForeignKey, CheckConstraint)


def add(cursor: Cursor, target: Target) -> None:
    """ADD of a column, of several in parentheses, or of a constraint or index."""
    parts = Parts()
    draft, own = target.draft, target.own_name
    if cursor.accept("partition"):
        cursor.rest()
        return
    if is_table_constraint(cursor):
        read_constraint(cursor, draft, parts, own)
    else:
        cursor.accept("column")
        if_not_exists(cursor, draft)
        if cursor.at("("):
            for each in cursor.group().split():
                read_column(each, draft, parts, own)
        else:
            read_column(cursor, draft, parts, own)
    if parts.problems:
        draft.unread(target.name, parts.problems[0])
        draft.problems.extend(parts.problems)
    table, span = target.table, cursor.span(0, cursor.end)
    if table is None or _are_there(span, target, table, parts):
        return
    if target.dialect.is_mysql_family:
        target.statement.keys.take_keys(parts)
        target.statement.places |= {name: (cursor.place, behind) for name, behind in parts.places.items()}
        required = table.primary_key.columns if table.primary_key else ()  # of a column that comes back the key is still there
        parts = Parts(columns=[replace(column, nullable=False) if column.name in required else column for column in parts.columns])
    _add_parts(span, target, table, parts)


def add_keys(cursor: Cursor, target: Target) -> None:
    """The keys and constraints of all clauses of a MySQL statement, which names them together."""
    if target.table is not None:
        _add_parts(cursor.span(0, cursor.end), target, target.table, target.statement.keys)


def _add_parts(span: Span, target: Target, before: Table, parts: Parts) -> None:
    for name in parts.consumed:
        index = part(before.indexes, name, target.dialect)
        if index is not None:
            target.draft.add(DropIndex(before, index))
            before = target.table or before
    after = with_bin_collations(added(before, parts, target.draft))
    for change in differences(before, after):
        taken = _taken(change, before, target.dialect)
        if taken is None:
            target.draft.add(change)
        elif (before.unread or target.draft.schema.unread) and not target.draft.words & {"guarded"}:
            # the old one must have gone in what was not read, or the server would refuse
            target.draft.add(taken)
            target.draft.add(change)
        else:
            target.draft.existing(span, change_object(change))
    if after.exclusions != before.exclusions:
        target.draft.alter(target.name, exclusions=after.exclusions)
    target.draft.hold(before.full_name, implicit_indexes=after.implicit_indexes)


def _are_there(span: Span, target: Target, before: Table, parts: Parts) -> bool:
    """Whether nothing is left to add because columns are there already; under IF NOT EXISTS only those are left out."""
    known = [column for column in parts.columns if find_column(before, column.name, target.dialect)]
    if known:
        target.draft.existing(span, f"{before.full_name}.{known[0].name}")
        parts.columns = [column for column in parts.columns if column not in known and "if-not-exists" in target.draft.words]
    return bool(known) and not parts.columns


def _taken(change: Change, before: Table, dialect: Dialect) -> Change | None:
    """The drop of what stands in the way of an addition: the same name, or a primary key that is there already."""
    postgresql = dialect is Dialect.POSTGRESQL  # all constraints of a table share one set of names there
    constraints: tuple[Key, ...] = (*before.uniques, *before.foreign_keys, *before.checks)
    key = before.primary_key
    found: Key | None = None
    match change:
        case AddUnique(after=new):
            found = _named(new.name, (*constraints, *before.indexes) if postgresql else (*before.uniques, *before.indexes))
        case AddIndex(after=new):
            found = _named(new.name, (*before.uniques, *before.indexes))
        case AddForeignKey(after=new) | AddCheck(after=new):
            others: tuple[Key, ...] = (*before.foreign_keys, *before.checks)
            found = _named(new.name, (*constraints, *((key,) if key else ())) if postgresql else others)
        case AddPrimaryKey():
            found = key
    return _drop_of(before, found) if found else None


def _named(name: str | None, parts: tuple[Key, ...]) -> Key | None:
    return next((each for each in parts if name and each.name and clipped(each.name) == clipped(name)), None)


def _drop_of(table: Table, part_: Key) -> Change:
    match part_:
        case PrimaryKey():
            return DropPrimaryKey(table, part_)
        case UniqueConstraint():
            return DropUnique(table, part_)
        case Index():
            return DropIndex(table, part_)
        case ForeignKey():
            return DropForeignKey(table, part_)
        case CheckConstraint():
            return DropCheck(table, part_)


def differences(before: Table, after: Table) -> list[Change]:
    """What `added` put into a table, as Changes: columns first, then what stands on them."""
    old = {column.name: column for column in before.columns}
    changes: list[Change] = [AddColumn(before, column) for column in after.columns if column.name not in old]
    changes += [AlterColumn(before, old[c.name], c) for c in after.columns if c.name in old and c != old[c.name]]
    if after.primary_key is not None and after.primary_key is not before.primary_key:
        changes.append(AddPrimaryKey(before, after.primary_key))
    changes += [AddUnique(before, new) for new in _new(before.uniques, after.uniques)]
    changes += [AddIndex(before, new) for new in _new(before.indexes, after.indexes)]
    changes += [AddCheck(before, new) for new in _new(before.checks, after.checks)]
    changes += [AddForeignKey(before, new) for new in _new(before.foreign_keys, after.foreign_keys)]
    return changes


def _new(before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[Part]:
    """What was not there, or is there once more: a key added twice is refused, not forgotten."""
    old = Counter(before)
    for each in after:
        old[each] -= 1
        if old[each] < 0:
            yield each
