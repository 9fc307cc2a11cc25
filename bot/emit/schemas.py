"""A whole Schema as DDL."""

from collections.abc import Iterator

from bot.emit.indexes import index_on
from bot.emit.names import quote, sql_name
from bot.emit.objects import create_domain, create_enum, create_sequence, create_view
from bot.emit.tables import late_constraints, script, table_extras, table_statement
from bot.model import Dialect, Schema


def create_schema(schema: Schema) -> str:
    """The DDL that makes everything in the Schema, in an order that can be run: references after all tables, views last.

    Existing views and views without a known definition are left out.
    """
    return script(_statements(schema))


def _statements(schema: Schema) -> Iterator[str]:
    dialect = schema.dialect
    yield from (f"CREATE SCHEMA {quote(name, dialect)}" for name in schema.namespaces)
    yield from (f"CREATE ROLE {quote(name, dialect)}" for name in schema.roles)
    yield from map(create_enum, schema.enums)
    yield from (create_sequence(sequence, dialect) for sequence in schema.sequences)
    for domain in schema.domains:
        yield from create_domain(domain)
    # SQLite cannot add a reference later, and does not look for its target before rows come
    inline = dialect is Dialect.SQLITE
    for table in schema.tables:
        yield table_statement(table, dialect, with_references=inline)
    for table in schema.tables:
        yield from table_extras(table, dialect)
    for table in schema.tables:
        yield from late_constraints(table, dialect, with_references=not inline)
    for view in schema.views:
        yield from create_view(view, dialect)
        yield from (index_on(sql_name(view, dialect), index, dialect) for index in view.indexes)
