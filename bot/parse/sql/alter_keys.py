"""ALTER TABLE … DROP, RENAME and VALIDATE CONSTRAINT."""

from dataclasses import replace

from bot.model import (
    AlterCheck,
    AlterColumn,
    AlterForeignKey,
    AlterIndex,
    AlterPrimaryKey,
    AlterUnique,
    CheckConstraint,
    Column,
    Dialect,
    DropCheck,
    DropForeignKey,
    DropPrimaryKey,
    DropUnique,
    ForeignKey,
    Index,
    PrimaryKey,
    RenameTable,
    Span,
    Table,
    UniqueConstraint,
)
from bot.parse.sql import followers
from bot.parse.sql.alter_redefine import rename_column
from bot.parse.sql.clauses import drop_behavior, if_exists
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name, object_name
from bot.parse.sql.drops import drop_column, drop_key
from bot.parse.sql.drops_mysql import needed_by
from bot.parse.sql.lookups import constraint, exclusion, is_taken, part, referring
from bot.parse.sql.problems import cannot_drop, may_be_kept
from bot.parse.sql.target import Target


def drop(cursor: Cursor, target: Target) -> None:
    """DROP of a column, constraint, key or index."""
    draft = target.draft
    if cursor.accept("primary", "key"):
        _drop_primary_key(cursor, target)
    elif cursor.accept("constraint"):
        _drop_named(cursor, target, by_any_word=True)
    elif cursor.accept("foreign", "key") or _is_check(cursor):
        _drop_named(cursor, target)
    elif cursor.word() in ("index", "key") and cursor.peek(1) is not None and draft.dialect.is_mysql_family:
        cursor.place += 1
        if_exists(cursor, draft)
        name = cursor.name()
        if target.table is not None:
            drop_key(draft, cursor, target.table, name)
    elif cursor.accept("partition"):
        cursor.rest()
    else:
        _drop_column(cursor, target)


def _is_check(cursor: Cursor) -> bool:
    """MySQL's DROP CHECK; elsewhere a column may be called so."""
    return cursor.dialect.is_mysql_family and cursor.accept("check")


def _drop_column(cursor: Cursor, target: Target) -> None:
    cursor.accept("column")
    optional = if_exists(cursor, target.draft)
    name = cursor.name()
    drop_behavior(cursor, target.draft)
    cursor.finish()
    span = cursor.span(0, cursor.end)
    if found := target.column(name, span, optional=optional):
        if target.dialect.is_mysql_family and (user := needed_by(*found, target)) is not None:
            target.draft.problem(cannot_drop(span, f"{target.name}.{name}", user))
        drop_column(target.draft, target.name, name, stays=target.statement.added)


def _drop_primary_key(cursor: Cursor, target: Target) -> None:
    table = target.table
    if table is None:
        return
    if table.primary_key is None:
        target.missing("primary-key", cursor.span(0, cursor.end))
    else:
        target.draft.add(DropPrimaryKey(table, table.primary_key))


def _drop_named(cursor: Cursor, target: Target, *, by_any_word: bool = False) -> None:
    optional = if_exists(cursor, target.draft)
    name = cursor.name()
    drop_behavior(cursor, target.draft)
    if by_any_word and target.dialect is Dialect.MARIADB and target.statement.copies:
        _say_if_kept(target, name, cursor.span(0, cursor.end))
    _drop_constraint(cursor, target, name, optional=optional)


def _say_if_kept(target: Target, name: str, span: Span) -> None:
    """A foreign key survives DROP CONSTRAINT in MariaDB 10.11 if the statement copies the table, DROP FOREIGN KEY does not let it."""
    if target.table and part(target.table.foreign_keys, name, target.dialect):
        problem = may_be_kept(span, f"{target.name}:{name}")
        target.draft.unread(target.name, problem)
        target.draft.problem(problem)


def _drop_constraint(cursor: Cursor, target: Target, name: str, *, optional: bool) -> None:
    table, draft = target.table, target.draft
    if table is None:
        return
    match constraint(table, name, draft.dialect):
        case PrimaryKey() as key:
            _drop_references(draft, table, key.columns)
            draft.add(DropPrimaryKey(target.table or table, key))
        case UniqueConstraint() as unique:
            _drop_references(draft, table, unique.columns)
            draft.add(DropUnique(target.table or table, unique))
        case ForeignKey() as key:
            draft.add(DropForeignKey(table, key))
        case CheckConstraint() as check:
            draft.add(DropCheck(table, check))
        case None if (excluded := exclusion(table, name)) is not None:
            draft.alter(target.name, exclusions=tuple(each for each in table.exclusions if each is not excluded))
        case None if not _drop_not_null(draft, table, name):
            target.missing(name, cursor.span(0, cursor.end), optional=optional)


def _drop_not_null(draft: Draft, table: Table, name: str) -> bool:
    column = _not_null(table, name)
    if column is not None:
        draft.add(AlterColumn(table, column, replace(column, nullable=True, not_null=None, not_null_validated=True)))
    return column is not None


def _not_null(table: Table, name: str) -> Column | None:
    """The column of that NOT NULL constraint: PostgreSQL 18 has them by name, `table_column_not_null` where none was written."""
    forbidding = (column for column in table.columns if not column.nullable)
    return next((each for each in forbidding if name == (each.not_null or f"{table.name}_{each.name}_not_null")), None)


def _drop_references(draft: Draft, table: Table, columns: tuple[str, ...]) -> None:
    """With CASCADE the foreign keys go that need the key."""
    if "cascade" not in draft.words:
        return
    for other, key in tuple(referring(draft.schema, table)):
        if set(key.target_columns) == set(columns):
            draft.add(DropForeignKey(draft.table(other.full_name) or other, key))


def rename(cursor: Cursor, target: Target) -> None:
    """RENAME of the table, a column, a constraint or an index."""
    if cursor.accept_any("to", "as") or (cursor.peek(1) is None and target.dialect.is_mysql_family):
        name = object_name(cursor)
        if target.table and is_taken(target.draft, replace(name, schema=target.table.schema)):
            target.draft.existing(cursor.span(0, cursor.end), name.name)
        elif target.name in target.draft.schema.opaque:
            target.draft.opaque(target.name, exists=False)
            target.draft.opaque(name.full_name, exists=True)
            target.name = name.full_name
        else:
            rename_table(target, name)
        return
    if cursor.word() in ("constraint", "index", "key") and cursor.word(1) != "to":
        cursor.place += 1
        old, new = _old_and_new(cursor)
        rename_part(target, old, new, cursor)
        return
    if cursor.word(1) != "to":
        cursor.accept("column")
    old, new = _old_and_new(cursor)
    span = cursor.span(0, cursor.end)
    if found := target.column(old, span):
        rename_column(target, *found, new, span)


def _old_and_new(cursor: Cursor) -> tuple[str, str]:
    old = cursor.name()
    cursor.expect("to")
    new = cursor.name()
    cursor.finish()
    return old, new


def rename_table(target: Target, name: Name) -> None:
    """The table under a new name, in its schema unless another is written."""
    table = target.table
    if table is not None:
        moved = name.written and target.dialect.is_mysql_family
        _become(target, table, name=name.name, schema=name.schema if moved else table.schema)


def move_table(target: Target, schema: str | None) -> None:
    """The table in another schema."""
    table = target.table
    if table is not None:
        _become(target, table, name=table.name, schema=schema)


def _become(target: Target, table: Table, *, name: str, schema: str | None) -> None:
    after = replace(table, name=name, schema=schema)
    followers.rename(target.draft, RenameTable(table, after))
    target.name = after.full_name


def rename_part(target: Target, old: str, new: str, cursor: Cursor) -> None:
    """A constraint or index under a new name."""
    table, draft = target.table, target.draft
    if table is None:
        return
    known = part(table.uniques, old, draft.dialect) if draft.dialect.is_mysql_family else constraint(table, old, draft.dialect)
    match part(table.indexes, old, draft.dialect) or known:
        case Index() as index:
            draft.add(AlterIndex(table, index, replace(index, name=new, implicit=False)))
        case UniqueConstraint() as unique:
            draft.add(AlterUnique(table, unique, replace(unique, name=new, implicit=False)))
        case ForeignKey() as key:
            draft.add(AlterForeignKey(table, key, replace(key, name=new, implicit=False)))
        case CheckConstraint() as check:
            draft.add(AlterCheck(table, check, replace(check, name=new, implicit=False)))
        case PrimaryKey() as primary:
            draft.add(AlterPrimaryKey(table, primary, replace(primary, name=new)))
        case None if not _rename_unlisted(draft, table, old, new):
            target.missing(old, cursor.span(0, cursor.end))


def _rename_unlisted(draft: Draft, table: Table, old: str, new: str) -> bool:
    """An exclusion or NOT NULL constraint, or an index that MySQL made by itself, under a new name; whether there is one."""
    if (excluded := exclusion(table, old)) is not None:
        renamed = replace(excluded, index=replace(excluded.index, name=new, implicit=False))
        others = (renamed if each is excluded else each for each in table.exclusions)
        draft.alter(table.full_name, exclusions=tuple(sorted(others, key=lambda each: each.name or "")))
    elif (made := part(table.implicit_indexes, old, draft.dialect)) is not None:
        indexes = (replace(each, name=new) if each is made else each for each in table.implicit_indexes)
        draft.hold(table.full_name, implicit_indexes=tuple(indexes))
    elif (column := _not_null(table, old)) is not None:
        draft.hold(table.full_name, columns=tuple(replace(each, not_null=new) if each is column else each for each in table.columns))
    else:
        return False
    return True


def validate(cursor: Cursor, target: Target) -> None:
    """VALIDATE CONSTRAINT."""
    cursor.expect("constraint")
    name = cursor.name()
    target.draft.words.add("validate")
    table = target.table
    if table is None:
        return
    if key := part(table.foreign_keys, name, target.dialect):
        target.draft.add(AlterForeignKey(table, key, replace(key, validated=True)))
    elif check := part(table.checks, name, target.dialect):
        target.draft.add(AlterCheck(table, check, replace(check, validated=True)))
    elif column := _not_null(table, name):
        target.draft.add(AlterColumn(table, column, replace(column, not_null_validated=True)))
    else:
        target.missing(name, cursor.span(0, cursor.end))
