"""What differs between two Schemas, one value a difference.

Every Change has `before` and `after` (None where the object is missing on that side). Changes inside a table also carry `table`,
the table they belong to: as it is after the change, or before it where something is dropped. `certain` is false where a rename is
a guess. The documented order is `docs/changes.md`.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from bot.model.parts import CheckConstraint, Column, ForeignKey, Index, Policy, PrimaryKey, UniqueConstraint
from bot.model.schema import Enum, Sequence, Table, View


@dataclass(frozen=True, slots=True)
class AddTable:
    """A new table with everything in it: no nested changes."""

    after: Table
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropTable:
    """A table that is gone with everything in it."""

    before: Table
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class RenameTable:
    """A table under a new name; what else changed in it follows as changes of its own."""

    before: Table
    after: Table
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterTable:
    """Something of the table itself: comment, row security, engine and other options."""

    before: Table
    after: Table
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A new column in a table that existed."""

    table: Table
    after: Column
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A column that is gone."""

    table: Table
    before: Column
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """A column under a new name; what else changed in it follows as an AlterColumn."""

    table: Table
    before: Column
    after: Column
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """A column whose type, nullability, default or anything else changed."""

    table: Table
    before: Column
    after: Column
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddPrimaryKey:
    """A primary key on a table that existed without one."""

    table: Table
    after: PrimaryKey
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropPrimaryKey:
    """A primary key that is gone."""

    table: Table
    before: PrimaryKey
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterPrimaryKey:
    """A primary key over other columns."""

    table: Table
    before: PrimaryKey
    after: PrimaryKey
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddUnique:
    """A new UNIQUE constraint."""

    table: Table
    after: UniqueConstraint
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropUnique:
    """A UNIQUE constraint that is gone."""

    table: Table
    before: UniqueConstraint
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterUnique:
    """A UNIQUE constraint of the same name that means something else, or the same one under another name."""

    table: Table
    before: UniqueConstraint
    after: UniqueConstraint
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    """A new foreign key on a table that existed."""

    table: Table
    after: ForeignKey
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    """A foreign key that is gone."""

    table: Table
    before: ForeignKey
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterForeignKey:
    """A foreign key whose target, action, validation or name changed."""

    table: Table
    before: ForeignKey
    after: ForeignKey
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddCheck:
    """A new CHECK constraint."""

    table: Table
    after: CheckConstraint
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropCheck:
    """A CHECK constraint that is gone."""

    table: Table
    before: CheckConstraint
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterCheck:
    """A CHECK constraint whose expression, validation or name changed."""

    table: Table
    before: CheckConstraint
    after: CheckConstraint
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddIndex:
    """A new index on a table that existed."""

    table: Table
    after: Index
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropIndex:
    """An index that is gone."""

    table: Table
    before: Index
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterIndex:
    """An index of the same name that is built differently, or the same one under another name."""

    table: Table
    before: Index
    after: Index
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddPolicy:
    """A new row security policy."""

    table: Table
    after: Policy
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropPolicy:
    """A row security policy that is gone."""

    table: Table
    before: Policy
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterPolicy:
    """A row security policy that allows something else."""

    table: Table
    before: Policy
    after: Policy
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddEnum:
    """A new enum type."""

    after: Enum
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropEnum:
    """An enum type that is gone."""

    before: Enum
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterEnum:
    """An enum type with other values, another order or another name."""

    before: Enum
    after: Enum
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddView:
    """A new view."""

    after: View
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropView:
    """A view that is gone."""

    before: View
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterView:
    """A view with another definition or name."""

    before: View
    after: View
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddSequence:
    """A new sequence."""

    after: Sequence
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropSequence:
    """A sequence that is gone."""

    before: Sequence
    after: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AlterSequence:
    """A sequence with other options or another name."""

    before: Sequence
    after: Sequence
    certain: bool = True


@dataclass(frozen=True, slots=True)
class AddName:
    """A new role or database schema: nothing but a name is known of it."""

    kind_of_name: str
    after: str
    before: None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class DropName:
    """A role or database schema that is gone."""

    kind_of_name: str
    before: str
    after: None = None
    certain: bool = True


TableChange: TypeAlias = AddTable | DropTable | RenameTable | AlterTable
ColumnChange: TypeAlias = AddColumn | DropColumn | RenameColumn | AlterColumn
KeyChange: TypeAlias = AddPrimaryKey | DropPrimaryKey | AlterPrimaryKey | AddUnique | DropUnique | AlterUnique
ReferenceChange: TypeAlias = AddForeignKey | DropForeignKey | AlterForeignKey
CheckChange: TypeAlias = AddCheck | DropCheck | AlterCheck
IndexChange: TypeAlias = AddIndex | DropIndex | AlterIndex
PolicyChange: TypeAlias = AddPolicy | DropPolicy | AlterPolicy
PartChange: TypeAlias = ColumnChange | KeyChange | ReferenceChange | CheckChange | IndexChange | PolicyChange
EnumChange: TypeAlias = AddEnum | DropEnum | AlterEnum
ViewChange: TypeAlias = AddView | DropView | AlterView
SequenceChange: TypeAlias = AddSequence | DropSequence | AlterSequence
NameChange: TypeAlias = AddName | DropName
Change: TypeAlias = TableChange | PartChange | EnumChange | ViewChange | SequenceChange | NameChange


def change_kind(change: Change) -> str:
    """The kind in kebab case: `add-table`, `alter-column`, `drop-foreign-key`; for names `add-role`, `drop-namespace`."""
    if isinstance(change, AddName | DropName):
        return f"{'add' if isinstance(change, AddName) else 'drop'}-{change.kind_of_name}"
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(change).__name__).lower()


def change_object(change: Change) -> str:
    """The object the change is about, as objects are written: `table`, `table.column`, `table:constraint`, `enum`.

    After a rename that is the new name.
    """
    value = change.before if change.after is None else change.after
    if isinstance(value, str):
        return value
    if isinstance(value, Table | Enum | View | Sequence):
        return value.full_name
    return part_object(change.table, value)  # type: ignore[union-attr]  # every remaining Change is inside a table


def part_object(table: Table, part: object) -> str:
    """How a part of a table is written: `table.column`, or `table:name`, by its columns where it has no name."""
    if isinstance(part, Column):
        return f"{table.full_name}.{part.name}"
    name = getattr(part, "name", None) or ("primary-key" if isinstance(part, PrimaryKey) else ",".join(getattr(part, "columns", ())))
    return f"{table.full_name}:{name or 'check'}"
