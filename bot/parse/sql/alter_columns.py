"""ALTER TABLE … ALTER [COLUMN]."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from bot.model import (
    AlterCheck,
    AlterColumn,
    Column,
    ColumnType,
    Dialect,
    Identity,
    Table,
    Unknown,
)
from bot.parse.expressions import canonical_default
from bot.parse.sequences import canonical_identity
from bot.parse.sql.alter_redefine import redefine
from bot.parse.sql.clauses import always, enclosed, expression, type_text
from bot.parse.sql.columns import read_type
from bot.parse.sql.constraints import attributes, deferrable
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.lookups import part, placed
from bot.parse.sql.offspring import counting
from bot.parse.sql.options import identity_options, sequence_options
from bot.parse.sql.owned import SERIALS, fold_serial, without_default
from bot.parse.sql.problems import unknown_type
from bot.parse.sql.target import Target
from bot.parse.sql.versions import enforces_checks

Fields: TypeAlias = dict[str, Any]


def alter(cursor: Cursor, target: Target) -> None:
    """ALTER [COLUMN] in its many forms; MySQL's ALTER INDEX changes nothing we hold."""
    if cursor.word() in ("index", "constraint", "check") and cursor.word(1) != "set":
        _constraint(cursor, target)
        return
    cursor.accept("column")
    name = cursor.name()
    span = cursor.span(0, cursor.end)
    if cursor.accept("to"):  # libsql gives the whole definition again
        redefine(cursor, target, name, cursor.name())
        return
    found = target.column(name, span)
    verb = cursor.accept_any("set", "drop", "add", "type", "restart", "reset")
    act = COLUMN_ACTIONS.get(verb)
    if act is None:
        raise cursor.unreadable()
    changed = act(cursor, target, found[1] if found else None)
    cursor.finish()
    if found and changed:
        _change(target, *found, changed)


def _change(target: Target, table: Table, column: Column, changed: Fields) -> None:
    draft = target.draft
    if column.generated is not None and target.dialect.is_mysql_family:
        return  # taken without a word: it computes what it did
    if "default" in changed and target.dialect is Dialect.POSTGRESQL:
        changed = {"type": without_default(draft, table, column).type, "sequence": None, **changed}
    after = replace(column, **changed)
    if after != column:
        draft.add(AlterColumn(table, column, after))
    elif "default" in changed:  # the same value in another spelling: a cast behind it decides what a change of type makes of it
        draft.hold(table.full_name, columns=tuple(after if each is column else each for each in table.columns))
    if "default" in changed and target.dialect is Dialect.POSTGRESQL:
        fold_serial(draft, target.table or table, after)


def _constraint(cursor: Cursor, target: Target) -> None:
    """PostgreSQL's ALTER CONSTRAINT says when a foreign key is looked at, MySQL's and its ALTER CHECK whether a CHECK is."""
    is_index = cursor.take().word == "index"
    name = cursor.name()
    found = attributes(cursor)
    cursor.rest()
    table = target.table
    if is_index or table is None:
        return
    if target.dialect.is_mysql_family:
        _enforce(cursor, target, table, name=name, found=found)
        return
    if found & {"deferrable", "not-deferrable", "initially-deferred", "initially-immediate"}:
        keys = (replace(key, deferrable=deferrable(found)) if key.name == name else key for key in table.foreign_keys)
        target.draft.alter(target.name, foreign_keys=tuple(keys))
    if target.dialect is Dialect.POSTGRESQL and found & {"enforced", "not-enforced"}:
        keys = (replace(key, validated="enforced" in found) if key.name == name else key for key in table.foreign_keys)
        target.draft.alter(target.name, foreign_keys=tuple(keys))


def _enforce(cursor: Cursor, target: Target, table: Table, *, name: str, found: frozenset[str]) -> None:
    if not found & {"enforced", "not-enforced"}:
        raise cursor.unreadable()
    enforced = "enforced" in found
    check = part(table.checks, name, target.dialect)
    if check is not None and check.validated != enforced:
        target.draft.add(AlterCheck(table, check, replace(check, validated=enforced)))
    elif check is None and enforces_checks(target.draft.source.version, target.dialect):
        target.missing(name, cursor.span(0, cursor.end))


def _set(cursor: Cursor, target: Target, column: Column | None) -> Fields:
    if cursor.accept("not", "null"):
        return {"nullable": False, "not_null_validated": True}
    if cursor.accept("data", "type"):
        return _type(cursor, target, column)
    if cursor.accept("default"):
        type_ = column.type if column else Unknown("")
        return {"default": canonical_default(expression(cursor).spelling, type_, target.dialect)}
    if cursor.accept("expression", "as"):
        generated = column.generated if column else None
        text = enclosed(cursor, table=target.own_name)
        return {"generated": replace(generated, expression=text)} if generated else {}
    return _set_other(cursor, target, column)


def _set_other(cursor: Cursor, target: Target, column: Column | None) -> Fields:
    """SET of storage, statistics and the like changes nothing we hold; of sequence options those of the identity."""
    if cursor.is_done:
        raise cursor.unreadable()
    if cursor.accept_any("statistics", "storage", "compression", "visible", "invisible"):
        cursor.rest()
        return {}
    if cursor.at("("):
        cursor.group()
        return {}
    return _sequence(cursor, target, column)


def _sequence(cursor: Cursor, target: Target, column: Column | None) -> Fields:
    identity = column.identity if column else None
    options = dict(identity.options) if identity else {}
    while not cursor.is_done:
        cursor.accept("set")
        if cursor.accept("generated"):
            is_always = always(cursor)
            identity = replace(identity, always=is_always) if identity else None
            continue
        options.update(sequence_options(_one_option(cursor)))
    return {"identity": replace(identity, options=_canonical(options, target, column))} if identity else {}


def _one_option(cursor: Cursor) -> Cursor:
    start = cursor.place
    cursor.take()
    while not cursor.is_done and not cursor.at("set") and not cursor.at("restart"):
        cursor.skip()
    return cursor.between(start, cursor.place)


def _drop(cursor: Cursor, _target: Target, _column: Column | None) -> Fields:
    if cursor.accept("not", "null"):
        return {"nullable": True, "not_null": None, "not_null_validated": True}
    if cursor.accept("default"):
        return {"default": None}
    if cursor.accept("identity"):
        cursor.accept("if", "exists")
        return {"identity": None, "sequence": None}
    if cursor.accept("expression"):
        cursor.accept("if", "exists")
        return {"generated": None}
    raise cursor.unreadable()


def _add_identity(cursor: Cursor, target: Target, column: Column | None) -> Fields:
    cursor.expect("generated")
    is_always = always(cursor)
    cursor.expect("as", "identity")
    return {"identity": Identity(is_always, _canonical(identity_options(cursor), target, column)), "nullable": False}


def _canonical(options: Mapping[str, str], target: Target, column: Column | None) -> tuple[tuple[str, str], ...]:
    name, type_ = (column.name, column.type) if column else ("", Unknown(""))
    return canonical_identity(options, table=target.own_name, column=name, type_=type_)


def _type(cursor: Cursor, target: Target, column: Column | None) -> Fields:
    start = cursor.place
    text = type_text(cursor, ("using",))
    type_ = placed(read_type(text, target.draft.schema), target.draft)
    if isinstance(type_, Unknown):
        if not text:
            raise cursor.unreadable()
        target.draft.problem(unknown_type(cursor.span(start), column.name if column else "", text))
    fields: Fields = {"type": _serial(type_) if column is not None and column.is_serial else type_}
    if cursor.accept("collate"):
        fields["collation"] = cursor.take().text
    if cursor.accept("using"):
        target.draft.words.add("using")
        expression(cursor)
    table = target.table
    if table is not None and column is not None and column.is_serial and fields["type"] == type_:  # it counts on, into another type
        fields["default"] = counting(column, table).default
    if column is not None and column.default is not None and not isinstance(column.default, Unknown):
        fields["default"] = canonical_default(column.default.text, type_, target.dialect)
    return fields


def _serial(type_: ColumnType | Unknown) -> ColumnType | Unknown:
    """The type of a column that keeps counting on its sequence."""
    return replace(type_, name=SERIALS[type_.name]) if isinstance(type_, ColumnType) and type_.name in SERIALS else type_


def _restart(cursor: Cursor, _target: Target, _column: Column | None) -> Fields:
    cursor.rest()
    return {}


COLUMN_ACTIONS: dict[str, Callable[[Cursor, Target, Column | None], Fields]] = {
    "set": _set,
    "drop": _drop,
    "add": _add_identity,
    "type": _type,
    "restart": _restart,
    "reset": _restart,
}
