"""The rows that a change meets: what their table was before the pull request, and what its earlier statements did to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.effects.lost import rows_lost
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
    names = "|".join(map(re.escape, dict.fromkeys(tables)))
    name = rf"(?:only\s+|ignore\s+)*(?:[`\"\w$]+\s*\.\s*)?[`\"]?(?:{names})(?![\w$])[`\"]?"
    wanted = re.compile(pattern.format(table=name), re.IGNORECASE)
    return (match for step in steps for match in wanted.finditer(QUOTED.sub("''", step.text)))


def read_columns(expression: Expression, table: Table) -> tuple[str, ...]:
    """The columns of the table that a condition names."""
    bare = Expression(re.sub(r"'(?:[^']|'')*'", "''", expression.text))
    return tuple(column.name for column in table.columns if mentions(bare, column.name, any_case=True))


def existing_rows(
    change: PartChange, *, base: Schema, changes: tuple[Change, ...], steps: tuple[Step, ...], field: str | None = None
) -> ExistingRows | None:
    """The rows that the change meets; None where the pull request itself makes the table, or makes it anew without its rows.

    None too where a block passes over every error: then nothing fails, whatever the rows hold.

    `base` is what stands on the server before, `changes` and `steps` are the pull request's. Of a column's change, `field` says which
    part of it is meant: `nullable`, `type`.
    """
    now = change.table.full_name
    before = {each.after.full_name: each.before.full_name for each in changes if isinstance(each, RenameTable)}
    table = base.table(before.get(now, now))
    if table is None or any(table in rows_lost(step, steps[:place], base) for place, step in enumerate(steps)):
        return None
    if any(_replaces(made, change) for step in steps for made in step.changes):
        return None
    renames = (each for each in changes if isinstance(each, RenameColumn) and each.table.full_name == now)
    renamed = tuple((each.after.name, each.before.name) for each in renames)
    names = {now, table.full_name}
    place = next((place for place, step in enumerate(steps) if any(_performs(made, change, names, field) for made in step.changes)), None)
    if place is not None and SWALLOWS.search(steps[place].text):
        return None
    earlier = steps if place is None else steps[:place]
    return ExistingRows(table, now, renamed, earlier, None if place is None else steps[place])


def _replaces(made: Change, change: PartChange) -> bool:
    """Whether a statement drops the column that the change is about: another one takes its name, with values of its own."""
    if not isinstance(made, DropColumn) or not isinstance(change, AlterColumn):
        return False
    return made.table.full_name == change.table.full_name and made.before.name == change.before.name


def _performs(made: Change, change: PartChange, tables: set[str], field: str | None) -> bool:
    """Whether a statement's change is this one: the same part of the table, whatever a constraint or index is called."""
    if not isinstance(made, PartChange) or made.table.full_name not in tables or made.after is None or change.after is None:
        return False
    if isinstance(change.after, Column):
        is_same = isinstance(made.after, Column) and type(made) is type(change) and made.after.name == change.after.name
        return is_same and (field is None or getattr(made.before, field) != getattr(made.after, field) == getattr(change.after, field))
    if isinstance(made.after, PrimaryKey) or isinstance(change.after, PrimaryKey):
        return bool(made.after == change.after)
    return bool(_unnamed(made.after) == _unnamed(change.after))


def _unnamed(part: Any) -> Any:  # noqa: ANN401 # any part of a table that has a name
    return replace(part, name="")
