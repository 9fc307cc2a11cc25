"""PostgreSQL's tables made after others: LIKE, INHERITS and PARTITION OF."""

from collections.abc import Iterable
from dataclasses import replace

from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Exclusion,
    Expression,
    ForeignKey,
    Generated,
    Index,
    PrimaryKey,
    Table,
    UniqueConstraint,
)
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name, object_name
from bot.parse.sql.naming import chosen_name
from bot.parse.sql.owned import own_sequence
from bot.parse.sql.parts import Parts
from bot.parse.sql.problems import columns_unread
from bot.parse.sql.server_made import index_columns
from bot.parse.sql.taken import Taken, constraint_names

ALL = frozenset({"comments", "constraints", "defaults", "generated", "identity", "indexes"})
OPTIONS = ALL | {"compression", "statistics", "storage", "all"}


def like(cursor: Cursor, draft: Draft, parts: Parts, table: Table) -> None:
    """`LIKE source INCLUDING …`: what of the source is copied goes to the parts."""
    source = _source(draft, table, object_name(cursor))
    wanted: frozenset[str] = frozenset()
    while word := cursor.accept_any("including", "excluding"):
        option = cursor.accept_any(*OPTIONS)
        if not option:
            raise cursor.unreadable()
        options = ALL if option == "all" else frozenset({option})
        wanted = wanted | options if word == "including" else wanted - options
    cursor.finish()
    if source is None:
        return
    parts.columns += [_alike(column, source, wanted) for column in source.columns]
    if "constraints" in wanted:
        parts.checks += [(replace(check, inherited=False), None) for check in source.checks]
    if "indexes" in wanted:
        parts.primary_key = source.primary_key and replace(source.primary_key, name=None)
        parts.uniques += [replace(unique, name=None) for unique in source.uniques]
        parts.exclusions += [_unnamed(exclusion) for exclusion in source.exclusions]
        parts.indexes += [replace(index, name=None) for index in source.indexes]


def _source(draft: Draft, table: Table, name: Name) -> Table | None:
    found = draft.table(draft.resolved(name).full_name)
    if found is None or found.unread:
        draft.problem(columns_unread(table.span, table.full_name))
    return found


def _unnamed(exclusion: Exclusion) -> Exclusion:
    return replace(exclusion, index=replace(exclusion.index, name=None))


def _alike(column: Column, source: Table, wanted: frozenset[str]) -> Column:
    plain = counting(column, source)
    return replace(
        plain,
        default=plain.default if "defaults" in wanted else None,
        generated=plain.generated if "generated" in wanted else None,
        identity=column.identity if "identity" in wanted else None,
        comment=column.comment if "comments" in wanted else None,
        inherited=False,
    )


def counting(column: Column, source: Table) -> Column:
    """The column as another table gets it: one that was `serial` counts on the sequence of the first, an identity stays behind."""
    if column.is_serial and isinstance(column.type, ColumnType):
        name = own_sequence(source, column).full_name
        quoted = ".".join(part if part.isidentifier() and part == part.lower() else f'"{part}"' for part in name.split("."))
        return replace(column, type=column.type.stored, default=Expression(f"nextval('{quoted}'::regclass)"))
    return replace(column, identity=None)


def heir_column(column: Column, parent: Table) -> Column:
    """A column as a child gets it from its parent."""
    return replace(counting(column, parent), inherited=True, comment=None)


def heir_checks(parent: Table) -> Iterable[CheckConstraint]:
    """The checks that hold for a parent's children too."""
    return (replace(check, inherited=True) for check in parent.checks if not check.no_inherit)


def inherit(draft: Draft, parts: Parts, table: Table, names: Iterable[Name]) -> Table:
    """INHERITS: the parents' columns stand first; one that is declared again is the table's own, with what both say."""
    parents = [found for name in names if (found := _source(draft, table, name)) is not None]
    columns: dict[str, Column] = {}
    for parent in parents:
        for column in parent.columns:
            given = heir_column(column, parent)
            columns[column.name] = _both(columns[column.name], given) if column.name in columns else given
    for own in parts.columns:
        columns[own.name] = _both(own, columns[own.name]) if own.name in columns else own
    parts.columns = list(columns.values())
    written = {check.name for check, _ in parts.checks}
    for parent in parents:
        for check in heir_checks(parent):
            if check.name not in written:
                written.add(check.name)
                parts.checks.insert(0, (check, None))
    return replace(table, parents=tuple(parent.full_name for parent in parents))


def _both(first: Column, second: Column) -> Column:
    generated: Generated | None = first.generated or second.generated
    default = first.default if first.default is not None else second.default
    return replace(first, nullable=first.nullable and second.nullable, default=default, generated=generated)


def partition_of(draft: Draft, parts: Parts, table: Table, name: Name) -> Table | None:
    """PARTITION OF: the columns and checks of the parent, which is returned; its keys follow in `take_over`."""
    parent = _source(draft, table, name)
    if parent is not None:
        parts.columns += [heir_column(column, parent) for column in parent.columns]
        parts.checks += [(check, None) for check in heir_checks(parent)]
    return parent


def take_over(table: Table, parent: Table, draft: Draft) -> Table:
    """The partition with its parent's keys, indexes and references, as far as it has none that say the same; names are the server's."""
    if parent.primary_key:
        table = heir_primary_key(table, parent.primary_key, draft)
    for unique in parent.uniques:
        table = heir_unique(table, unique, draft)
    for index in parent.indexes:
        table = heir_index(table, index, draft)
    for key in parent.foreign_keys:
        table = heir_reference(table, key, draft)
    return table


def heir_primary_key(table: Table, key: PrimaryKey, draft: Draft) -> Table:
    """The partition with the key, whose columns are never NULL."""
    if table.primary_key is not None:
        return table
    name = chosen_name(table.name, "", "pkey", Taken(draft, table, relations=True, constraints=True))
    columns = tuple(replace(column, nullable=column.nullable and column.name not in key.columns) for column in table.columns)
    return replace(table, columns=columns, primary_key=replace(key, name=name))


def heir_reference(table: Table, key: ForeignKey, draft: Draft) -> Table:
    """The partition with the foreign key, under the same name unless that is taken."""
    if any((each.columns, each.target) == (key.columns, key.target) for each in table.foreign_keys):
        return table
    is_used = key.name in constraint_names(table)
    name = chosen_name(table.name, "_".join(key.columns), "fkey", Taken(draft, table, constraints=True)) if is_used else key.name
    return replace(table, foreign_keys=(*table.foreign_keys, replace(key, name=name)))


def heir_unique(table: Table, unique: UniqueConstraint, draft: Draft) -> Table:
    """The partition with the constraint."""
    if any((each.columns, each.include) == (unique.columns, unique.include) for each in table.uniques):
        return table
    taken = Taken(draft, table, relations=True, constraints=True)
    name = chosen_name(table.name, "_".join((*unique.columns, *unique.include)), "key", taken)
    return replace(table, uniques=(*table.uniques, replace(unique, name=name)))


def heir_index(table: Table, index: Index, draft: Draft) -> Table:
    """The partition with the index."""
    if any(replace(each, name=index.name) == index for each in table.indexes):
        return table
    name = chosen_name(table.name, index_columns(index), "idx", Taken(draft, table, relations=True))
    return replace(table, indexes=(*table.indexes, replace(index, name=name)))


def partition_bounds(cursor: Cursor) -> str:
    """`FOR VALUES …` or `DEFAULT`, as it is written."""
    start = cursor.place
    if not cursor.accept("default"):
        cursor.expect("for", "values")
        is_hash = cursor.accept("with")
        while not cursor.is_done and (is_hash or cursor.word() not in ("partition", "with", "tablespace", "using")):
            cursor.skip()
            is_hash = False
    return cursor.text(start)
