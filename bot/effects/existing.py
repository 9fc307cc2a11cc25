"""The rows that a change meets: what their table was before the pull request, and what its earlier statements did to them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.effects.lost import tables_lost
from bot.effects.rows import QUOTED
from bot.effects.statement import mentions
from bot.model import (
    AlterColumn,
    Change,
    Column,
    DropColumn,
    Expression,
    PartChange,
    PrimaryKey,
    RenameColumn,
    RenameTable,
    RowCopy,
    Schema,
    Step,
    Table,
)

DELETES = r"\b(?:delete\b[^;]*?\b(?:from|join)|truncate(?:\s+table)?)\s+{table}"
UPDATES = r"\bupdate\s+{table}[^;]*?\bset\b(?P<set>[^;]*)"
INSERTS = r"\b(?:insert|replace)\b[^;(]*?\binto\s+{table}"

SWALLOWS = re.compile(r"\bexception\b.*\bwhen\s+others\s+then\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class ExistingRows:
    """The rows of a table of the base, by the names that its columns have after the pull request.

    `table` is the base's, `renamed` says which of its columns have another name now, `now` is what the table is called now; `step` is
    the statement that performs the change, None where none does alone, and `earlier` are those before it.
    """

    table: Table
    now: str
    renamed: tuple[tuple[str, str], ...]
    earlier: tuple[Step, ...]
    step: Step | None = None

    def column(self, name: str) -> Column | None:
        """The base's column of that name of today; None for one that is new."""
        return self.table.column(dict(self.renamed).get(name, name))

    def old_name(self, name: str) -> str:
        """What the base calls the column."""
        return dict(self.renamed).get(name, name)

    def stood(self, columns: tuple[str, ...]) -> bool:
        """Whether the base has all of these columns."""
        return all(self.column(name) for name in columns)

    def are_mended(self, columns: tuple[str, ...]) -> bool:
        """Whether an earlier statement deletes rows of the table, or writes one of the columns: what for cannot be told."""
        return self.are_deleted() or any(self.updates(name) for name in columns) or any(self._copies_otherwise(columns))

    def are_deleted(self) -> bool:
        """Whether an earlier statement deletes rows of the table, or leaves some out while it copies them."""
        deletes = any(True for _ in self._matches(DELETES))
        return deletes or any(copy.chosen for copy in self._copies())

    def updates(self, column: str) -> tuple[str, ...]:
        """What earlier UPDATEs say behind SET, of those that write the column."""
        names = "|".join(map(re.escape, {column, self.old_name(column)}))
        writes = re.compile(rf"(?<![\w$.])[`\"]?(?:{names})[`\"]?\s*=(?!=)", re.IGNORECASE)
        found = (match["set"] for match in self._matches(UPDATES))
        return tuple(text for text in found if writes.search(re.split(r"\bwhere\b", text, flags=re.IGNORECASE)[0]))

    def _matches(self, pattern: str) -> Iterator[re.Match[str]]:
        yield from matches(pattern, (self.table.name, self.now.rpartition(".")[2]), self.earlier)

    def _copies(self) -> Iterator[RowCopy]:
        steps = (*self.earlier, *((self.step,) if self.step else ()))
        return (step.copy for step in steps if step.copy and step.copy.source in (self.table.full_name, self.now))

    def _copies_otherwise(self, columns: tuple[str, ...]) -> Iterator[bool]:
        """Whether a copy of the rows into a new table puts something else in one of the columns than what was there."""
        for copy in self._copies():
            yield from (column.name in columns and not column.as_is for column in copy.columns)


def matches(pattern: str, tables: tuple[str, ...], steps: tuple[Step, ...]) -> Iterator[re.Match[str]]:
    """Where the statements' texts, without comments and strings, say that of one of the tables."""
    lower = [table.lower() for table in tables]
    naming = [step for step in steps if any(table in step.text.lower() for table in lower)]
    if not naming:
        return
    names = "|".join(map(re.escape, dict.fromkeys(tables)))
    name = rf"(?:only\s+|ignore\s+)*(?:[`\"\w$]+\s*\.\s*)?[`\"]?(?:{names})(?![\w$])[`\"]?"
    wanted = re.compile(pattern.format(table=name), re.IGNORECASE)
    for step in naming:
        yield from wanted.finditer(QUOTED.sub("''", step.text))


def read_columns(expression: Expression, table: Table) -> tuple[str, ...]:
    """The columns of the table that a condition names."""
    bare = Expression(re.sub(r"'(?:[^']|'')*'", "''", expression.text))
    return tuple(column.name for column in table.columns if mentions(bare, column.name, any_case=True))


class OldRows:
    """The rows that stood before a pull request, asked for one change after another: its statements are gone through once.

    `base` is what stands on the server before, `changes` and `steps` are the pull request's.
    """

    def __init__(self, *, base: Schema, changes: tuple[Change, ...], steps: tuple[Step, ...]) -> None:
        self._base, self._steps = base, steps
        self._old_names = {each.after.full_name: each.before.full_name for each in changes if isinstance(each, RenameTable)}
        self._lost = {table.full_name for table in tables_lost(steps, base)}
        self._renames: dict[str, list[RenameColumn]] = defaultdict(list)
        self._made: dict[str, list[tuple[int, PartChange]]] = defaultdict(list)
        for rename in (each for each in changes if isinstance(each, RenameColumn)):
            self._renames[rename.table.full_name].append(rename)
        for place, step in enumerate(steps):
            for made in (each for each in step.changes if isinstance(each, PartChange)):
                self._made[made.table.full_name].append((place, made))

    def met_by(self, change: PartChange, field: str | None = None) -> ExistingRows | None:
        """The rows that the change meets; None where the pull request itself makes the table, or makes it anew without its rows.

        None too where a block passes over every error: then nothing fails, whatever the rows hold. Of a column's change, `field` says
        which part of it is meant: `nullable`, `type`.
        """
        now = change.table.full_name
        table = self._base.table(self._old_names.get(now, now))
        if table is None or table.full_name in self._lost or any(_replaces(made, change) for _, made in self._made.get(now, ())):
            return None
        renamed = tuple((each.after.name, each.before.name) for each in self._renames.get(now, ()))
        made = (found for name in {now, table.full_name} for found in self._made.get(name, ()))
        place = min((place for place, each in made if _performs(each, change, field)), default=None)
        if place is not None and SWALLOWS.search(self._steps[place].text):
            return None
        earlier = self._steps if place is None else self._steps[:place]
        return ExistingRows(table, now, renamed, earlier, None if place is None else self._steps[place])


def _replaces(made: PartChange, change: PartChange) -> bool:
    """Whether it drops the column that the change of the same table is about: another one takes its name, with values of its own."""
    return isinstance(made, DropColumn) and isinstance(change, AlterColumn) and made.before.name == change.before.name


def _performs(made: PartChange, change: PartChange, field: str | None) -> bool:
    """Whether a statement's change of the same table is this one: the same part, whatever a constraint or index is called."""
    if made.after is None or change.after is None:
        return False
    if isinstance(change.after, Column):
        is_same = isinstance(made.after, Column) and type(made) is type(change) and made.after.name == change.after.name
        return is_same and (field is None or getattr(made.before, field) != getattr(made.after, field) == getattr(change.after, field))
    if isinstance(made.after, PrimaryKey) or isinstance(change.after, PrimaryKey):
        return bool(made.after == change.after)
    return bool(_unnamed(made.after) == _unnamed(change.after))


def _unnamed(part: Any) -> Any:  # noqa: ANN401 # any part of a table that has a name
    return replace(part, name="")
