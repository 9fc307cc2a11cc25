"""Schemas, which MySQL calls databases: CREATE, ALTER and DROP, with everything in them."""

from collections.abc import Iterator
from dataclasses import replace

from bot.model import (
    AddName,
    AlterEnum,
    AlterSequence,
    AlterView,
    Dialect,
    Domain,
    DropEnum,
    DropName,
    DropSequence,
    DropView,
    OtherType,
    RenameTable,
    Schema,
    Span,
    schema_name,
)
from bot.parse.sql.clauses import if_not_exists
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.drop_types import drop_columns_of
from bot.parse.sql.drops import drop_table, dropped_names
from bot.parse.sql.followers import retarget_views
from bot.parse.sql.routines import forget_routines, rename_routines
from bot.parse.sql.user_types import alter_other_type, forget, put_domain, rename_arguments


def create_schema(cursor: Cursor, draft: Draft) -> None:
    """What follows CREATE SCHEMA, or DATABASE, which holds nothing yet."""
    if_not_exists(cursor, draft)
    name = cursor.name()
    span = cursor.span(0, cursor.end)
    if cursor.accept("authorization"):
        cursor.name()
    elif draft.dialect.is_mysql_family:
        cursor.rest()
    cursor.finish()
    if name in draft.schema.namespaces:
        draft.existing(span, name)
    elif schema_name(name):
        draft.add(AddName("namespace", name))


def alter_schema(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER SCHEMA: a new name, which everything in it gets."""
    name = cursor.name()
    if not cursor.accept("rename", "to"):
        cursor.rest()
        return
    new = cursor.name()
    cursor.finish()
    span = cursor.span(0, cursor.end)
    for change in tuple(_moves(draft.schema, name, schema_name(new))):
        draft.add(change)
        if isinstance(change, RenameTable | AlterView):
            retarget_views(draft, change.before.full_name, change.after.full_name)
        if isinstance(change, AlterEnum):
            rename_arguments(draft, change.before.full_name, change.after.full_name)
    _move_named(draft, name, new, span)
    draft.add(DropName("namespace", name))
    draft.add(AddName("namespace", new))


def _moves(schema: Schema, old: str, new: str | None) -> Iterator[RenameTable | AlterEnum | AlterView | AlterSequence]:
    yield from (RenameTable(each, replace(each, schema=new)) for each in schema.tables if each.schema == old)
    yield from (AlterEnum(each, replace(each, schema=new)) for each in schema.enums if each.schema == old)
    yield from (AlterView(each, replace(each, schema=new)) for each in schema.views if each.schema == old)
    yield from (AlterSequence(each, replace(each, schema=new)) for each in schema.sequences if each.schema == old)


def _move_named(draft: Draft, old: str, new: str, span: Span) -> None:
    """Domains, types and routines, of which no Change tells."""
    for domain in draft.schema.domains:
        if domain.schema == old:
            put_domain(draft, domain, replace(domain, schema=schema_name(new)))
    for other in draft.schema.types:
        if other.schema == old:
            alter_other_type(draft, other, schema=new)
    renamed = [(each, replace(each, schema=schema_name(new))) for each in draft.schema.routines if each.schema == old]
    rename_routines(draft, renamed, span)


def drop_schemas(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP SCHEMA; CASCADE takes everything in it along."""
    for name in dropped_names(cursor, draft):
        schema = schema_name(name.name) if draft.dialect is Dialect.POSTGRESQL else name.name
        if "cascade" in draft.words or draft.dialect.is_mysql_family:
            _drop_contents(draft, schema, cursor.span(0, cursor.end))
        if schema in draft.schema.namespaces and schema is not None:
            draft.add(DropName("namespace", schema))


def _drop_contents(draft: Draft, schema: str | None, span: Span) -> None:
    draft.words.add("cascade")
    for table in tuple(each for each in draft.schema.tables if each.schema == schema):
        drop_table(draft, draft.table(table.full_name) or table)
    for view in tuple(each for each in draft.schema.views if each.schema == schema):
        draft.add(DropView(view))
    for sequence in tuple(each for each in draft.schema.sequences if each.schema == schema):
        draft.add(DropSequence(sequence))
    for enum in tuple(each for each in draft.schema.enums if each.schema == schema):
        drop_columns_of(draft, enum)
        draft.add(DropEnum(enum))
    types: tuple[Domain | OtherType, ...] = (*draft.schema.domains, *draft.schema.types)
    for known in types:
        if known.schema == schema:
            drop_columns_of(draft, known)
            forget(draft, known)
    forget_routines(draft, [each for each in draft.schema.routines if each.schema == schema], span)
