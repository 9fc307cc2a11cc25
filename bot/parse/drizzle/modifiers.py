"""The calls behind a column builder: what each of them makes of the column and adds to its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.model import Column, Dialect, Expression, ForeignKey, Generated, Identity, Span, UniqueConstraint, Unknown
from bot.parse.drizzle.defaults import Target, default_now, default_text, without_casts
from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.kinds import ColumnCall, options_of
from bot.parse.drizzle.names import foreign_key_name, unique_name
from bot.parse.drizzle.operators import text_of
from bot.parse.drizzle.problems import not_understood
from bot.parse.drizzle.reading import TableReading, problem_of
from bot.parse.drizzle.shapes import argument, option
from bot.parse.drizzle.sqltext import NotText
from bot.parse.drizzle.values import UNDEFINED, Built, Call, Function, Object, Sql, Unresolved, Value, is_true
from bot.parse.expressions import canonical_default, canonical_expression
from bot.parse.sequences import canonical_identity

SEQUENCE_OPTIONS = {
    "name": "name",
    "startWith": "start",
    "increment": "increment",
    "minValue": "minvalue",
    "maxValue": "maxvalue",
    "cache": "cache",
    "cycle": "cycle",
}


@dataclass(slots=True)
class ColumnParts:
    """A column being built, with what it contributes to its table."""

    name: str
    span: Span
    key: str
    call: ColumnCall
    nullable: bool = True
    default: Expression | Unknown | None = None
    generated: Generated | None = None
    identity: Identity | None = None
    autoincrement: bool = False
    on_update: Expression | None = None
    application_default: bool = False
    application_update: bool = False
    primary: bool = False
    uniques: list[UniqueConstraint] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)

    def column(self) -> Column:
        """The column as it was built."""
        return Column(
            self.name,
            self.call.type,
            self.span,
            nullable=self.nullable,
            default=self.default,
            generated=self.generated,
            identity=self.identity,
            autoincrement=self.autoincrement,
            on_update=self.on_update,
            application_default=self.application_default,
            application_update=self.application_update,
            application_values=self.call.values,
            attribute=self.key,
        )


Modify: TypeAlias = Callable[[ColumnParts, Call, TableReading], None]


def modify(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
    """Apply one call to a column; a Problem where it is not known."""
    apply = MODIFIERS.get(modifier.name)
    if apply is not None:
        apply(parts, modifier, table)
    elif modifier.name not in SILENT:
        table.problems.append(not_understood(modifier.span, f".{modifier.name}()"))


def _not_null(parts: ColumnParts, _modifier: Call, _table: TableReading) -> None:
    parts.nullable = False


def _primary_key(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
    counts = is_true(option(argument(modifier, 0), "autoIncrement"))
    if counts is None:
        table.problems.append(problem_of(argument(modifier, 0), modifier.span))
    parts.primary = True
    parts.nullable = False
    parts.autoincrement = parts.autoincrement or counts is True


def _autoincrement(parts: ColumnParts, _modifier: Call, _table: TableReading) -> None:
    parts.autoincrement = True


def _application_default(parts: ColumnParts, _modifier: Call, _table: TableReading) -> None:
    parts.application_default = True


def _application_update(parts: ColumnParts, _modifier: Call, _table: TableReading) -> None:
    # drizzle-orm calls it for an insert without the value as well
    parts.application_default = parts.application_update = True


def _unique(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
    name, options = argument(modifier, 0), argument(modifier, 1)
    reading = table.reading
    columns = (table.shape.names[parts.key],)
    made = unique_name(table.shape.name, columns, reading.dialect, reading.kit, at_column=True)
    given = table.text(name, modifier.span)
    loose = option(options, "nulls") == "not distinct"
    parts.uniques.append(UniqueConstraint(given or made, (parts.name,), parts.span, loose, implicit=given is None))


def _references(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
    options, span = argument(modifier, 1), modifier.span
    target = _called(argument(modifier, 0), modifier)
    found = table.reading.reference(target)
    if found is None:
        table.problems.append(problem_of(target, span))
        return
    if isinstance(options, Object) and not options.entries.keys() <= {"onDelete", "onUpdate"}:
        table.problems.append(not_understood(span, ", ".join(options.entries)))
    own = (table.shape.names[parts.key],)
    parts.foreign_keys.append(
        ForeignKey(
            foreign_key_name((table.shape.name, own), (found.table, (found.column,)), table.reading.dialect, table.reading.kit),
            (parts.name,),
            found.target,
            (found.column.name,),
            span if span.line > parts.span.line else parts.span,
            on_delete=table.action(option(options, "onDelete"), span),
            on_update=table.action(option(options, "onUpdate"), span),
            implicit=True,
        )
    )


def _called(value: Value, modifier: Call) -> Value:
    """The value, or what it gives where it is a function without parameters."""
    if not isinstance(value, Function):
        return value
    return invoke(value, [], lambda: Unresolved(modifier.name, not_understood(modifier.span, f".{modifier.name}()")))


def _generated(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
    value, options = _called(argument(modifier, 0), modifier), argument(modifier, 1)
    dialect = table.reading.dialect
    # drizzle-kit writes SQLite's generated columns without the table, the others' with it.
    text = value if isinstance(value, str) else table.sql(value, modifier.span, short=dialect is Dialect.SQLITE)
    expression = text if isinstance(text, Unknown) else canonical_expression(text, dialect)
    stored = dialect is Dialect.POSTGRESQL or option(options, "mode") == "stored"
    parts.generated = Generated(expression, stored)


def _identity(*, always: bool) -> Modify:
    def apply(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
        written = sequence_options(argument(modifier, 0))
        options = canonical_identity(written, table=table.shape.name, column=parts.name, type_=parts.call.type)
        parts.nullable, parts.identity = False, Identity(always, options)

    return apply


def sequence_options(options: Value) -> dict[str, str]:
    """The options of a sequence that were written."""
    texts = {name: text_of(option(options, key)) for key, name in SEQUENCE_OPTIONS.items()}
    return {name: text for name, text in texts.items() if text is not None and text != "undefined"}


def _default(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
    value = argument(modifier, 0)
    if value is not UNDEFINED:
        parts.default = _default_value(value, modifier, parts.call, table)


def _default_value(value: Value, modifier: Call, call: ColumnCall, table: TableReading) -> Expression | Unknown | None:
    dialect = table.reading.dialect
    if isinstance(value, Sql | Built):
        # The 1.0 line leaves bound values as they are on PostgreSQL, and casts at the end out; elsewhere drizzle-kit refuses such values.
        is_since = table.reading.kit > 0 and dialect is Dialect.POSTGRESQL
        written = table.sql(value, modifier.span, inline=not is_since)
        if isinstance(written, Unknown):
            return written
        return canonical_default(without_casts(written) if is_since else written, call.type, dialect)
    try:
        target = Target(call.type_text, option(options_of(call.naming), "mode"), dialect, table.reading.kit)
        return canonical_default(default_text(value, target), call.type, dialect)
    except NotText as part:
        table.problems.append(problem_of(part.value, modifier.span))
        return Unknown(getattr(part.value, "text", "default"))


def _default_now(parts: ColumnParts, _modifier: Call, table: TableReading) -> None:
    dialect = table.reading.dialect
    parts.default = canonical_default(default_now(dialect), parts.call.type, dialect)


def _default_random(parts: ColumnParts, _modifier: Call, table: TableReading) -> None:
    parts.default = canonical_default("gen_random_uuid()", parts.call.type, table.reading.dialect)


def _on_update_now(parts: ColumnParts, modifier: Call, table: TableReading) -> None:
    precision = option(argument(modifier, 0), "fsp")
    text = f"CURRENT_TIMESTAMP({precision})" if isinstance(precision, int) else "CURRENT_TIMESTAMP"
    parts.on_update = canonical_expression(text, table.reading.dialect)


MODIFIERS: dict[str, Modify] = {
    "notNull": _not_null,
    "primaryKey": _primary_key,
    "autoincrement": _autoincrement,
    "unique": _unique,
    "references": _references,
    "generatedAlwaysAs": _generated,
    "generatedAlwaysAsIdentity": _identity(always=True),
    "generatedByDefaultAsIdentity": _identity(always=False),
    "default": _default,
    "defaultNow": _default_now,
    "defaultRandom": _default_random,
    "onUpdateNow": _on_update_now,
    **dict.fromkeys(("$default", "$defaultFn"), _application_default),
    **dict.fromkeys(("$onUpdate", "$onUpdateFn"), _application_update),
}
SILENT = ("$type", "array", "as")
