"""CREATE INDEX."""

from collections.abc import Iterator

from bot.emit.names import qualified, quote, quote_all, sql_name
from bot.model import Dialect, Index, IndexPart, Table

MYSQL_KINDS = frozenset({"fulltext", "spatial"})


def create_index(table: Table, index: Index, dialect: Dialect, *, concurrently: bool = False) -> str:
    """The statement, without a final semicolon."""
    return index_on(sql_name(table, dialect), index, dialect, concurrently=concurrently)


def index_on(on: str, index: Index, dialect: Dialect, *, concurrently: bool = False) -> str:
    """The same on a table or materialized view by its SQL name."""
    parts = ", ".join(index_parts(index, dialect))
    kind = f"{index.method.upper()} " if index.method in MYSQL_KINDS else "UNIQUE " if index.unique else ""
    if dialect.is_mysql_family and index.name is None:
        return f"ALTER TABLE {on} ADD {kind}INDEX ({parts})"
    at_once = "CONCURRENTLY " if concurrently else ""
    name = f"{quote(index.name, dialect)} " if index.name else ""
    head = f"CREATE {kind}INDEX {at_once}{name}ON {on}"
    if dialect is Dialect.POSTGRESQL:
        return f"{head}{_using(index)} ({parts}){_behind(index, dialect)}"
    return f"{head} ({parts}){_using(index) if dialect.is_mysql_family else ''}{_behind(index, dialect)}"


def drop_index(table: Table, index: Index, dialect: Dialect) -> str:
    """The statement, without a final semicolon. A PostgreSQL index lives in its table's schema."""
    name = index.name or "_".join((table.name, *index.columns, "idx"))
    if dialect.is_mysql_family:
        return f"DROP INDEX {quote(name, dialect)} ON {sql_name(table, dialect)}"
    return f"DROP INDEX {qualified(table.schema, name, dialect)}"


def _using(index: Index) -> str:
    return f" USING {index.method}" if index.method and index.method != "btree" and index.method not in MYSQL_KINDS else ""


def index_parts(index: Index, dialect: Dialect) -> Iterator[str]:
    """The key parts with their order and operator classes."""
    return (_part(part, dialect) for part in index.parts)


def _part(part: IndexPart, dialect: Dialect) -> str:
    text = quote(part.column, dialect) if part.column is not None else f"({part.expression.text if part.expression else ''})"
    if part.length is not None:
        text += f"({part.length})"
    if part.collation:
        text += f" COLLATE {quote(part.collation, dialect)}"
    if part.opclass:
        text += f" {part.opclass}"
    if part.descending:
        text += " DESC"
    return f"{text} NULLS {part.nulls.upper()}" if part.nulls else text


def _behind(index: Index, dialect: Dialect) -> str:
    text = f" INCLUDE ({quote_all(index.include, dialect)})" if index.include else ""
    if index.nulls_not_distinct:
        text += " NULLS NOT DISTINCT"
    return f"{text} WHERE {index.where.text}" if index.where else text
