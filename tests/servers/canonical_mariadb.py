"""A replayed Schema as a MariaDB server would hold it: what the model leaves to the server's defaults is said in full.

Each rule here stands in MariaDB's manual, or is asked of the server itself (the default collation of a character set). Expressions are
not touched by hand: the server rewrites ours as well, in a scratch database made from the replay.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pymysql

from bot.emit import create_schema
from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Expression,
    Index,
    Schema,
    Table,
    UniqueConstraint,
    View,
)
from bot.parse.sql import replay
from tests.servers.catalog_mariadb import HERE, action, as_read, is_constraint, rows

P = TypeVar("P", bound=Any)
SERIAL = ColumnType("bigint", unsigned=True)
# https://mariadb.com/kb/en/text/: TEXT(n) is the smallest of them that holds n characters
TEXTS = (("tinytext", 1 << 8), ("text", 1 << 16), ("mediumtext", 1 << 24), ("longtext", 1 << 32))
IMPLIED = {"decimal": {"precision": 10, "scale": 0}, "char": {"length": 1}, "binary": {"length": 1}, "bit": {"length": 1}}
CHARACTERS = frozenset({"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"})


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the server assumes: each character set's default collation and longest character in bytes, the database's collation."""

    collations: dict[str, str]
    widths: dict[str, int]
    database: str

    @classmethod
    def of(cls, connection: "pymysql.Connection[Any]") -> "Defaults":
        """What this server and the connection's database say."""
        found = rows(connection, "SELECT * FROM information_schema.character_sets")
        database = rows(connection, "SELECT @@collation_database name")[0]["name"]
        collations = {row["character_set_name"]: row["default_collate_name"] for row in found}
        return cls(collations, {row["character_set_name"]: row["maxlen"] for row in found}, database)

    def settle(self, charset: str | None, collation: str | None, inherited: str) -> str:
        """The collation that a character set and a collation say, where neither is written the inherited one."""
        if collation is not None:
            return collation.lower()
        charset = {"utf8": "utf8mb3"}.get(charset or "", charset)
        return self.collations[charset] if charset else inherited


class Server:
    """A server that says a Schema in full, and remembers how it wrote the expressions of a table.

    It has a connection with an empty database of the character set that the replayed migrations meet.
    """

    def __init__(self, connection: "pymysql.Connection[Any]") -> None:
        self.connection = connection
        self.defaults = Defaults.of(connection)
        self.known: dict[str, Schema] = {}

    def canonical(self, schema: Schema) -> Schema:
        """The Schema with everything said in full, its expressions as the server rewrites them."""
        said = replace(schema, tables=tuple(_said(table, self.defaults) for table in schema.tables))
        views = self._made_again(said.tables, schema.views).views if schema.views else ()
        tables = tuple(self._rewritten(table) if _has_expression(table) else table for table in said.tables)
        rewritten = tuple(View(view.name, _of(views, view.name, "definition", view.definition), HERE) for view in schema.views)
        return Schema(Dialect.MARIADB, tables, views=rewritten)

    def _rewritten(self, table: Table) -> Table:
        return _rewritten(table, self._made_again((table,)).tables[0])

    def _made_again(self, tables: Iterable[Table], views: Iterable[View] = ()) -> Schema:
        """What the server holds when it is given these as plain DDL."""
        text = create_schema(Schema(Dialect.MARIADB, tuple(map(_bare, tables)), views=tuple(views)))
        if text not in self.known:
            with self.connection.cursor() as cursor:
                for step in replay([("", text)], dialect=Dialect.MARIADB).steps:
                    cursor.execute(step.text)
            self.known[text] = as_read(self.connection)
            empty(self.connection)
        return self.known[text]


def empty(connection: "pymysql.Connection[Any]") -> None:
    """Drop every table and view of the connection's database."""
    kinds = {"BASE TABLE": "TABLE", "VIEW": "VIEW"}
    with connection.cursor() as cursor:
        cursor.execute("SET foreign_key_checks = 0")
        for row in rows(connection, "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE()"):
            cursor.execute(f"DROP {kinds[row['table_type']]} `{row['table_name']}`")
        cursor.execute("SET foreign_key_checks = 1")


def _bare(table: Table) -> Table:
    """Without what expressions do not need: CREATE TABLE refuses a UNIQUE and a CHECK of one name, which ALTER TABLE allows."""
    if any(column.autoincrement for column in table.columns):
        return replace(table, foreign_keys=())
    return replace(table, primary_key=None, foreign_keys=(), uniques=(), indexes=())


def _has_expression(table: Table) -> bool:
    said = any(column.default or column.generated or column.on_update for column in table.columns)
    return said or bool(table.checks) or "partition by" in dict(table.options)


def _of(parts: tuple[P, ...], name: str | None, field: str, own: Any) -> Any:
    """The field of the part of that name as the server rewrote it; ours where there is none."""
    found = next((part for part in parts if part.name == name), None)
    return own if found is None else getattr(found, field)


def _said(table: Table, defaults: Defaults) -> Table:
    options = dict(table.options)
    collation = defaults.settle(options.get("charset"), options.get("collate"), defaults.database)
    options |= {"engine": options.get("engine", "innodb"), "collate": collation, "charset": collation.partition("_")[0]}
    table = replace(
        table, columns=tuple(_column(column, collation, defaults) for column in table.columns), checks=(*table.checks, *_json_checks(table))
    )
    indexes = [*table.indexes, *table.implicit_indexes]
    uniques = [*table.uniques, *(UniqueConstraint(each.name, each.columns, HERE) for each in indexes if is_constraint(each))]
    return replace(
        table,
        primary_key=replace(table.primary_key, name="PRIMARY") if table.primary_key else None,
        uniques=tuple(uniques),
        indexes=tuple(_index(each, options["engine"]) for each in indexes if not is_constraint(each)),
        implicit_indexes=(),
        foreign_keys=tuple(replace(key, on_delete=action(key.on_delete), on_update=action(key.on_update)) for key in table.foreign_keys),
        options=tuple(sorted(options.items())),
    )


def _rewritten(table: Table, theirs: Table) -> Table:
    """The table with its expressions as the server wrote them; that there is one, and where, is the replay's word."""
    options = dict(table.options)
    if "partition by" in options:
        options["partition by"] = dict(theirs.options).get("partition by", "")
    return replace(
        table,
        columns=tuple(_as_rewritten(column, theirs.column(column.name) or column) for column in table.columns),
        checks=tuple(replace(check, expression=_of(theirs.checks, check.name, "expression", check.expression)) for check in table.checks),
        options=tuple(sorted(options.items())),
    )


def _json_checks(table: Table) -> Iterator[CheckConstraint]:
    """https://mariadb.com/kb/en/json/: a JSON column is a LONGTEXT with a check of its own, unless it has one already."""
    for column in table.columns:
        own = any(check.name == column.name for check in table.checks)
        if isinstance(column.type, ColumnType) and column.type.name == "json" and not own:
            yield CheckConstraint(column.name, Expression(f"json_valid(`{column.name}`)"), HERE)


def _index(index: Index, engine: str) -> Index:
    """https://mariadb.com/kb/en/storage-engine-index-types/: InnoDB has no hash indexes and makes B-trees of them."""
    return replace(index, method=None) if index.method == "hash" and engine == "innodb" else index


def _column(column: Column, inherited: str, defaults: Defaults) -> Column:
    if not isinstance(column.type, ColumnType):
        return column
    if column.type.name == "serial":
        return replace(column, type=SERIAL)
    if column.type.name == "json":
        collation = defaults.settle(column.charset, column.collation, "utf8mb4_bin")
        return replace(column, type=ColumnType("longtext"), charset=collation.partition("_")[0], collation=collation)
    if column.type.name == "real":  # https://mariadb.com/kb/en/double/
        return replace(column, type=replace(column.type, name="double"))
    if column.type.name not in CHARACTERS:
        return replace(column, type=_type(column.type, 1))
    collation = defaults.settle(column.charset, column.collation, inherited)
    charset = collation.partition("_")[0]
    return replace(column, type=_type(column.type, defaults.widths[charset]), charset=charset, collation=collation)


def _as_rewritten(column: Column, rewritten: Column) -> Column:
    def text(own: Any, theirs: Any) -> Any:
        return theirs if own is not None and theirs is not None else own

    made = column.generated
    if made is not None and rewritten.generated is not None:
        made = replace(made, expression=rewritten.generated.expression)
    return replace(
        column,
        default=text(column.default, rewritten.default),
        on_update=text(column.on_update, rewritten.on_update),
        generated=made,
    )


def _type(type_: ColumnType, width: int) -> ColumnType:
    settled = type_
    if type_.name in ("text", "blob") and type_.length is not None:
        needed = type_.length * width
        name = next(name for name, room in TEXTS if needed < room)
        settled = replace(type_, name=name.replace("text", type_.name), length=None)
    unsaid: dict[str, Any] = {field: value for field, value in IMPLIED.get(settled.name, {}).items() if getattr(settled, field) is None}
    return replace(settled, **unsaid)
