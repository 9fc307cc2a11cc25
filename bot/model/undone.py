"""Whether a Schema still is as it was before a Change: how it is seen that nothing has made the change yet."""

import re
from typing import Any

from bot.model.changes import Change
from bot.model.evolve import COLLECTIONS
from bot.model.object_changes import AddEnum, AlterEnum, DropEnum
from bot.model.parts import CheckConstraint, Index, PrimaryKey, UniqueConstraint
from bot.model.place import Unknown
from bot.model.schema import Schema, Table
from bot.model.table_changes import AddTable, DropTable, PartChange, RenameTable
from bot.model.types import Expression


def is_undone(change: Change, schema: Schema) -> bool:
    """Whether the Schema has what the change takes away or alters, unaltered, and lacks what it adds.

    False where that cannot be said: the Schema was not wholly read, holds something else altogether, or the change is of a kind
    whose objects are not compared here (views, sequences, roles, table options).
    """
    match change:
        case AddTable():
            return schema.table(change.after.full_name) is None and not schema.unread
        case DropTable():
            return schema.table(change.before.full_name) is not None
        case RenameTable():
            return schema.table(change.before.full_name) is not None and schema.table(change.after.full_name) is None
        case AddEnum():
            return schema.enum(change.after.full_name) is None and not schema.unread
        case DropEnum() | AlterEnum():
            return schema.enum(change.before.full_name) == change.before
    if not isinstance(change, PartChange):
        return False
    table = schema.table(change.table.full_name)
    return table is not None and _is_undone_in(change, table)


def _is_undone_in(change: PartChange, table: Table) -> bool:
    before, after = change.before, change.after
    if isinstance(before or after, PrimaryKey):
        return table.primary_key == before and not table.unread
    if before is not None and _named(before, table) != before:
        return False
    if after is None or (before is not None and before.name == after.name):
        return True
    return not table.unread and _named(after, table) is None and not (before is None and _like(after, table))


def _named(part: Any, table: Table) -> Any:  # noqa: ANN401 # any named part of a table
    return next((other for other in getattr(table, COLLECTIONS[type(part)]) if other.name == part.name), None)


def _like(part: Any, table: Table) -> bool:  # noqa: ANN401 # any named part of a table
    """Whether another name holds the same: names differ between tools and hands."""
    is_index = isinstance(part, UniqueConstraint | Index)
    # PostgreSQL makes one constraint of a primary key and a UNIQUE over the same columns
    key = (table.primary_key,) if isinstance(part, UniqueConstraint) else ()
    others: tuple[Any, ...] = (*table.uniques, *table.indexes, *key) if is_index else getattr(table, COLLECTIONS[type(part)])
    if isinstance(part, CheckConstraint):
        return any(_words(other.expression) == _words(part.expression) for other in others)
    return any(getattr(other, "columns", None) == getattr(part, "columns", ()) for other in others)


def _words(expression: Expression | Unknown) -> list[str]:
    """Names, numbers and literals in order, without the quotes and parentheses that tools write differently."""
    return re.findall(r"[\w.]+|[<>=!]+", expression.text)
