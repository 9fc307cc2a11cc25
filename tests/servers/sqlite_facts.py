"""A Schema of SQLite as lines that can be compared: whatever SQLite itself does not tell apart reads the same."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from bot.model import Column, ColumnType, Expression, Index, Schema, Table, Unknown
from tests.servers.sqlite_text import plain


def facts(schema: Schema) -> list[str]:
    """Everything that is known of the Schema, a line each, sorted."""
    return sorted({line for table in schema.tables for line in _table(table, schema)} | set(_objects(schema)))


def _objects(schema: Schema) -> Iterator[str]:
    for view in schema.views:
        yield f"view {view.full_name}: {_text(view.definition, '')}"
    yield from (f"only named: {name}" for name in schema.opaque)


def _text(value: Expression | Unknown | None, table: str) -> str:
    return "none" if value is None else plain(value.text, table)


def _table(table: Table, schema: Schema) -> Iterator[str]:
    yield f"table {table.full_name} {dict(table.options)} in order {', '.join(table.column_names())}"
    yield from (f"column {table.full_name}.{column.name}: {_column(column, table)}" for column in table.columns)
    key = table.primary_key
    if key:
        yield f"primary key {table.full_name} ({', '.join(key.columns)})"
    for columns in {unique.columns for unique in table.uniques} - _covered(table):
        label = next((unique.name for unique in table.uniques if unique.columns == columns and not unique.implicit), None)
        yield f"unique {table.full_name} ({', '.join(columns)}) {label}"
    for reference in table.foreign_keys:
        is_there = schema.table(reference.target) is not None
        target = f"{reference.target} ({', '.join(reference.target_columns)})" if is_there else f"{reference.target.lower()}, not there"
        actions = f"{reference.on_delete}, {reference.on_update}"
        label = None if reference.implicit else reference.name
        yield f"foreign key {table.full_name} ({', '.join(reference.columns)}) to {target} {actions} {label}"
    for check in table.checks:
        yield f"check {table.full_name} {check.name}: {_text(check.expression, table.name)}"
    yield from (f"index {table.full_name} {_index(index, table)}" for index in table.indexes)
    yield from (f"trigger {table.full_name} {trigger.name}" for trigger in table.triggers)


def _covered(table: Table) -> set[tuple[str, ...]]:
    """A UNIQUE over the columns of the primary key gets no index of its own, but for that of the rowid, which has none."""
    key = table.primary_key
    return set() if key is None or _is_rowid(table) else {key.columns}


def _is_rowid(table: Table) -> bool:
    key = table.primary_key
    column = table.column(key.columns[0]) if key and len(key.columns) == 1 else None
    written = column.type.spelling.lower() if column and isinstance(column.type, ColumnType) else ""
    return written == "integer" and column is not None and not column.nullable and "without rowid" not in dict(table.options)


def _column(column: Column, table: Table) -> str:
    spelled = "".join(column.type.spelling.replace(chr(34), "").lower().split()) if isinstance(column.type, ColumnType) else "?"
    made = column.generated and f"{_text(column.generated.expression, table.name)} stored={column.generated.stored}"
    words = (column.type.name if isinstance(column.type, ColumnType) else "?", spelled, f"null={column.nullable}")
    collation = (column.collation or "binary").lower()
    return f"{' '.join(words)} default={_default(column)} made={made} counts={column.autoincrement} {collation}"


def _default(column: Column) -> str | None:
    """The value that a row gets, by SQLite itself; the text where it is another one each time."""
    if column.default is None or not isinstance(column.type, ColumnType):
        return None
    text = column.default.text
    if "(" in text or text.lower().startswith("current_"):
        return plain(text)
    with closing(sqlite3.connect(":memory:")) as connection:
        kind = column.type.spelling.replace('"', "")
        for form in (text, f"({text})"):
            try:
                connection.execute(f"CREATE TABLE t (c {kind} DEFAULT {form})")
            except sqlite3.OperationalError:
                continue
            connection.execute("INSERT INTO t DEFAULT VALUES")
            value = str(connection.execute("SELECT quote(c) FROM t").fetchone()[0])
            return None if value == "NULL" else value
    return plain(text)


def _index(index: Index, table: Table) -> str:
    parts = []
    for part in index.parts:
        column = table.column(part.column) if part.column else None
        collation = (part.collation or (column.collation if column else None) or "binary").lower()
        shown = part.column or _text(part.expression, table.name)
        parts.append(f"{shown} {collation} {'desc' if part.descending else 'asc'}")
    return f"{index.name} unique={index.unique} ({', '.join(parts)}) where {_text(index.where, table.name)}"
