"""Changes applied to a Schema. The replay of migrations and the property `apply(diff(a, b), a) == b` use this one function."""

from collections import abc
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from bot.model.changes import Change, change_node
from bot.model.followers_mysql import with_numbered_names, with_own_checks
from bot.model.object_changes import (
    AddEnum,
    AddName,
    AddSequence,
    AddView,
    AlterEnum,
    AlterSequence,
    AlterView,
    DropEnum,
    DropName,
    DropSequence,
    DropView,
    EnumChange,
    SequenceChange,
    ViewChange,
)
from bot.model.parts import CheckConstraint, Column, ForeignKey, Index, Policy, UniqueConstraint
from bot.model.place import Unknown
from bot.model.renamed_text import rename_in_expression
from bot.model.schema import Enum, Schema, Sequence, Table, View
from bot.model.sorted import Sorted
from bot.model.table_changes import (
    AddPrimaryKey,
    AddTable,
    AlterPrimaryKey,
    AlterTable,
    DropPrimaryKey,
    DropTable,
    PartChange,
    RenameColumn,
    RenameTable,
    TableChange,
)
from bot.model.types import ColumnType, Dialect, Expression

Named: TypeAlias = Column | UniqueConstraint | ForeignKey | CheckConstraint | Index | Policy


def apply(changes: Iterable[Change], schema: Schema) -> Schema:
    """The Schema after the changes, in their order. What a change names and the Schema lacks is passed over in silence."""
    for change in changes:
        schema = _apply(change, schema)
    return schema


def _apply(change: Change, schema: Schema) -> Schema:
    match change:
        case AddTable() | DropTable() | RenameTable() | AlterTable():
            return _apply_table(change, schema)
        case AddName() | DropName():
            return _apply_name(change, schema)
        case AddEnum() | DropEnum() | AlterEnum():
            return _apply_enum(change, schema)
        case AddView() | DropView() | AlterView():
            return _apply_view(change, schema)
        case AddSequence() | DropSequence() | AlterSequence():
            return _apply_sequence(change, schema)
        case RenameColumn():
            return rename_column(schema, change.table.full_name, change.before.name, change.after.name)
        case _:
            return change_table(schema, change.table.full_name, lambda table: _apply_part(change, table))


E = TypeVar("E", Expression | Unknown, Expression | Unknown | None)
T = TypeVar("T", Enum, View, Sequence)


def change_table(schema: Schema, name: str, how: Callable[[Table], Table]) -> Schema:
    """The Schema with one table replaced by what `how` makes of it."""
    table = schema.table(name)
    if table is None:
        return schema
    changed = how(table)
    if changed is table:
        return schema
    others = Sorted.of(schema.tables) if changed.full_name == name else Sorted.of(schema.tables).without(name)
    return replace(schema, tables=others.put(changed))


def _apply_table(change: TableChange, schema: Schema) -> Schema:
    match change:
        case AddTable():
            return replace(schema, tables=Sorted.of(schema.tables).put(change.after))
        case DropTable():
            return replace(schema, tables=Sorted.of(schema.tables).without(change.before.full_name))
        case RenameTable():
            return _rename_table(change, schema)
        case AlterTable():
            return _alter_table(change, schema)


def _rename_table(change: RenameTable, schema: Schema) -> Schema:
    old, new = change.before.full_name, change.after.full_name

    def renamed(table: Table) -> Table:
        table = replace(_with_sequences(table, schema.dialect), name=change.after.name, schema=change.after.schema)
        return with_numbered_names(table, change.before.name) if schema.dialect.is_mysql_family else table

    schema = change_table(schema, old, renamed)
    schema = _with_targets(schema, old, lambda key: replace(key, target=new))
    return _with_parents(schema, old, new)


def _with_sequences(table: Table, dialect: Dialect) -> Table:
    """The table with the names of PostgreSQL's sequences, which no renaming of tables and columns changes."""
    if dialect is not Dialect.POSTGRESQL:
        return table
    columns = (replace(c, sequence=c.sequence_in(table.name)) if c.has_sequence else c for c in table.columns)
    return replace(table, columns=tuple(columns))


def _with_parents(schema: Schema, old: str, new: str) -> Schema:
    """The Schema in which those that inherit from the table know its new name."""
    tables = Sorted.of(schema.tables)
    for table in tables.mentioning(old, _parents):
        tables = tables.put(replace(table, parents=tuple(new if name == old else name for name in table.parents)))
    return replace(schema, tables=tables)


def _parents(table: Table) -> tuple[str, ...]:
    return table.parents


def _with_targets(schema: Schema, target: str, how: Callable[[ForeignKey], ForeignKey]) -> Schema:
    """The Schema with every foreign key that refers to that table replaced."""
    tables = Sorted.of(schema.tables)
    for table in tables.mentioning(target, Table.targets):
        keys = tuple(how(key) if key.target == target else key for key in table.foreign_keys)
        tables = tables.put(replace(table, foreign_keys=keys))
    return replace(schema, tables=tables)


def _alter_table(change: AlterTable, schema: Schema) -> Schema:
    after = change.after

    def altered(table: Table) -> Table:
        return replace(table, comment=after.comment, row_security=after.row_security, options=after.options)

    return change_table(schema, after.full_name, altered)


def _apply_name(change: AddName | DropName, schema: Schema) -> Schema:
    collection = "roles" if change.kind_of_name == "role" else "namespaces"
    kept = tuple(name for name in getattr(schema, collection) if name not in (change.before, change.after))
    changed: dict[str, Any] = {collection: (*kept, change.after) if change.after else kept}
    return replace(schema, **changed)


def _apply_enum(change: EnumChange, schema: Schema) -> Schema:
    schema = replace(schema, enums=_exchanged(schema.enums, change.before, change.after))
    if change.before and change.after and change.before.full_name != change.after.full_name:
        return _retype(schema, change.before, change.after)
    return schema


def _retype(schema: Schema, old: Enum, new: Enum) -> Schema:
    def retyped(column: Column) -> Column:
        if not isinstance(column.type, ColumnType) or not old.is_type_of(column):
            return column
        return replace(column, type=replace(column.type, schema=new.schema, name=new.name))

    return replace(schema, tables=[replace(t, columns=tuple(map(retyped, t.columns))) for t in schema.tables])


def _apply_view(change: ViewChange, schema: Schema) -> Schema:
    return replace(schema, views=_exchanged(schema.views, change.before, change.after))


def _apply_sequence(change: SequenceChange, schema: Schema) -> Schema:
    return replace(schema, sequences=_exchanged(schema.sequences, change.before, change.after))


def _exchanged(items: abc.Sequence[T], before: T | None, after: T | None) -> Sorted[T]:
    kept = Sorted.of(items)
    kept = kept.without(before.full_name) if before else kept
    return kept.put(after) if after else kept


COLLECTIONS = {
    Column: "columns",
    UniqueConstraint: "uniques",
    ForeignKey: "foreign_keys",
    CheckConstraint: "checks",
    Index: "indexes",
    Policy: "policies",
}


def _apply_part(change: PartChange, table: Table) -> Table:
    if isinstance(change, AddPrimaryKey | DropPrimaryKey | AlterPrimaryKey):
        return replace(table, primary_key=change.after)
    collection = COLLECTIONS[type(change_node(change))]
    parts = list(getattr(table, collection))
    place = _position(parts, change.before)
    where = slice(len(parts), None) if place is None else slice(place, place + 1)
    parts[where] = [change.after] if change.after else []
    changed: dict[str, Any] = {collection: tuple(parts)}
    return replace(table, **changed)


def _position(parts: list[Named], wanted: Named | None) -> int | None:
    if wanted is None:
        return None
    exact = (place for place, part in enumerate(parts) if part == wanted)
    named = (place for place, part in enumerate(parts) if wanted.name is not None and part.name == wanted.name)
    return next(exact, next(named, None))


def rename_column(schema: Schema, table_name: str, old: str, new: str) -> Schema:
    """The Schema with one column renamed wherever keys, constraints, indexes and expressions of its table name it."""
    if schema.dialect is Dialect.MARIADB:
        schema = change_table(schema, table_name, lambda table: with_own_checks(table, old, new))
    schema = change_table(schema, table_name, lambda table: _with_renamed(_with_sequences(table, schema.dialect), old, new, schema.dialect))
    return _with_targets(schema, table_name, lambda key: replace(key, target_columns=_renamed(key.target_columns, old, new)))


def _renamed(columns: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if column == old else column for column in columns)


def _with_renamed(table: Table, old: str, new: str, dialect: Dialect) -> Table:
    def names(columns: tuple[str, ...]) -> tuple[str, ...]:
        return _renamed(columns, old, new)

    def text(value: E) -> E:
        return rename_in_expression(value, table.name, old, new, dialect=dialect) if isinstance(value, Expression) else value

    def column(value: Column) -> Column:
        if value.name != old and value.generated is None:
            return value
        made = replace(value.generated, expression=text(value.generated.expression)) if value.generated else None
        return replace(value, name=new if value.name == old else value.name, generated=made)

    def index(value: Index) -> Index:
        parts = tuple(replace(p, column=new if p.column == old else p.column, expression=text(p.expression)) for p in value.parts)
        return replace(value, parts=parts, include=names(value.include), where=text(value.where))

    key = table.primary_key
    return replace(
        table,
        columns=tuple(map(column, table.columns)),
        primary_key=replace(key, columns=names(key.columns), include=names(key.include)) if key else None,
        uniques=tuple(replace(u, columns=names(u.columns), include=names(u.include)) for u in table.uniques),
        foreign_keys=tuple(replace(f, columns=names(f.columns), nulled=names(f.nulled)) for f in table.foreign_keys),
        checks=tuple(replace(c, expression=text(c.expression)) for c in table.checks),
        indexes=tuple(map(index, table.indexes)),
        exclusions=tuple(replace(e, index=index(e.index)) for e in table.exclusions),
        implicit_indexes=tuple(map(index, table.implicit_indexes)),
        policies=tuple(replace(p, using=text(p.using), with_check=text(p.with_check)) for p in table.policies),
    )
