"""The replay's Schema in the server's own words: what it holds is made once more in scratch schemas of the same database and read back.

Expressions come out as `pg_get_expr` writes them and types as `format_type` does, whatever way our text spelled them. Nothing else is
taken from the server: names, order, references, validation and inheritance stay the replay's.
"""

import re
from dataclasses import replace
from typing import Any

from bot.emit import create_schema, quote
from bot.model import Column, Dialect, Domain, Expression, Routine, Schema, Table, View
from bot.parse.expressions import canonical_expression
from bot.parse.sql.naming import clipped
from tests.servers.postgresql import Connection, by_name, read

SHADOW = "shadow_"
NUMBER = re.compile(r"\(?'?(-?\d+(?:\.\d+)?)'?\)?(?:::[\w ]+)?")
LITERAL = re.compile(r"('(?:[^']|'')*')::(?:text|character varying|bpchar)")
ANY_LITERAL = re.compile(r"""('(?:[^']|'')*')::[\w ".]+(?:\(\d+\))?(?:\[\])?""")
TEXTS = ("text", "character")
NUMBERS = ("integer", "bigint", "smallint", "real", "double precision", "numeric")


def shadow(name: str | None) -> str:
    return f"{SHADOW}{name or 'public'}"


def canonical(connection: Connection, schema: Schema) -> Schema:
    """The Schema as the server would write it."""
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL search_path = public")
        connection.execute(create_schema(_moved(schema)))
        for view in schema.views:
            _name_columns(connection, view)
        made = read(connection, SHADOW)
    tables = {table.full_name: table for table in made.tables}
    views = {view.full_name: view for view in made.views}
    domains = {domain.full_name: domain for domain in made.domains}
    return replace(
        schema,
        tables=tuple(_merged(table, tables[clipped(table.full_name)]) for table in schema.tables),
        views=tuple(_view(view, views[view.full_name]) for view in schema.views),
        domains=tuple(_domain(domain, domains[domain.full_name]) for domain in schema.domains),
        routines=tuple(_routine(connection, routine) for routine in schema.routines),
        roles=(),
    )


def _name_columns(connection: Connection, view: View) -> None:
    """The columns of a scratch view under the names that the view was given: no CREATE of ours writes them."""
    name = f"{quoted(shadow(view.schema))}.{quoted(view.name)}"
    query = "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum"
    made = connection.execute(query, (name,)).fetchall() if view.columns else []
    for (old,), new in zip(made, view.columns or (), strict=False):
        if old != new:
            kind = "MATERIALIZED VIEW" if view.materialized else "VIEW"
            connection.execute(f"ALTER {kind} {name} RENAME COLUMN {quoted(old)} TO {quoted(new)}")


def as_read(connection: Connection) -> Schema:
    """The server's Schema with bounds and names in the form that is compared."""
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL search_path = public")
        schema = read(connection)
    return replace(schema, tables=tuple(map(_comparable, schema.tables)))


def _comparable(table: Table) -> Table:
    return replace(table, bounds=_bounds(table), columns=tuple(map(_by_value, table.columns)))


def _by_value(column: Column) -> Column:
    """A column of numbers with a default by its value: the model holds one text for 1, 1.0 and '1', and none for the cast of a text.

    A text column that was one of dates keeps `'2024-01-01'::date`.
    """
    text = column.default.text if column.default else ""
    literal = (ANY_LITERAL if column.type.name.startswith(TEXTS) else LITERAL).fullmatch(text)
    if literal:
        return replace(column, default=Expression(literal[1]))
    number = NUMBER.fullmatch(text)
    if number is None or not column.type.name.startswith(NUMBERS):
        return column
    return replace(column, default=Expression(f"{float(number[1])}"))


def _moved(schema: Schema) -> Schema:
    """The same in scratch schemas; types, sequences and routines stay where they are, for expressions to name."""
    names = {shadow(each.schema) for each in (*schema.tables, *schema.views, *schema.domains)}
    return Schema(
        Dialect.POSTGRESQL,
        tables=tuple(replace(t, schema=shadow(t.schema), foreign_keys=(), triggers=(), parents=(), bounds=None) for t in schema.tables),
        views=tuple(replace(view, schema=shadow(view.schema)) for view in schema.views),
        domains=tuple(replace(domain, schema=shadow(domain.schema)) for domain in schema.domains),
        namespaces=tuple(names),
    )


def _merged(ours: Table, made: Table) -> Table:
    written = {check.name: check for check in made.checks}
    checks = tuple(replace(check, expression=written[clipped(check.name)].expression) for check in ours.checks)
    columns = {column.name: column for column in made.columns}
    fields: dict[str, Any] = {name: getattr(made, name) for name in ("uniques", "indexes", "policies", "exclusions", "options")}
    return replace(
        ours,
        columns=tuple(_column(column, columns[clipped(column.name)], ours.name) for column in ours.columns),
        primary_key=made.primary_key,
        checks=checks,
        bounds=_bounds(ours),
        **fields,
    )


def _column(ours: Column, made: Column, table: str) -> Column:
    kept: dict[str, Any] = {name: getattr(ours, name) for name in ("inherited", "nullable", "not_null_validated", "comment")}
    return _by_value(replace(made, sequence=ours.sequence_in(table) if ours.has_sequence else None, **kept))


def _bounds(table: Table) -> str | None:
    return table.bounds and canonical_expression(table.bounds, Dialect.POSTGRESQL).text


def _view(ours: View, made: View) -> View:
    return replace(ours, definition=made.definition, columns=made.columns, indexes=by_name(made.indexes))


def _domain(ours: Domain, made: Domain) -> Domain:
    written = {check.name: check for check in made.checks}
    checks = tuple(replace(check, expression=written[clipped(check.name)].expression) for check in ours.checks)
    return replace(made, checks=checks, span=ours.span)


def _routine(connection: Connection, ours: Routine) -> Routine:
    """The types of the arguments by the server's names for them."""
    query = (
        "SELECT ARRAY(SELECT coalesce(format_type(to_regtype(name), NULL), name) FROM unnest(%s::text[]) WITH ORDINALITY u (name, place))"
    )
    row = connection.execute(query, (list(ours.arguments),)).fetchone()
    return replace(ours, arguments=tuple(row[0]))


def quoted(name: str) -> str:
    return quote(name, Dialect.POSTGRESQL)
