"""What differs beside tables: enums, views, sequences, and what is known by its name only."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.model.schema import Enum, Sequence, View


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


EnumChange: TypeAlias = AddEnum | DropEnum | AlterEnum
ViewChange: TypeAlias = AddView | DropView | AlterView
SequenceChange: TypeAlias = AddSequence | DropSequence | AlterSequence
NameChange: TypeAlias = AddName | DropName
