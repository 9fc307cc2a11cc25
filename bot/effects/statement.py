"""The statement that a Change is part of, and whether what it touches is as old as the pull request."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import (
    AddTable,
    Change,
    Column,
    ForeignKey,
    Project,
    RenameTable,
    Schema,
    Step,
    Table,
    full_name,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What surrounds one Change: the Schema it meets, the words and verb of its statement, the other Changes in it.

    `written` is false where no migration was looked at: then it stands for the plain DDL that performs the Change, alone and
    without words, and only what holds for any order of statements may be said of it.
    """

    before: Schema
    project: Project
    changes: tuple[Change, ...] = ()
    words: frozenset[str] = frozenset()
    verb: str = ""
    written: bool = False
    text: str = ""

    @classmethod
    def of(cls, subject: Change | Step, *, base: Schema, project: Project) -> "Statement":
        """The statement of a Step, or the plain one of a Change on a server that stands at `base`."""
        if isinstance(subject, Step):
            return cls(subject.before, project, subject.changes, subject.words, subject.verb, written=True, text=subject.text)
        return cls(base, project, (subject,))

    def table(self, table: Table) -> Table:
        """The table as the statement meets it; as the Change has it where the Schema does not hold it."""
        return self.before.table(table.full_name) or table

    def has(self, word: str) -> bool:
        """Whether the statement says that word."""
        return word in self.words


def is_new(change: Change, statement: Statement, base: Schema) -> bool:
    """Whether the Change touches only a table that the pull request itself creates: nobody reads it, nothing in it can be lost.

    A table that the pull request renamed before is not new. Changes of other objects are never exempt.
    """
    match change:
        case AddTable():
            return True
        case RenameTable():
            return base.table(change.before.full_name) is None and not _was_renamed(change.before, statement.before, base, change.after)
    table = getattr(change, "table", change.before)
    if not isinstance(table, Table) or base.table(table.full_name) is not None:
        return False
    return not _was_renamed(table, statement.before, base)


def _was_renamed(table: Table, now: Schema, base: Schema, target: Table | None = None) -> bool:
    gone = (old for old in base.tables if now is base or now.table(old.full_name) is None)
    # A rename keeps all columns until a later statement drops one; id, created_at and updated_at alone prove nothing.
    copies = (old for old in gone if is_copy_of(table, old, share=0.75) and (target is None or target.full_name != old.full_name))
    return any(_is_nearest(table, old, now, base) for old in copies)


def _is_nearest(table: Table, old: Table, now: Schema, base: Schema) -> bool:
    """Whether no other table that the pull request made holds more of the old one's columns: that one is it under its new name."""
    others = (other for other in now.tables if other.full_name != table.full_name and base.table(other.full_name) is None)
    columns = set(old.column_names())
    return not any(len(columns & set(other.column_names())) > len(columns & set(table.column_names())) for other in others)


def is_copy_of(table: Table, old: Table, *, share: float = 0.5) -> bool:
    """Whether at least that share of the old table's columns stands in the other one under their names."""
    kept = set(table.column_names()) & set(old.column_names())
    return bool(kept) and len(kept) >= share * len(old.columns)


def references(table: Table, schema: Schema, columns: tuple[str, ...] = ()) -> Iterator[tuple[Table, ForeignKey]]:
    """The foreign keys of other tables that point at the table, or only those at just these columns of it."""
    for other in schema.tables_mentioning(table.full_name, Table.targets):
        for key in other.foreign_keys if other.full_name != table.full_name else ():
            if key.target == table.full_name and (not columns or set(key.target_columns) == set(columns)):
                yield other, key


def users_of_type(schema: Schema, name: str) -> Iterator[tuple[Table, Column]]:
    """The columns of a named type, by its full name."""
    for table in schema.tables:
        for column in table.columns:
            used = column.type
            if getattr(used, "user_defined", False) and full_name(getattr(used, "schema", None), getattr(used, "name", "")) == name:
                yield table, column


def indexed(table: Table, column: str) -> bool:
    """Whether any index, key or unique constraint of the table holds the column."""
    keys = [table.primary_key.columns] if table.primary_key else []
    keys += [unique.columns for unique in table.uniques]
    if any(column in key for key in keys):
        return True
    return any(column in (part.column for part in index.parts) or mentions(index, column) for index in table.indexes)


def mentions(value: object, name: str, *, any_case: bool = False) -> bool:
    """Whether an expression, or any expression of a part, holds the name as a word; in letters of any case where the server allows it."""
    word = rf"(?<![\w$]){re.escape(name)}(?![\w$])"
    return re.search(word, " ".join(_texts(value)), re.IGNORECASE if any_case else 0) is not None


def _texts(value: object) -> Iterator[str]:
    parts = getattr(value, "parts", ())
    for node in (value, getattr(value, "where", None), getattr(value, "expression", None), *(part.expression for part in parts)):
        text = getattr(node, "text", None)
        if isinstance(text, str):
            yield text
