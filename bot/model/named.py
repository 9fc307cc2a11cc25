"""What else a PostgreSQL schema holds by name: domains, composite and range types, routines. Schema files cannot say them."""

from dataclasses import dataclass, field

from bot.model.names import full_name
from bot.model.parts import CheckConstraint
from bot.model.place import Span, Unknown
from bot.model.types import ColumnType, Expression


@dataclass(frozen=True, slots=True)
class Domain:
    """A type with rules of its own; a table cannot hold values that break them."""

    name: str
    type: ColumnType | Unknown
    span: Span = field(compare=False)
    schema: str | None = None
    nullable: bool = True
    default: Expression | None = None
    checks: tuple[CheckConstraint, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)


@dataclass(frozen=True, slots=True)
class OtherType:
    """A type of which only the name and the kind are known: `composite`, `range`, `base`."""

    name: str
    kind: str
    span: Span = field(compare=False)
    schema: str | None = None

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)


@dataclass(frozen=True, slots=True)
class Routine:
    """A function, procedure or aggregate; `arguments` are the types of what is put in. Its body is not looked into."""

    name: str
    kind: str
    span: Span = field(compare=False)
    schema: str | None = None
    arguments: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)
