"""The third argument of a table: indexes, constraints and policies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.model import CheckConstraint, Dialect, ForeignKey, Index, IndexPart, Policy, PrimaryKey, UniqueConstraint, Unknown
from bot.parse.drizzle.names import ColumnName, foreign_key_name, index_name, primary_key_name, unique_name
from bot.parse.drizzle.policies import read_policy
from bot.parse.drizzle.problems import not_understood
from bot.parse.drizzle.reading import Reference, TableReading, problem_of
from bot.parse.drizzle.shapes import argument, option
from bot.parse.drizzle.values import Built, Call, Member, Object, Value
from bot.parse.expressions import canonical_expression

INDEX_CALLS = (
    "",
    "on",
    "onOnly",
    "using",
    "where",
    "with",
    "concurrently",
    "algorythm",
    "algorithm",
    "lock",
    "asc",
    "desc",
    "nullsFirst",
    "nullsLast",
)


@dataclass(frozen=True, slots=True)
class Extras:
    """What a table's third argument adds to it."""

    primary_keys: list[PrimaryKey] = field(default_factory=list)
    uniques: list[UniqueConstraint] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    checks: list[CheckConstraint] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)


def read_extra(built: Built, table: TableReading, extras: Extras) -> None:
    """One element of the third argument, added to the extras; a Problem where it is not understood."""
    match built.name:
        case "index" | "uniqueIndex":
            _index(built, table, extras)
        case "unique":
            _unique(built, table, extras)
        case "primaryKey":
            _primary_key(built, table, extras)
        case "foreignKey":
            _foreign_key(built, table, extras)
        case "check":
            _check(built, table, extras)
        case "pgPolicy":
            policy = read_policy(built, table)
            extras.policies.extend([policy] if policy else [])
        case _:
            table.problems.append(problem_of(built, built.span))


def _columns(values: list[Value], built: Built, table: TableReading) -> tuple[Reference, ...] | None:
    found = []
    for value in values:
        reference = table.reading.reference(value.head if isinstance(value, Built) and isinstance(value.head, Member) else value)
        if reference is None:
            table.problems.append(problem_of(value, built.span))
            return None
        found.append(reference)
    return tuple(found) or None


def _names(references: tuple[Reference, ...]) -> tuple[ColumnName, ...]:
    return tuple(reference.column for reference in references)


def _plain(references: tuple[Reference, ...]) -> tuple[str, ...]:
    return tuple(reference.column.name for reference in references)


def _check_calls(built: Built, table: TableReading, known: tuple[str, ...]) -> None:
    table.problems.extend(not_understood(call.span, f".{call.name}()") for call in built.calls if call.name not in known)


def _index(built: Built, table: TableReading, extras: Extras) -> None:
    _check_calls(built, table, INDEX_CALLS)
    name, method, where = table.name_of(built), None, None
    parts: list[IndexPart] | None = []
    for call in built.calls:
        match call.name:
            case "on" | "onOnly":
                parts = _parts(call.arguments, built, table)
            case "using":
                method = table.text(argument(call, 0), call.span)
                parts = _parts(call.arguments[1:], built, table) if len(call.arguments) > 1 else parts
            case "where":
                where = table.condition(argument(call, 0), call.span)
    if not parts:
        if parts is not None:
            table.problems.append(not_understood(built.span, f"{built.name}()"))
        return
    columns = tuple(part.column or "" for part in parts)
    chosen = (method or "btree").lower()
    extras.indexes.append(
        Index(
            name or index_name(table.shape.name, columns),
            tuple(parts),
            built.span,
            unique=built.name == "uniqueIndex",
            method=chosen if table.reading.dialect is Dialect.POSTGRESQL else None,
            where=where,
            implicit=name is None,
        )
    )


def _parts(values: list[Value], built: Built, table: TableReading) -> list[IndexPart] | None:
    found: list[IndexPart] = []
    for value in values:
        parts = _value_parts(value, built, table)
        if parts is None:
            return None
        found += parts
    return found


def _value_parts(value: Value, built: Built, table: TableReading) -> tuple[IndexPart, ...] | None:
    chain = value if isinstance(value, Built) and isinstance(value.head, Member) else None
    reference = table.reading.reference(chain.head if chain else value)
    if reference is not None:
        return (_ordered(reference.column.name, chain.calls if chain else (), table.reading.dialect),)
    text = table.sql(value, built.span, short=True)
    return None if isinstance(text, Unknown) else _text_parts(text, table)


def _text_parts(text: str, table: TableReading) -> tuple[IndexPart, ...]:
    """What SQL text says in an index's parentheses: `sql`${t.createdAt} desc`` is a column and its order."""
    from bot.parse.sql import read_index_parts  # noqa: PLC0415 # with sqlglot, which most schemas do not need

    dialect, name = table.reading.dialect, table.shape.name
    expression = canonical_expression(text, dialect, table=name)
    parts = read_index_parts(text, dialect, table=name)
    if len(parts) > 1:
        return parts
    return (replace(parts[0], spelling=expression.text) if parts else IndexPart(expression=expression),)


def _ordered(column: str, calls: tuple[Call, ...], dialect: Dialect) -> IndexPart:
    descending, nulls, opclass = False, None, None
    for call in calls:
        match call.name:
            case "desc":
                descending = True
            case "nullsFirst" | "nullsLast":
                nulls = call.name.removeprefix("nulls").lower()
            case "op":
                name = argument(call, 0)
                opclass = name if isinstance(name, str) else None
    # On PostgreSQL drizzle-orm writes NULLS LAST unless told otherwise, also for DESC, where the server's own default is FIRST.
    written = nulls or "last" if dialect is Dialect.POSTGRESQL else None
    own = "first" if descending else "last"
    return IndexPart(column, descending=descending, nulls=None if written == own else written, opclass=opclass)


def _unique(built: Built, table: TableReading, extras: Extras) -> None:
    _check_calls(built, table, ("", "on", "nullsNotDistinct"))
    name = table.name_of(built)
    on = next((call for call in built.calls if call.name == "on"), None)
    columns = _columns(on.arguments if on else [], built, table)
    if columns is None:
        if on is None or not on.arguments:
            table.problems.append(not_understood(built.span, "unique()"))
        return
    made = name or unique_name(table.shape.name, _names(columns), table.reading.dialect, table.reading.kit, at_column=False)
    loose = any(call.name == "nullsNotDistinct" for call in built.calls)
    extras.uniques.append(UniqueConstraint(made, _plain(columns), built.span, loose, implicit=name is None))


def _primary_key(built: Built, table: TableReading, extras: Extras) -> None:
    call = built.calls[0]
    first = argument(call, 0)
    listed = option(first, "columns") if isinstance(first, Object) else call.arguments
    columns = _columns(listed if isinstance(listed, list) else [listed], built, table)
    if columns is None:
        return
    made = table.text(option(first, "name"), built.span) or primary_key_name(
        table.shape.name, _names(columns), table.reading.dialect, table.reading.kit
    )
    extras.primary_keys.append(PrimaryKey(_plain(columns), built.span, made))


def _foreign_key(built: Built, table: TableReading, extras: Extras) -> None:
    _check_calls(built, table, ("", "onDelete", "onUpdate"))
    options = argument(built.calls[0], 0)
    sides = [option(options, side) for side in ("columns", "foreignColumns")]
    own, targets = (_columns(side if isinstance(side, list) else [side], built, table) for side in sides)
    if own is None or targets is None:
        return
    given = table.text(option(options, "name"), built.span)
    # Before 1.0 drizzle-kit leaves the name out on SQLite.
    name = given if table.reading.kit > 0 or table.reading.dialect is not Dialect.SQLITE else None
    target = targets[0]
    made = name or foreign_key_name(
        (table.shape.name, _names(own)), (target.table, _names(targets)), table.reading.dialect, table.reading.kit
    )
    actions = {call.name: table.action(argument(call, 0), call.span) for call in built.calls[1:]}
    extras.foreign_keys.append(
        ForeignKey(
            made,
            _plain(own),
            target.target,
            _plain(targets),
            built.span,
            on_delete=actions.get("onDelete", "no action"),
            on_update=actions.get("onUpdate", "no action"),
            implicit=name is None,
        )
    )


def _check(built: Built, table: TableReading, extras: Extras) -> None:
    name = table.name_of(built)
    expression = table.condition(argument(built.calls[0], 1), built.span)
    extras.checks.append(CheckConstraint(name, expression, built.span))
