"""What drizzle-orm tells code about its own tables and columns: names, keys and allowed values."""

from __future__ import annotations

from bot.parse.drizzle.names import ColumnName, cased
from bot.parse.drizzle.shapes import TableCall, argument, enum_call, option, table_call
from bot.parse.drizzle.site import Site
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Entry, Function, Member, Object, Unresolved, Value

FUNCTIONS = ("getTableName", "getTableColumns", "getColumns")


def column_name(key: str, value: Value, casing: str | None) -> ColumnName:
    """The name of a column: the one that was written, or its key under the casing."""
    if isinstance(value, Built):
        # The second call of an enum or custom type takes the name, the first one of a builder.
        later = [call for call in value.calls[1:] if call.name == ""]
        first = argument(later[0] if later else value.calls[0], 0)
        if isinstance(first, str) and first:
            return ColumnName(first, first)
    return ColumnName(cased(key, casing), key)


def table_fact(name: str, arguments: list[Value], site: Site) -> Value:
    """What `getTableName` or `getTableColumns` gives for a table; Unresolved where that is not known."""
    table = arguments[0] if arguments else UNDEFINED
    call = table_call(table) if isinstance(table, Built) else None
    if call is None:
        return table if isinstance(table, Unresolved) else site.otherwise()
    if name == "getTableName":
        return call.name
    columns = columns_of(call, site)
    if columns is None:
        return site.otherwise()
    members = {key: Entry(Member(table, key, entry.place), entry.place) for key, entry in columns.entries.items()}
    return Object(members, list(columns.gaps))


def columns_of(call: TableCall, site: Site) -> Object | None:
    """The columns of a table by their keys."""
    columns = call.columns
    if isinstance(columns, Function):
        columns = site.apply(columns, [Builtin(call.module, "")])
    return columns if isinstance(columns, Object) else None


def column_fact(column: Member, key: str, site: Site) -> Value:
    """A property of a column that the program can read: its name, its allowed values; None where it is none of those."""
    if key not in ("name", "enumValues") or not isinstance(column.of, Built):
        return None
    call = table_call(column.of)
    columns = columns_of(call, site) if call else None
    value = columns.get(column.name) if columns else UNDEFINED
    if not isinstance(value, Built):
        return None
    if key == "name":
        return column_name(column.name, value, call.casing if call else None).name
    enum = enum_call(value)
    if enum is not None:
        return enum.values
    listed = (item for item in value.calls[0].arguments if isinstance(item, list))
    options = next((item for item in value.calls[0].arguments if isinstance(item, Object)), UNDEFINED)
    return next(listed, None) if value.name == "mysqlEnum" else option(options, "enum")
