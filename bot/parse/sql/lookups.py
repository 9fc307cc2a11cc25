"""Finding what a statement names: parts of a table, indexes anywhere, enums, views and sequences."""

from collections import abc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, TypeVar

from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Enum,
    Exclusion,
    ForeignKey,
    Index,
    Policy,
    PrimaryKey,
    Schema,
    Sequence,
    Sorted,
    Table,
    UniqueConstraint,
    Unknown,
    View,
    full_name,
)
from bot.parse.sql.draft import Draft, Name
from bot.parse.sql.naming import clipped

Named = TypeVar("Named", Column, UniqueConstraint, ForeignKey, CheckConstraint, Index, Policy)
Constraint: TypeAlias = PrimaryKey | UniqueConstraint | ForeignKey | CheckConstraint
Object = TypeVar("Object", Enum, View, Sequence)


def placed(type_: ColumnType | Unknown, draft: Draft) -> ColumnType | Unknown:
    """A type that is written without its schema, in the schema of the search path that has it."""
    if not isinstance(type_, ColumnType) or not type_.user_defined or type_.schema is not None:
        return type_
    if draft.session.search_path == (None,):
        return type_
    name = Name(None, type_.name)
    found = object_in(draft.schema.enums, name, draft)
    if found is not None:
        return replace(type_, schema=found.schema)
    places = [domain.schema for domain in draft.schema.domains if domain.name == type_.name]
    places += [other.schema for other in draft.schema.types if other.name == type_.name]
    return replace(type_, schema=next((schema for schema in draft.session.search_path if schema in places), None))


def part(parts: Iterable[Named], name: str, dialect: Dialect) -> Named | None:
    """The part of that name; MySQL and SQLite find it in other letters too, PostgreSQL by its first 63 bytes."""
    parts = tuple(parts)
    exact = next((each for each in parts if each.name == name), None)
    if exact is not None:
        return exact
    named = [(each, each.name) for each in parts if each.name is not None]
    if dialect is Dialect.POSTGRESQL:
        return next((each for each, known in named if clipped(known) == clipped(name)), None)
    return next((each for each, known in named if known.lower() == name.lower()), None)


def constraint(table: Table, name: str, dialect: Dialect) -> Constraint | None:
    """The constraint of that name: one whose name is exactly that before one that PostgreSQL cuts to the same."""
    kinds = (table.uniques, table.foreign_keys, table.checks)
    exact = next((each for parts in kinds for each in parts if each.name == name), None)
    key = table.primary_key
    if exact is not None:
        return exact
    if key is not None and name.lower() == (key.name or "primary").lower():
        return key
    if key is not None and key.name is not None and clipped(key.name) == clipped(name):
        return key
    return part(table.uniques, name, dialect) or part(table.foreign_keys, name, dialect) or part(table.checks, name, dialect)


def exclusion(table: Table, name: str) -> Exclusion | None:
    """The exclusion constraint of that name."""
    return next((each for each in table.exclusions if each.name and clipped(each.name) == clipped(name)), None)


def column(table: Table, name: str, dialect: Dialect) -> Column | None:
    """The column of that name."""
    return part(table.columns, name, dialect)


def index_anywhere(draft: Draft, name: Name) -> tuple[Table, Index | UniqueConstraint] | None:
    """The index of that name, which in PostgreSQL may be that of a UNIQUE constraint, and its table: the statement names none."""
    for table in with_index(draft, name):
        uniques = () if draft.dialect is Dialect.SQLITE else table.uniques
        found = part(table.indexes, name.name, draft.dialect) or part(uniques, name.name, draft.dialect)
        if found is not None:
            return table, found
    return None


def with_index(draft: Draft, name: Name) -> Iterator[Table]:
    """The tables that have an index of that name, be it that of a constraint."""
    schemas = (name.schema,) if name.written else draft.session.search_path
    return (table for table in draft.schema.tables_mentioning(_shortest(name.name), _index_names) if table.schema in schemas)


def index_called(schema: Schema, name: str) -> Index | None:
    """The first index that is called exactly so, of whatever table."""
    tables = schema.tables_mentioning(_shortest(name), _index_names)
    return next((index for table in tables for index in table.indexes if index.name == name), None)


def _index_names(table: Table) -> frozenset[str]:
    parts = (*table.indexes, *table.uniques, *table.exclusions, *((table.primary_key,) if table.primary_key else ()))
    return frozenset(_shortest(each.name) for each in parts if each.name is not None)


def _shortest(name: str) -> str:
    """What all spellings have in common under which some dialect finds a name."""
    return clipped(name).lower()


def object_in(items: abc.Sequence[Object], name: Name, draft: Draft) -> Object | None:
    """The enum, view or sequence of that name, looked for along the search path."""
    schemas = (name.schema,) if name.written else draft.session.search_path
    if draft.dialect is Dialect.SQLITE:
        found = (item for schema in schemas for item in Sorted.of(items).mentioning(full_name(schema, name.name).lower(), _lower_name))
    else:
        found = (item for schema in schemas if (item := Sorted.of(items).find(full_name(schema, name.name))))
    return next(found, None)


def _lower_name(item: Enum | View | Sequence) -> tuple[str]:
    return (str(item.full_name).lower(),)


def is_taken(draft: Draft, name: Name) -> bool:
    """Whether SQLite has that name already: the tables, views and indexes of a database share one set of them, in any letters."""
    if draft.dialect is not Dialect.SQLITE:
        return False
    if draft.table(name.full_name) or object_in(draft.schema.views, replace(name, written=True), draft):
        return True
    tables = draft.schema.tables_mentioning(name.name.lower(), _index_names)
    return any(table.schema == name.schema and part(table.indexes, name.name, draft.dialect) is not None for table in tables)


def _parents_of(table: Table) -> tuple[str, ...]:
    """The tables it inherits from."""
    return table.parents


def children(draft: Draft, table: str) -> tuple[Table, ...]:
    """The tables that inherit from it."""
    return tuple(draft.schema.tables_mentioning(table, _parents_of))


def referring(schema: Schema, table: Table) -> Iterator[tuple[Table, ForeignKey]]:
    """The foreign keys that point at the table, and where they stand; those of its own come too."""
    for other in schema.tables_mentioning(table.full_name, Table.targets):
        yield from ((other, key) for key in other.foreign_keys if key.target == table.full_name)
