"""Renames told from drop and add. A false rename hides lost data: the evidence has to be good, and a guess says that it is one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Generic, TypeVar

from bot.diff.known import KnownRenames
from bot.diff.unsure import involves_unknown, schema_scope, table_scope
from bot.model import Column, RenameColumn, RenameTable, Schema, Table

NEARLY_SAME = 0.8  # share of columns, by name and type, that two tables of unlike names must have in common
RELATED = 0.5  # the same where the names say the same already
ENOUGH_COLUMNS = 3  # two columns, an id and a name, are alike by chance
ALIKE_NAMES = 0.6  # SequenceMatcher's ratio

N = TypeVar("N", Table, Column)


@dataclass(frozen=True, slots=True)
class _Guess(Generic[N]):
    before: N
    after: N
    score: float
    certain: bool


def table_renames(before: Schema, after: Schema, known: KnownRenames) -> Iterator[RenameTable]:
    """Tables that `before` has under another name: known ones, then the best matches of dropped and added ones."""
    dropped = [table for table in before.tables if after.table(table.full_name) is None]
    added = [table for table in after.tables if before.table(table.full_name) is None]
    for table in tuple(added):
        old = next((one for one in dropped if one.full_name == known.tables.get(table.full_name)), None)
        if old is not None:
            dropped.remove(old)
            added.remove(table)
            yield RenameTable(old, table)
    if not schema_scope(before, after).is_read:
        return
    for guess in _best(dropped, added, _table_guess):
        yield RenameTable(guess.before, guess.after, certain=guess.certain)


def _best(dropped: list[N], added: list[N], judge: Callable[[N, N], _Guess[N] | None]) -> Iterator[_Guess[N]]:
    """The guesses that beat every other guess about the same two; a rival, even a beaten one, makes it uncertain."""
    guesses = [guess for old in dropped for new in added if (guess := judge(old, new))]
    for guess in guesses:
        rivals = [other for other in guesses if other is not guess and (other.before is guess.before or other.after is guess.after)]
        if all(other.score < guess.score for other in rivals):
            yield replace(guess, certain=guess.certain and not rivals)


def _table_guess(before: Table, after: Table) -> _Guess[Table] | None:
    if before.unread or after.unread:
        return None
    shared, either = _signature(before) & _signature(after), _signature(before) | _signature(after)
    likeness = len(shared) / max(len(either), 1)
    named = _is_same_word(before.name, after.name) or (before.variable is not None and before.variable == after.variable)
    if named and likeness >= RELATED:
        return _Guess(before, after, likeness + 1, _is_same_structure(before, after))
    if likeness >= NEARLY_SAME and len(shared) >= ENOUGH_COLUMNS:
        return _Guess(before, after, likeness, _is_same_structure(before, after))
    return None


def _signature(table: Table) -> set[tuple[str, Any]]:
    return {(column.name, column.type) for column in table.columns}


def _is_same_structure(before: Table, after: Table) -> bool:
    return _structure(before) == _structure(after) and not involves_unknown(before.columns)


def _structure(table: Table) -> tuple[object, ...]:
    """Everything but names that follow the table's own, and but expressions, which may spell it."""
    own = table.full_name
    return (
        set(table.columns),
        table.primary_key,
        sorted(unique.columns for unique in table.uniques),
        sorted((key.columns, "" if key.target == own else key.target, key.target_columns, key.on_delete) for key in table.foreign_keys),
        sorted((repr(index.parts), index.unique) for index in table.indexes),
        len(table.checks),
    )


def _is_same_word(name: str, other: str) -> bool:
    """`orderItems`, `order_items` and `OrderItems` are one word."""
    return name.replace("_", "").lower() == other.replace("_", "").lower()


def column_renames(before: Schema, after: Schema, known: KnownRenames) -> Iterator[RenameColumn]:
    """Columns that their table has under another name; tables have their new names in `before` already."""
    for table in after.tables:
        previous = before.table(table.full_name)
        if previous is None:
            continue
        dropped = [column for column in previous.columns if table.column(column.name) is None]
        added = [column for column in table.columns if previous.column(column.name) is None]
        yield from _known_columns(table, dropped, added, known)
        if table_scope(previous, table, (before, after)).is_read:
            yield from _guessed_columns(_Columns(previous, table), dropped, added)


def _known_columns(table: Table, dropped: list[Column], added: list[Column], known: KnownRenames) -> Iterator[RenameColumn]:
    for column in tuple(added):
        first = known.columns.get((table.full_name, column.name))
        old = next((one for one in dropped if one.name == first), None)
        if old is not None:
            dropped.remove(old)
            added.remove(column)
            yield RenameColumn(table, old, _under_new_name(old, column))


def _under_new_name(old: Column, new: Column) -> Column:
    return replace(old, name=new.name, span=new.span, attribute=new.attribute)


def _guessed_columns(tables: "_Columns", dropped: list[Column], added: list[Column]) -> Iterator[RenameColumn]:
    is_only = len(dropped) == len(added) == 1
    for guess in _best(dropped, added, lambda old, new: tables.guess(old, new, is_only=is_only)):
        yield RenameColumn(tables.after, guess.before, _under_new_name(guess.before, guess.after), certain=guess.certain)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The two tables whose columns are compared."""

    before: Table
    after: Table

    def guess(self, old: Column, new: Column, *, is_only: bool) -> _Guess[Column] | None:
        """A column of the same definition whose attribute or name is the same; or the only one, in the same place and role."""
        if replace(old, name=new.name) != new or involves_unknown(old.type):
            return None
        same_use = self._is_used_alike(old, new)
        if old.attribute is not None and old.attribute == new.attribute:
            return _Guess(old, new, 2, same_use)
        if _is_same_word(old.name, new.name):
            return _Guess(old, new, 1, certain=False)
        if is_only and same_use and self._stands_alike(old, new) and (_is_similar(old.name, new.name) or self._has_use(old)):
            return _Guess(old, new, 0, certain=False)
        return None

    def _stands_alike(self, old: Column, new: Column) -> bool:
        return self.before.column_names().index(old.name) == self.after.column_names().index(new.name)

    def _is_used_alike(self, old: Column, new: Column) -> bool:
        return _uses(self.before, old.name) == _uses(self.after, new.name)

    def _has_use(self, old: Column) -> bool:
        return any(_uses(self.before, old.name))


def _uses(table: Table, column: str) -> tuple[object, ...]:
    """Where keys, constraints and indexes name the column: places, not names."""
    key = table.primary_key.columns if table.primary_key else ()
    return (
        _places(key, column),
        sorted(place for unique in table.uniques if (place := _places(unique.columns, column))),
        sorted((place, key.target) for key in table.foreign_keys if (place := _places(key.columns, column))),
        sorted(place for index in table.indexes if (place := _places(tuple(part.column or "" for part in index.parts), column))),
    )


def _places(columns: tuple[str, ...], column: str) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(columns) if name == column)


def _is_similar(name: str, other: str) -> bool:
    shared = set(_words(name)) & set(_words(other))
    return bool(shared) or SequenceMatcher(None, name.lower(), other.lower(), autojunk=False).ratio() >= ALIKE_NAMES


def _words(name: str) -> list[str]:
    words = re.findall(r"[A-Z]?[a-z0-9]{2,}|[A-Z]{2,}", name)
    return [word.lower() for word in words if word.lower() not in ("id", "is", "has", "at")]
