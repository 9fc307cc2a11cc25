"""Tables and the Schema they stand in: values, with named collections sorted so that order is no difference."""

from collections import abc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import lt
from typing import TypeAlias, TypeVar

from bot.model.named import Domain, OtherType, Routine
from bot.model.names import full_name
from bot.model.parts import CheckConstraint, Column, Exclusion, ForeignKey, Index, Policy, PrimaryKey, Trigger, UniqueConstraint
from bot.model.place import Problem, Span, Unknown
from bot.model.relations import Cardinality, Relation
from bot.model.sorted import Sorted
from bot.model.types import ColumnType, Dialect, Expression

Part: TypeAlias = Column | PrimaryKey | UniqueConstraint | ForeignKey | CheckConstraint | Index | Policy


P = TypeVar("P", UniqueConstraint, ForeignKey, CheckConstraint, Index, Policy)


def _by_name(part: UniqueConstraint | ForeignKey | CheckConstraint | Index | Policy) -> tuple[str, str]:
    return part.name or "", repr(getattr(part, "columns", ""))


def _in_order(parts: tuple[P, ...]) -> tuple[P, ...]:
    """The parts by their names; those that are in order already as they are, because a replay asks for every statement."""
    names = [part.name or "" for part in parts]
    return parts if all(map(lt, names, names[1:])) else tuple(sorted(parts, key=_by_name))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table. Columns keep the order they were declared in for display; the order is not compared.

    `unread` holds what of this table could not be read: nothing of it may be called dropped or changed. `parents` are the full names of
    the tables it inherits from, `bounds` what it holds as a partition. These, exclusions and triggers are not compared: Drizzle cannot
    say them.
    `implicit_indexes` are those that a MySQL server made by itself, for a foreign key or SERIAL: no schema file names
    them, so they are not compared either.
    """

    name: str
    span: Span
    schema: str | None = None
    columns: tuple[Column, ...] = ()
    primary_key: PrimaryKey | None = None
    uniques: tuple[UniqueConstraint, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[CheckConstraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    implicit_indexes: tuple[Index, ...] = ()
    policies: tuple[Policy, ...] = ()
    row_security: bool = False
    comment: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    unread: tuple[Problem, ...] = ()
    variable: str | None = None
    parents: tuple[str, ...] = ()
    bounds: str | None = None
    exclusions: tuple[Exclusion, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    row_security_forced: bool = False

    def __post_init__(self) -> None:
        for collection in ("uniques", "foreign_keys", "checks", "indexes", "policies"):
            parts = getattr(self, collection)
            if len(parts) > 1:
                object.__setattr__(self, collection, _in_order(parts))

    def _compared(self) -> tuple[object, ...]:
        columns = tuple(sorted(self.columns, key=lambda column: column.name))
        keys = (self.primary_key, self.uniques, self.foreign_keys, self.checks, self.indexes)
        return (self.name, self.schema, columns, keys, self.policies, self.row_security, self.comment, self.options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)

    @property
    def is_partitioned(self) -> bool:
        """Whether its rows lie in partitions."""
        return any(name == "partition by" for name, _ in self.options)

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    def requires(self, name: str) -> bool:
        """Whether it has the column, and every row has a value in it."""
        column = self.column(name)
        return column is not None and not column.nullable

    def nullable_among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of its columns that may be NULL."""
        return tuple(name for name in names if (column := self.column(name)) is not None and column.nullable)

    def column_names(self) -> tuple[str, ...]:
        """The names of the columns in declared order."""
        return tuple(column.name for column in self.columns)

    def named_parts(self) -> Iterator[Part]:
        """Its columns, indexes and constraints that have a name, the primary key aside."""
        parts: tuple[Part, ...] = (*self.columns, *self.indexes, *self.uniques, *self.foreign_keys, *self.checks)
        return (part for part in parts if part.name)

    def targets(self) -> frozenset[str]:
        """The tables that its foreign keys refer to."""
        return frozenset(key.target for key in self.foreign_keys)

    def keys(self) -> Iterator[tuple[str, ...]]:
        """The column lists that are unique over all rows: primary key, unique constraints, plain unique indexes."""
        if self.primary_key:
            yield self.primary_key.columns
        for constraint in self.uniques:
            yield constraint.columns
        for index in self.indexes:
            if index.unique and index.is_plain:
                yield index.columns

    def has_key_on(self, columns: tuple[str, ...]) -> bool:
        """Whether those columns, in any order, are at most once in the table."""
        return any(set(key) <= set(columns) for key in self.keys())

    def has_index_on(self, columns: tuple[str, ...]) -> bool:
        """Whether an index starts with those columns, in any order among themselves: equality on all of them can use it."""
        width = len(columns)
        prefixes = [key[:width] for key in self.keys()]
        prefixes += [index.columns[:width] for index in self.indexes if index.serves_equality_on(columns)]
        return any(len(prefix) == width and set(prefix) == set(columns) for prefix in prefixes)

    def cardinality(self, key: ForeignKey) -> Cardinality:
        """How many rows of this table may stand at one row of the key's target."""
        optional = bool(self.nullable_among(key.columns))
        if self.has_key_on(key.columns):
            return Cardinality.ONE_TO_ONE_OPTIONAL if optional else Cardinality.ONE_TO_ONE
        return Cardinality.ONE_TO_MANY_OPTIONAL if optional else Cardinality.ONE_TO_MANY


@dataclass(frozen=True, slots=True)
class Enum:
    """A named enum type; the order of its values matters."""

    name: str
    values: tuple[str, ...]
    span: Span = field(compare=False)
    schema: str | None = None

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)

    def is_type_of(self, column: Column) -> bool:
        """Whether the column holds its values, or arrays of them."""
        used = column.type
        return isinstance(used, ColumnType) and used.user_defined and (used.schema, used.name) == (self.schema, self.name)


@dataclass(frozen=True, slots=True)
class View:
    """A view; `existing` ones are declared only so that code can read them and are made elsewhere.

    `columns` are the names it shows, `tables` the full names of what it reads, each None where that is not known. `indexes` are those
    of a materialized view. With `invoker` PostgreSQL asks what the reader may see, and not what the view's owner may.
    """

    name: str
    definition: Expression | Unknown | None
    span: Span = field(compare=False)
    schema: str | None = None
    materialized: bool = False
    existing: bool = False
    columns: tuple[str, ...] | None = field(default=None, compare=False)
    tables: tuple[str, ...] | None = field(default=None, compare=False)
    indexes: tuple[Index, ...] = field(default=(), compare=False)
    comment: str | None = field(default=None, compare=False)
    invoker: bool = field(default=False, compare=False)

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)


# What PostgreSQL assumes for an ascending bigint sequence: written or not, it is the same sequence.
SEQUENCE_DEFAULTS = {
    "as": "bigint",
    "increment": "1",
    "minvalue": "1",
    "maxvalue": "9223372036854775807",
    "start": "1",
    "cache": "1",
    "cycle": "no",
}


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence that stands alone, not that of a serial or identity column; `options` are those that differ from the defaults.

    `owner` is the column it goes with, as `table.column`.
    """

    name: str
    span: Span = field(compare=False)
    schema: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    owner: str | None = field(default=None, compare=False)

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything the database holds, as far as it was read; `unread` says what is missing beyond single tables.

    An `unread` problem here means that any object absent from this Schema may exist all the same. `opaque` are tables that are known
    by name only: virtual, foreign and temporary ones.
    `remarks` are Problems that leave nothing unread.
    """

    dialect: Dialect
    tables: abc.Sequence[Table] = ()
    enums: abc.Sequence[Enum] = ()
    views: abc.Sequence[View] = ()
    sequences: abc.Sequence[Sequence] = ()
    roles: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()
    opaque: frozenset[str] = field(default=frozenset(), compare=False)
    relations: tuple[Relation, ...] = field(default=(), compare=False)
    unread: tuple[Problem, ...] = field(default=(), compare=False)
    remarks: tuple[Problem, ...] = field(default=(), compare=False)
    domains: tuple[Domain, ...] = field(default=(), compare=False)
    types: tuple[OtherType, ...] = field(default=(), compare=False)
    routines: tuple[Routine, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for collection in ("tables", "enums", "views", "sequences"):
            items = getattr(self, collection)
            if not isinstance(items, Sorted):
                object.__setattr__(self, collection, Sorted(items))
        for names in ("roles", "namespaces"):
            if getattr(self, names):
                object.__setattr__(self, names, tuple(sorted(getattr(self, names))))

    def table(self, name: str) -> Table | None:
        """The table of that full name."""
        return Sorted.of(self.tables).find(name)

    def tables_mentioning(self, name: str, by: Callable[[Table], Iterable[str]]) -> Iterator[Table]:
        """The tables of which `by` gives that name, among others; quick when asked again, because `by` is remembered."""
        return Sorted.of(self.tables).mentioning(name, by)

    def enum(self, name: str) -> Enum | None:
        """The enum of that full name."""
        return Sorted.of(self.enums).find(name)

    def columns_of(self, enum: Enum) -> Iterator[tuple[Table, Column]]:
        """The columns of that enum type, with their tables."""
        return ((table, column) for table in self.tables for column in table.columns if enum.is_type_of(column))

    def problems(self) -> tuple[Problem, ...]:
        """Everything that could not be read, of the whole and of its tables, and what else is to be said."""
        return tuple(dict.fromkeys([*self.unread, *(problem for table in self.tables for problem in table.unread), *self.remarks]))
