"""PostgreSQL's types beside enums: domains with their rules; composite, range and base types by name."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bot.model import AlterColumn, CheckConstraint, ColumnType, Domain, Enum, OtherType, Table, schema_name
from bot.parse.expressions import canonical_default
from bot.parse.sql.clauses import enclosed, expression, if_exists, operand, type_text
from bot.parse.sql.columns import read_type
from bot.parse.sql.constraints import attributes
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name, object_name
from bot.parse.sql.naming import chosen_name
from bot.parse.sql.taken import Taken

T = TypeVar("T", Domain, OtherType)


def found_in(items: Iterable[T], name: Name, draft: Draft) -> T | None:
    """The domain or type of that name, looked for along the search path."""
    schemas = (name.schema,) if name.written else draft.session.search_path
    return next((each for each in items if each.name == name.name and each.schema in schemas), None)


def create_other_type(cursor: Cursor, draft: Draft, name: Name) -> None:
    """A composite, range, base or shell type, from behind its name on."""
    span = cursor.span(0, cursor.end)
    kind = "range" if cursor.at("as", "range") else "composite" if cursor.accept("as") else "base"
    if not cursor.is_done and not cursor.at("as") and not cursor.at("("):
        raise cursor.unreadable()
    cursor.rest()
    others = [each for each in draft.schema.types if each.full_name != name.full_name]
    draft.schema = replace(draft.schema, types=(*others, OtherType(name.name, kind, span, schema=name.schema)))


def create_domain(cursor: Cursor, draft: Draft) -> None:
    """What follows CREATE DOMAIN."""
    name = draft.created(object_name(cursor))
    span = cursor.span(0, cursor.end)
    cursor.accept("as")
    text = type_text(cursor)
    domain = Domain(name.name, read_type(text, draft.schema), span, schema=name.schema)
    label = None
    while not cursor.is_done:
        if cursor.accept("constraint"):
            label = cursor.name()
            continue
        domain = _clause(cursor, draft, domain, label)
        label = None
    if found_in(draft.schema.domains, replace(name, written=True), draft):
        draft.existing(span, name.full_name)
        return
    draft.schema = replace(draft.schema, domains=(*draft.schema.domains, domain))


def _clause(cursor: Cursor, draft: Draft, domain: Domain, label: str | None) -> Domain:
    if cursor.accept("not", "null"):
        return replace(domain, nullable=False)
    if cursor.accept("null"):
        return domain
    if cursor.accept("default"):
        return replace(domain, default=canonical_default(operand(cursor), domain.type, draft.dialect))
    if cursor.accept("collate"):
        object_name(cursor)
        return domain
    cursor.expect("check")
    return _with_check(cursor, draft, domain, label)


def _with_check(cursor: Cursor, draft: Draft, domain: Domain, label: str | None) -> Domain:
    start = cursor.place
    text = enclosed(cursor)
    validated = "not-valid" not in attributes(cursor)
    stand_in = Table(domain.name, domain.span, schema=domain.schema, checks=domain.checks)
    name = label or chosen_name(domain.name, "", "check", Taken(draft, stand_in, constraints=True))
    check = CheckConstraint(name, text, cursor.span(start), validated=validated, implicit=label is None)
    return replace(domain, checks=tuple(sorted((*domain.checks, check), key=lambda each: each.name or "")))


def alter_domain(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER DOMAIN."""
    if_exists(cursor, draft)
    name = object_name(cursor)
    domain = found_in(draft.schema.domains, name, draft)
    span = cursor.span(0, cursor.end)
    if domain is None:
        cursor.rest()
        draft.missing(span, name.full_name)
        return
    after = _altered(cursor, draft, domain)
    cursor.rest()
    put_domain(draft, domain, after)


def put_domain(draft: Draft, before: Domain, after: Domain) -> None:
    """The domain as it is afterwards; its columns know its new name."""
    draft.schema = replace(draft.schema, domains=tuple(after if each is before else each for each in draft.schema.domains))
    if after.full_name != before.full_name:
        retype(draft, before, after)


def _altered(cursor: Cursor, draft: Draft, domain: Domain) -> Domain:
    if cursor.accept("set", "default"):
        return replace(domain, default=canonical_default(expression(cursor).spelling, domain.type, draft.dialect))
    if cursor.accept("drop", "default"):
        return replace(domain, default=None)
    if cursor.accept("set", "not", "null") or cursor.accept("drop", "not", "null"):
        return replace(domain, nullable=cursor.tokens[cursor.place - 3].word == "drop")
    if cursor.accept("rename", "to"):
        return replace(domain, name=cursor.name())
    if cursor.accept("set", "schema"):
        return replace(domain, schema=schema_name(cursor.name()))
    if cursor.accept("add"):
        label = cursor.name() if cursor.accept("constraint") else None
        return _clause(cursor, draft, domain, label)
    return _altered_check(cursor, draft, domain)


def _altered_check(cursor: Cursor, draft: Draft, domain: Domain) -> Domain:
    verb = cursor.accept_any("drop", "rename", "validate", "owner")
    if verb == "owner":
        return domain
    cursor.expect("constraint")
    optional = if_exists(cursor, draft)
    name = cursor.name()
    check = next((each for each in domain.checks if each.name == name), None)
    if check is None:
        if not optional:
            draft.missing(cursor.span(0, cursor.end), f"{domain.full_name}:{name}")
        return domain
    others = tuple(each for each in domain.checks if each is not check)
    if verb == "drop":
        return replace(domain, checks=others)
    if verb == "rename":
        cursor.expect("to")
        check = replace(check, name=cursor.name())
    else:
        check = replace(check, validated=True)
    return replace(domain, checks=tuple(sorted((*others, check), key=lambda each: each.name or "")))


def alter_other_type(draft: Draft, known: OtherType, *, name: str | None = None, schema: str | None = None) -> None:
    """The type under a new name, or in the schema of that name."""
    after = replace(known, name=name or known.name, schema=known.schema if schema is None else schema_name(schema))
    draft.schema = replace(draft.schema, types=tuple(after if each is known else each for each in draft.schema.types))
    retype(draft, known, after)


def retype(draft: Draft, old: Domain | OtherType, new: Domain | OtherType) -> None:
    """Let the columns of a type know its new name, and the routines that take it."""
    rename_arguments(draft, old.full_name, new.full_name)
    for table in tuple(draft.schema.tables):
        for column in table.columns:
            if is_of(column.type, old) and isinstance(column.type, ColumnType):
                after = replace(column, type=replace(column.type, schema=new.schema, name=new.name))
                draft.add(AlterColumn(draft.table(table.full_name) or table, column, after))


def rename_arguments(draft: Draft, old: str, new: str) -> None:
    """Let the routines know the new name of a type."""
    names = {old: new, f"{old}[]": f"{new}[]"}
    routines = (replace(each, arguments=tuple(names.get(name, name) for name in each.arguments)) for each in draft.schema.routines)
    draft.schema = replace(draft.schema, routines=tuple(routines))


def is_of(type_: object, known: Enum | Domain | OtherType) -> bool:
    """Whether it is that type, or an array of it."""
    return isinstance(type_, ColumnType) and type_.user_defined and (type_.schema, type_.name) == (known.schema, known.name)


def forget(draft: Draft, known: Domain | OtherType) -> None:
    """The Schema without the type."""
    domains = tuple(each for each in draft.schema.domains if each is not known)
    draft.schema = replace(draft.schema, domains=domains, types=tuple(each for each in draft.schema.types if each is not known))
