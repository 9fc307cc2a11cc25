"""Views: their text, the columns they show and the tables they read, as far as these are static."""

from __future__ import annotations

from bot.model import Expression, Problem, Unknown, View
from bot.parse.drizzle.facts import column_name
from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.problems import not_understood
from bot.parse.drizzle.reading import Reading, Shape
from bot.parse.drizzle.shapes import NamedCall, argument, named_call, option
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Call, Function, Member, Object, Sql, Unresolved, Value, is_true
from bot.parse.expressions import canonical_expression

SOURCES = ("from", "leftJoin", "rightJoin", "innerJoin", "fullJoin", "crossJoin")
SELECTS = ("qb.select", "qb.selectDistinct", "qb.selectDistinctOn")


def read_view(call: NamedCall, schema: str | None, built: Built, reading: Reading, problems: list[Problem]) -> View:
    """A view; a query built with drizzle-orm's functions has no text, as only running them would write it."""
    existing = any(item.name == "existing" for item in call.rest)
    body = next((argument(item, 0) for item in call.rest if item.name == "as"), UNDEFINED)
    definition = None if existing else _definition(body, built, reading, problems)
    query = _query(body, built)
    names = _read(definition, reading) if isinstance(definition, Expression) else _sources(query, reading)
    return View(
        str(call.name),
        definition,
        built.span,
        schema,
        materialized=call.kind == "MaterializedView",
        existing=existing,
        columns=_declared(call, reading) or _selected(query, reading),
        tables=names,
        invoker=any(is_true(option(argument(item, 0), "securityInvoker")) is not False for item in call.rest if item.name == "with"),
    )


def _read(definition: Expression, reading: Reading) -> tuple[str, ...] | None:
    from bot.parse.queries import tables_read  # noqa: PLC0415 # with sqlglot, which most schemas do not need

    return tables_read(definition.spelling, reading.dialect)


def _definition(body: Value, built: Built, reading: Reading, problems: list[Problem]) -> Expression | Unknown:
    if isinstance(body, Sql):
        text = reading.sql(body, built.span, problems)
        return text if isinstance(text, Unknown) else canonical_expression(text, reading.dialect)
    return Unknown("query" if isinstance(body, Function) else "")


def _query(body: Value, built: Built) -> Built | None:
    """The chain `qb.select(…).from(…)…` of a view whose query is built."""
    if not isinstance(body, Function):
        return None
    made = invoke(body, [Builtin("drizzle-orm", "qb")], lambda: Unresolved("", not_understood(built.span, "as")))
    return made if isinstance(made, Built) and made.name in SELECTS else None


def _declared(call: NamedCall, reading: Reading) -> tuple[str, ...] | None:
    """The columns of the second argument."""
    columns = call.arguments[1] if len(call.arguments) > 1 else UNDEFINED
    if not isinstance(columns, Object) or columns.gaps:
        return None
    return tuple(column_name(key, entry.value, reading.casing).name for key, entry in columns.entries.items())


def _selected(query: Built | None, reading: Reading) -> tuple[str, ...] | None:
    """The columns that a built query selects: those it names, or all of the only table."""
    if query is None:
        return None
    place = 1 if query.name.endswith("On") else 0
    fields, shapes = argument(query.calls[0], place), [_shape(argument(item, 0), reading) for item in _from(query)]
    if isinstance(fields, Object) and not fields.gaps:
        names = [_column(entry.value, reading) for entry in fields.entries.values()]
        known = tuple(name for name in names if name is not None)
        return known if len(known) == len(names) else None
    if fields is UNDEFINED and len(shapes) == 1 and (only := shapes[0]) is not None:
        return tuple(name.name for name in only.names.values())
    return None


def _column(value: Value, reading: Reading) -> str | None:
    """The name that a selected field has in the view: its alias, or that of the column."""
    match value:
        case Built(calls=[*_, Call(name="as", arguments=[str() as alias, *_])]):
            return alias
        case Member():
            found = reading.reference(value)
            return found.column.name if found else None
    return None


def _from(query: Built) -> list[Call]:
    return [item for item in query.calls if item.name in SOURCES]


def _sources(query: Built | None, reading: Reading) -> tuple[str, ...] | None:
    """The full names of what a built query reads; None where one of them is not known, such as a subquery."""
    if query is None:
        return None
    names = [_source(argument(item, 0), reading) for item in _from(query)]
    known = {name for name in names if name is not None}
    return tuple(sorted(known)) if names and None not in names else None


def _source(value: Value, reading: Reading) -> str | None:
    if shape := _shape(value, reading):
        return shape.full_name
    view = named_call(value) if isinstance(value, Built) else None
    is_view = view is not None and view.kind in ("View", "MaterializedView") and view.schema is UNDEFINED
    return view.name if view and is_view and isinstance(view.name, str) else None


def _shape(value: Value, reading: Reading) -> Shape | None:
    shape = reading.shape(value) if isinstance(value, Built) else None
    return shape if isinstance(shape, Shape) else None
