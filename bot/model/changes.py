"""What differs between two Schemas, one value a difference.

Every Change has `before` and `after` (None where the object is missing on that side). Changes inside a table also carry `table`,
the table they belong to: as it is after the change, or before it where something is dropped. `certain` is false where a rename is
a guess. The documented order is `docs/changes.md`.
"""

import re
from functools import cache
from typing import Any, TypeAlias

from bot.model.object_changes import AddName, DropName, EnumChange, NameChange, SequenceChange, ViewChange
from bot.model.parts import Column, PrimaryKey
from bot.model.schema import Enum, Sequence, Table, View
from bot.model.table_changes import PartChange, TableChange

Change: TypeAlias = TableChange | PartChange | EnumChange | ViewChange | SequenceChange | NameChange


def change_kind(change: Change) -> str:
    """The kind in kebab case: `add-table`, `alter-column`, `drop-foreign-key`; for names `add-role`, `drop-namespace`."""
    if isinstance(change, AddName | DropName):
        return f"{'add' if isinstance(change, AddName) else 'drop'}-{change.kind_of_name}"
    return _in_kebab_case(type(change).__name__)


@cache
def _in_kebab_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def change_identity(change: Change) -> tuple[str, str]:
    """Kind and object, which a schema file's change and that of the statement performing it have in common."""
    return change_kind(change), change_object(change)


def change_node(change: Change) -> Any:  # noqa: ANN401 # whatever the change is about
    """The object, part or name that the change is about: as it is after the change, or before it where it is dropped."""
    return change.before if change.after is None else change.after


def change_object(change: Change) -> str:
    """The object the change is about, as objects are written: `table`, `table.column`, `table:constraint`, `enum`.

    After a rename that is the new name.
    """
    value = change_node(change)
    if isinstance(value, str):
        return value
    if isinstance(value, Table | Enum | View | Sequence):
        return value.full_name
    return part_object(change.table, value)  # type: ignore[union-attr]  # every remaining Change is inside a table


def changed_table(change: Change) -> Table | None:
    """The table that the change is in, or that it makes, drops or renames; None for other objects."""
    table = getattr(change, "table", None) or change_node(change)
    return table if isinstance(table, Table) else None


def part_object(table: Table, part: object) -> str:
    """How a part of a table is written: `table.column`, or `table:name`, by its columns where it has no name."""
    if isinstance(part, Column):
        return f"{table.full_name}.{part.name}"
    name = getattr(part, "name", None) or ("primary-key" if isinstance(part, PrimaryKey) else ",".join(getattr(part, "columns", ())))
    return f"{table.full_name}:{name or 'check'}"
