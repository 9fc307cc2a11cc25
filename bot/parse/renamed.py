"""A query under new names: SQLite rewrites its views when a table or a column is renamed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import expressions as exp
from sqlglot import parse_one
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.scope import Scope, traverse_scope

from bot.model import Schema

GRAMMAR = "sqlite"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A table, or with `column` one of its columns, that is called `new` from now on; `schema` still has the old names."""

    table: str
    new: str
    schema: Schema
    column: str | None = None

    def is_table(self, node: object) -> bool:
        """Whether that part of a query is the table."""
        return isinstance(node, exp.Table) and not node.db and node.name.lower() == self.table.lower()


def renamed_query(query: str, renaming: Renaming) -> str | None:
    """The query as SQLite writes it after the renaming; None where it cannot be told which names are meant."""
    try:
        parsed = parse_one(query, read=GRAMMAR)
        scopes = traverse_scope(parsed)
    except (SqlglotError, RecursionError):
        return None
    found = [name for scope in scopes for name in (_columns(scope, renaming) if renaming.column else _tables(scope, renaming))]
    if None in found:
        return None
    return _replaced(query, [name for name in found if name is not None], renaming.new)


def _tables(scope: Scope, renaming: Renaming) -> Iterator[exp.Identifier | None]:
    for table in scope.tables:
        if renaming.is_table(table):
            yield table.this
    for column in scope.columns:
        source = scope.sources.get(column.table)
        if column.table.lower() == renaming.table.lower() and renaming.is_table(source):
            yield column.args["table"]


def _columns(scope: Scope, renaming: Renaming) -> Iterator[exp.Identifier | None]:
    """The names of the column in one SELECT; None where one may be that of something that is not known."""
    for column in scope.columns:
        if column.name.lower() != (renaming.column or "").lower():
            continue
        if column.table:
            named = (source for name, source in scope.sources.items() if name.lower() == column.table.lower())
            sources = [next(named, None)]
        else:
            sources = list(scope.sources.values())
        meant = [_holds(source, column.name, renaming.schema) for source in sources]
        if None in meant:
            yield None
        elif any(held and renaming.is_table(source) for held, source in zip(meant, sources, strict=True)):
            yield column.this


def _holds(source: object, column: str, schema: Schema) -> bool | None:
    """Whether a source of rows has a column of that name; None where that is not known."""
    if not isinstance(source, exp.Table):
        return None
    table = next((table for table in schema.tables if table.full_name.lower() == source.name.lower()), None)
    return None if table is None else any(name.lower() == column.lower() for name in table.column_names())


def _replaced(query: str, names: list[exp.Identifier], new: str) -> str:
    for name in sorted(names, key=lambda name: int(name.meta["start"]), reverse=True):
        start, end = int(name.meta["start"]), int(name.meta["end"]) + 1
        query = query[:start] + _quoted(new) + query[end:]
    return query


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
