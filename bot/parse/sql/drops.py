"""DROP of everything, with what goes along."""

from collections.abc import Container
from dataclasses import replace

from bot.model import (
    AlterIndex,
    AlterPrimaryKey,
    AlterUnique,
    Change,
    CheckConstraint,
    Dialect,
    DropCheck,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropName,
    DropPolicy,
    DropPrimaryKey,
    DropSequence,
    DropTable,
    DropUnique,
    DropView,
    Index,
    Table,
    UniqueConstraint,
)
from bot.parse.sql.clauses import drop_behavior, if_exists
from bot.parse.sql.create_index import algorithm
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name, object_name
from bot.parse.sql.implicit import without_column
from bot.parse.sql.lookups import children, index_anywhere, object_in, part, referring
from bot.parse.sql.owned import drop_defaults, drop_owned, drop_serial_sequence
from bot.parse.sql.parts import uses
from bot.parse.sql.view_indexes import drop_view_index


def drop_tables(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP TABLE."""
    for name in dropped_names(cursor, draft):
        found = draft.resolved(name)
        table = draft.table(found.full_name)
        if table is not None:
            drop_table(draft, table)
        else:
            draft.missing(cursor.span(0, cursor.end), found.full_name)
            draft.opaque(found.full_name, exists=False)


def drop_table(draft: Draft, table: Table) -> None:
    """One table; CASCADE takes the foreign keys that point at it along. SQLite leaves them, for what is rebuilt comes back."""
    if draft.dialect is Dialect.POSTGRESQL and "cascade" in draft.words:
        for other, key in tuple(referring(draft.schema, table)):
            if other.full_name != table.full_name:
                draft.add(DropForeignKey(other, key))
        drop_reading(draft, table.full_name)
    if draft.dialect is Dialect.POSTGRESQL:
        drop_owned(draft, table.full_name)
    for child in children(draft, table.full_name):
        if table.is_partitioned or "cascade" in draft.words:
            drop_table(draft, child)
    draft.add(DropTable(table))


def drop_reading(draft: Draft, name: str) -> None:
    """The views that read what CASCADE drops, and those that read these."""
    for view in draft.schema.views:
        if name in (view.tables or ()) and object_in(draft.schema.views, Name(view.schema, view.name, written=True), draft):
            draft.add(DropView(view))
            drop_reading(draft, view.full_name)


def dropped_names(cursor: Cursor, draft: Draft) -> list[Name]:
    """A list of names up to CASCADE or the end, nothing noted before all of it is read."""
    if_exists(cursor, draft)
    names = [object_name(cursor)]
    while cursor.accept(","):
        names.append(object_name(cursor))
    drop_behavior(cursor, draft)
    cursor.finish()
    return names


def drop_indexes(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP INDEX; MySQL names the table."""
    if cursor.accept("concurrently"):
        draft.words.add("concurrently")
    if not draft.dialect.is_mysql_family:
        for name in dropped_names(cursor, draft):
            _drop_index(draft, cursor, name)
        return
    if_exists(cursor, draft)
    name = object_name(cursor)
    cursor.expect("on")
    target = draft.resolved(object_name(cursor))
    while not cursor.is_done:
        algorithm(cursor, draft)
    table = draft.table(target.full_name)
    if table is None:
        draft.missing(cursor.span(0, cursor.end), target.full_name)
    else:
        drop_key(draft, cursor, table, name.name)


def _drop_index(draft: Draft, cursor: Cursor, name: Name) -> None:
    found = index_anywhere(draft, name)
    if found is None:
        if not drop_view_index(draft, name):
            draft.missing(cursor.span(0, cursor.end), name.full_name)
        return
    table, index = found
    draft.add(DropIndex(table, index) if isinstance(index, Index) else DropUnique(table, index))


def drop_key(draft: Draft, cursor: Cursor, table: Table, name: str) -> None:
    """MySQL's DROP INDEX: an index or a UNIQUE constraint, or an index that only a foreign key made."""
    index = part(table.indexes, name, draft.dialect)
    unique = part(table.uniques, name, draft.dialect)
    if index is not None:
        draft.add(DropIndex(table, index))
    elif unique is not None:
        draft.add(DropUnique(table, unique))
    elif name.lower() == "primary" and table.primary_key:
        draft.add(DropPrimaryKey(table, table.primary_key))
    elif made := part(table.implicit_indexes, name, draft.dialect):
        draft.hold(table.full_name, implicit_indexes=tuple(index for index in table.implicit_indexes if index is not made))
    elif not (table.unread or part(table.foreign_keys, name, draft.dialect)):
        draft.missing(cursor.span(0, cursor.end), f"{table.full_name}:{name}")


def drop_views(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP [MATERIALIZED] VIEW."""
    for name in dropped_names(cursor, draft):
        view = object_in(draft.schema.views, name, draft)
        if view is None:
            draft.missing(cursor.span(0, cursor.end), name.full_name)
            continue
        draft.add(DropView(view))
        if "cascade" in draft.words and draft.dialect is Dialect.POSTGRESQL:
            drop_reading(draft, view.full_name)


def drop_sequences(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP SEQUENCE; that of a serial column leaves the column without a default."""
    for name in dropped_names(cursor, draft):
        sequence = object_in(draft.schema.sequences, name, draft)
        if sequence is not None:
            if "cascade" in draft.words:
                drop_defaults(draft, sequence)
            draft.add(DropSequence(sequence))
        else:
            drop_serial_sequence(draft, name)


def drop_roles(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP ROLE."""
    for name in dropped_names(cursor, draft):
        if name.name in draft.schema.roles:
            draft.add(DropName("role", name.name))


def drop_policy(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP POLICY."""
    if_exists(cursor, draft)
    name = cursor.name()
    cursor.expect("on")
    target = draft.resolved(object_name(cursor))
    drop_behavior(cursor, draft)
    cursor.finish()
    table = draft.table(target.full_name)
    policy = part(table.policies, name, draft.dialect) if table else None
    if table is None or policy is None:
        draft.missing(cursor.span(0, cursor.end), f"{target.full_name}:{name}")
    else:
        draft.add(DropPolicy(table, policy))


def drop_column(draft: Draft, table_name: str, column_name: str, *, stays: Container[str] = ()) -> None:
    """A column with what the server drops along: on MySQL keys lose one column, elsewhere they go altogether.

    `stays` are names, in lower case, of columns that the same statement of MySQL adds: keys keep them.
    """
    table = draft.table(table_name)
    column = part(table.columns, column_name, draft.dialect) if table else None
    if table is None or column is None:
        return
    if draft.dialect.is_mysql_family:
        if column.name.lower() not in stays:
            _shrink(draft, table, column.name)
        _drop_lone_constraints(draft, draft.table(table_name) or table, column.name)
    else:
        _drop_dependents(draft, table, column.name)
        drop_owned(draft, f"{table.full_name}.{column.name}")
    draft.add(DropColumn(draft.table(table_name) or table, column))
    if column.name.lower() not in stays:
        draft.hold(table.full_name, implicit_indexes=tuple(without_column(table.implicit_indexes, column.name)))


def _drop_dependents(draft: Draft, table: Table, name: str) -> None:
    if "cascade" in draft.words:
        for other, foreign_key in tuple(referring(draft.schema, table)):
            if name in foreign_key.target_columns:
                draft.add(DropForeignKey(other, foreign_key))
    for column in table.columns if draft.dialect is Dialect.POSTGRESQL else ():
        if column.generated and column.name != name and uses(column.generated.expression, name, draft.dialect):
            drop_column(draft, table.full_name, column.name)
    for change in _dependents(draft.table(table.full_name) or table, name, draft.dialect):
        draft.add(change)
    kept = tuple(each for each in table.exclusions if not _index_uses(each.index, name, draft.dialect))
    if kept != table.exclusions:
        draft.alter(table.full_name, exclusions=kept)


def _dependents(table: Table, name: str, dialect: Dialect) -> list[Change]:
    """The drops of every key, constraint and index of the table that involves the column."""
    key = table.primary_key
    changes: list[Change] = [DropPrimaryKey(table, key)] if key and name in (*key.columns, *key.include) else []
    changes += [DropUnique(table, unique) for unique in table.uniques if name in (*unique.columns, *unique.include)]
    changes += [DropForeignKey(table, each) for each in table.foreign_keys if name in each.columns]
    changes += [DropCheck(table, check) for check in table.checks if uses(check.expression, name, dialect)]
    changes += [DropIndex(table, index) for index in table.indexes if _index_uses(index, name, dialect)]
    read = (policy for policy in table.policies if uses(policy.using, name, dialect) or uses(policy.with_check, name, dialect))
    changes += [DropPolicy(table, policy) for policy in read]
    return changes


def _index_uses(index: Index, name: str, dialect: Dialect) -> bool:
    keys = any(key.column == name or uses(key.expression, name, dialect) for key in index.parts)
    return keys or name in index.include or uses(index.where, name, dialect)


def _shrink(draft: Draft, table: Table, name: str) -> None:
    key = table.primary_key
    if key and name in key.columns:
        left = tuple(column for column in key.columns if column != name)
        draft.add(AlterPrimaryKey(table, key, replace(key, columns=left)) if left else DropPrimaryKey(table, key))
    for unique in table.uniques:
        if name in unique.columns:
            _shrink_unique(draft, table, unique, name)
    for index in table.indexes:
        left_parts = tuple(part for part in index.parts if part.column != name)
        if len(left_parts) < len(index.parts):
            draft.add(AlterIndex(table, index, replace(index, parts=left_parts)) if left_parts else DropIndex(table, index))


def _drop_lone_constraints(draft: Draft, table: Table, name: str) -> None:
    for foreign_key in table.foreign_keys:
        if foreign_key.columns == (name,):
            draft.add(DropForeignKey(table, foreign_key))
    for check in table.checks:
        if _is_only_about(check, name, table, draft.dialect):
            draft.add(DropCheck(table, check))


def _is_only_about(check: CheckConstraint, name: str, table: Table, dialect: Dialect) -> bool:
    """Whether no other column is in it: then it goes with the column, otherwise the server refuses."""
    others = (each for each in table.column_names() if each != name)
    return uses(check.expression, name, dialect) and not any(uses(check.expression, each, dialect) for each in others)


def _shrink_unique(draft: Draft, table: Table, unique: UniqueConstraint, name: str) -> None:
    left = tuple(column for column in unique.columns if column != name)
    draft.add(AlterUnique(table, unique, replace(unique, columns=left)) if left else DropUnique(table, unique))
