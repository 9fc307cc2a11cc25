"""What differs in tables: in the tables themselves, their columns, keys, constraints, indexes and policies."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.model.parts import CheckConstraint, Column, ForeignKey, Index, Policy, PrimaryKey, UniqueConstraint
from bot.model.schema import Table


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


TableChange: TypeAlias = AddTable | DropTable | RenameTable | AlterTable
ColumnChange: TypeAlias = AddColumn | DropColumn | RenameColumn | AlterColumn
KeyChange: TypeAlias = AddPrimaryKey | DropPrimaryKey | AlterPrimaryKey | AddUnique | DropUnique | AlterUnique
ReferenceChange: TypeAlias = AddForeignKey | DropForeignKey | AlterForeignKey
CheckChange: TypeAlias = AddCheck | DropCheck | AlterCheck
IndexChange: TypeAlias = AddIndex | DropIndex | AlterIndex
PolicyChange: TypeAlias = AddPolicy | DropPolicy | AlterPolicy
PartChange: TypeAlias = ColumnChange | KeyChange | ReferenceChange | CheckChange | IndexChange | PolicyChange
