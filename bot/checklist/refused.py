"""An INSERT that a table must refuse."""

from bot.checklist.queries import listed, named
from bot.emit.names import literal
from bot.model import Column, ColumnType, Dialect, ForeignKey, Schema, Table, full_name

NUMBERS = frozenset(
    {"tinyint", "smallint", "mediumint", "int", "integer", "bigint", "numeric", "decimal", "real", "double", "float", "double precision"}
)
MOMENTS = {"date": "2001-02-03", "time": "04:05:06", "timestamp": "2001-02-03 04:05:06", "datetime": "2001-02-03 04:05:06"}
NOBODY = "00000000-0000-0000-0000-00000000dead"


def refused_insert(table: Table, schema: Schema) -> str | None:
    """A row without its parent, or without a required value; None where the table refuses neither or a value cannot be made up.

    The row stays away in both cases: the statement is one that the server must answer with an error.
    """
    key = next((key for key in table.foreign_keys if _refuses(key, table, schema)), None)
    if key is None or table.checks:
        return _without_required(table, schema)
    return _row(table, schema, frozenset(key.columns))


def _refuses(key: ForeignKey, table: Table, schema: Schema) -> bool:
    """SQLite checks foreign keys only where the connection asks for it."""
    return schema.dialect is not Dialect.SQLITE and key.validated and key.target != table.full_name


def _without_required(table: Table, schema: Schema) -> str | None:
    required = next((column for column in table.columns if not column.nullable and not column.has_value_without_input), None)
    if required is None or (table.primary_key and table.primary_key.columns == (required.name,) and schema.dialect is Dialect.SQLITE):
        return None
    return f"INSERT INTO {named(table, schema.dialect)} ({listed((required.name,), schema.dialect)}) VALUES (NULL);"


def _row(table: Table, schema: Schema, orphaned: frozenset[str]) -> str | None:
    needed = [column for column in table.columns if column.name in orphaned or not (column.nullable or column.has_value_without_input)]
    values = [sample(column, schema) for column in needed]
    if any(value is None for value in values):
        return None
    names = listed(tuple(column.name for column in needed), schema.dialect)
    return f"INSERT INTO {named(table, schema.dialect)} ({names}) VALUES ({', '.join(value for value in values if value)});"


def sample(column: Column, schema: Schema) -> str | None:
    """A value of the column's type that is unlikely to exist, as SQL; None for a type that is not known well enough."""
    used = column.type
    if not isinstance(used, ColumnType):
        return None
    if used.dimensions:
        return "'{}'"
    enum = schema.enum(full_name(used.schema, used.name)) if used.user_defined else None
    values = enum.values if enum else used.values
    if values:
        return literal(values[0], schema.dialect)
    return None if used.user_defined else _plain(used)


def _plain(used: ColumnType) -> str | None:
    if used.name in NUMBERS or used.is_serial:
        return "0" if used.unsigned else "-1"
    if used.name == "boolean":
        return "true"
    if used.name == "uuid":
        return f"'{NOBODY}'"
    if used.name in ("json", "jsonb"):
        return "'{}'"
    if used.name in MOMENTS:
        return f"'{MOMENTS[used.name]}'"
    return f"'{'nobody'[: used.length or 6]}'" if used.is_text else None
