"""What a SQLite database holds, read through its PRAGMAs into the model; nothing here reads SQL as the product does."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from bot.model import (
    CheckConstraint,
    Column,
    Dialect,
    Expression,
    ForeignKey,
    Generated,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    Span,
    Table,
    Trigger,
    UniqueConstraint,
    View,
)
from bot.parse.types import canonical_type
from tests.servers.sqlite_text import Constraint, after, constraints, group, name, plain, split, tokens

HERE = Span("database", 1, 1)


def read_schema(connection: sqlite3.Connection) -> Schema:
    """The Schema of a database and of those attached to it; virtual and temporary tables are only named."""
    connection.row_factory = sqlite3.Row
    listed = [row for row in connection.execute("PRAGMA table_list") if not row["name"].startswith("sqlite_")]
    opaque = {row["name"] for row in listed if row["type"] == "virtual" or row["schema"] == "temp"}
    kept = [row for row in listed if row["schema"] != "temp"]
    schema = Schema(
        Dialect.SQLITE,
        tables=tuple(_table(connection, row) for row in kept if row["type"] == "table"),
        views=tuple(_view(connection, row) for row in kept if row["type"] == "view"),
        opaque=frozenset(opaque),
    )
    return replace(schema, tables=tuple(_with_targets(table, schema) for table in schema.tables))


def _schema(row: sqlite3.Row) -> str | None:
    return None if row["schema"] == "main" else row["schema"]


def _quoted(name_: str) -> str:
    return '"' + name_.replace('"', '""') + '"'


def _sql(connection: sqlite3.Connection, schema: str, kind: str, name_: str) -> str:
    query = f"SELECT sql FROM {_quoted(schema)}.sqlite_schema WHERE type = ? AND name = ?"
    return str(connection.execute(query, (kind, name_)).fetchone()[0])


def _view(connection: sqlite3.Connection, row: sqlite3.Row) -> View:
    text = tokens(_sql(connection, row["schema"], "view", row["name"]))
    query = " ".join(text[after(text, "as") or 0 :])
    return View(row["name"], Expression(query), HERE, schema=_schema(row))


def _triggers(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[Trigger]:
    query = f"SELECT name FROM {_quoted(row['schema'])}.sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) = lower(?)"
    yield from (Trigger(found["name"], "", HERE) for found in connection.execute(query, (row["name"],)))


def _table(connection: sqlite3.Connection, row: sqlite3.Row) -> Table:
    sql = tokens(_sql(connection, row["schema"], "table", row["name"]))
    elements = {}
    written = []
    for element in split(group(sql)):
        found = tuple(constraints(element))
        written += found
        elements[name(element[0])] = element
    listed = _pragma(connection, row, "index_list")
    indexes = tuple(_index(connection, row, found) for found in listed if found["origin"] == "c")
    info = _pragma(connection, row, "table_xinfo")
    key = tuple(found["name"] for found in sorted(info, key=lambda found: found["pk"]) if found["pk"])
    is_rowid = bool(key) and not row["wr"] and not any(found["origin"] == "pk" for found in listed)
    columns = tuple(_column(found, elements[found["name"]], row["name"], never_null=is_rowid and bool(found["pk"])) for found in info)
    options = (("strict", "yes"),) * bool(row["strict"]) + (("without rowid", "yes"),) * bool(row["wr"])
    return Table(
        row["name"],
        HERE,
        schema=_schema(row),
        columns=columns,
        primary_key=PrimaryKey(key, HERE) if key else None,
        uniques=tuple(_uniques(connection, row, listed, written)),
        foreign_keys=tuple(_foreign_keys(_pragma(connection, row, "foreign_key_list"), written)),
        checks=tuple(_checks(row["name"], written)),
        indexes=indexes,
        options=options,
        triggers=tuple(_triggers(connection, row)),
    )


def _pragma(connection: sqlite3.Connection, row: sqlite3.Row, pragma: str) -> list[sqlite3.Row]:
    return connection.execute(f"PRAGMA {_quoted(row['schema'])}.{pragma}({_quoted(row['name'])})").fetchall()


def _column(info: sqlite3.Row, element: tuple[str, ...], table: str, *, never_null: bool) -> Column:
    collation = after(element, "collate")
    made = after(element, "as")
    expression = Expression(plain(" ".join(group(element, made)), table)) if made and info["hidden"] else None
    return Column(
        info["name"],
        canonical_type(info["type"], Dialect.SQLITE),
        HERE,
        nullable=not info["notnull"] and not never_null,
        default=None if info["dflt_value"] is None else Expression(info["dflt_value"]),
        generated=Generated(expression, stored=info["hidden"] == 3) if expression else None,
        autoincrement="autoincrement" in map(str.lower, element),
        collation=name(element[collation]) if collation else None,
    )


def _checks(table: str, written: list[Constraint]) -> Iterator[CheckConstraint]:
    for found in written:
        if found.kind == "check":
            yield CheckConstraint(found.name, Expression(plain(" ".join(group(found.tokens)), table)), HERE)


def _key_columns(connection: sqlite3.Connection, row: sqlite3.Row, index: str) -> tuple[str, ...]:
    parts = connection.execute(f"PRAGMA {_quoted(row['schema'])}.index_xinfo({_quoted(index)})")
    return tuple(part["name"] for part in parts if part["key"])


def _uniques(
    connection: sqlite3.Connection, row: sqlite3.Row, listed: list[sqlite3.Row], written: list[Constraint]
) -> Iterator[UniqueConstraint]:
    names = {}
    for found in written:
        if found.kind == "unique":
            over = (found.column,) if found.column else tuple(name(part[0]) for part in split(group(found.tokens)))
            names.setdefault(tuple(map(str.lower, over)), found.name)
    for index in listed:
        if index["origin"] == "u":
            columns = _key_columns(connection, row, index["name"])
            yield UniqueConstraint(names[tuple(map(str.lower, columns))], columns, HERE)


def _foreign_keys(listed: list[sqlite3.Row], written: list[Constraint]) -> Iterator[ForeignKey]:
    names = [found.name for found in written if found.kind == "foreign" or (found.kind == "references" and found.column)]
    for number, label in enumerate(reversed(names)):  # SQLite lists the last one first
        rows = [row for row in listed if row["id"] == number]
        yield ForeignKey(
            label,
            tuple(row["from"] for row in rows),
            rows[0]["table"],
            tuple(row["to"] for row in rows if row["to"] is not None),
            HERE,
            on_delete=rows[0]["on_delete"].lower(),
            on_update=rows[0]["on_update"].lower(),
        )


def _with_targets(table: Table, schema: Schema) -> Table:
    """Foreign keys as they are meant: the target as it is declared, its primary key where no columns are written."""
    keys = []
    for key in table.foreign_keys:
        where = f"{table.schema}." if table.schema else ""
        target = next((other for other in schema.tables if other.full_name.lower() == (where + key.target).lower()), None)
        if target is None:
            keys.append(replace(key, target=where + key.target))
            continue
        own = target.primary_key.columns if target.primary_key else ()
        spelled = {column.name.lower(): column.name for column in target.columns}
        columns = tuple(spelled.get(column.lower(), column) for column in key.target_columns) or own
        keys.append(replace(key, target=target.full_name, target_columns=columns))
    return replace(table, foreign_keys=tuple(keys))


def _index(connection: sqlite3.Connection, row: sqlite3.Row, listed: sqlite3.Row) -> Index:
    sql = tokens(_sql(connection, row["schema"], "index", listed["name"]))
    texts = tuple(split(group(sql)))
    parts = connection.execute(f"PRAGMA {_quoted(row['schema'])}.index_xinfo({_quoted(listed['name'])})").fetchall()
    where = after(sql, "where")
    return Index(
        listed["name"],
        tuple(_part(part, text, row["name"]) for part, text in zip([part for part in parts if part["key"]], texts, strict=True)),
        HERE,
        unique=bool(listed["unique"]),
        where=Expression(plain(" ".join(sql[where:]), row["name"])) if where else None,
    )


def _part(part: sqlite3.Row, text: tuple[str, ...], table: str) -> IndexPart:
    end = len(text) - (text[-1].lower() in ("asc", "desc"))
    expression = None
    if part["name"] is None:
        collation = after(text, "collate")
        expression = Expression(plain(" ".join(text[: collation - 1 if collation else end]), table))
    return IndexPart(part["name"], expression, descending=bool(part["desc"]), collation=part["coll"])
