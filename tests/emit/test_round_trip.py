"""What is emitted, read back by our own SQL reader."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.diff import diff
from bot.emit import changes_sql, create_schema, create_table, type_text
from bot.model import AlterColumn, Change, ColumnType, Dialect, Schema
from bot.parse.sql import replay
from bot.parse.types import canonical_type
from tests.strategies import TYPES, schemas

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=40)


@SLOW
@given(schemas(implicit=True))
def test_the_reader_gives_back_the_schema(schema):
    read = replay([("schema.sql", create_schema(schema))], dialect=schema.dialect)
    assert read.problems == ()
    assert read.schema == schema


def without_options(schema: Schema) -> Schema:
    """No statement of MySQL takes an option back, and PostgreSQL's ALTER TABLE … SET is passed over by the reader."""
    return replace(schema, tables=tuple(replace(table, options=()) for table in schema.tables))


def becomes_serial(change: Change) -> bool:
    """No statement makes a column serial: it gets a sequence and a default, which is the same to a server and reads otherwise."""
    return isinstance(change, AlterColumn) and isinstance(change.after.type, ColumnType) and change.after.type.is_serial


@SLOW
@given(st.sampled_from(Dialect).flatmap(lambda dialect: st.tuples(schemas(dialect), schemas(dialect))))
def test_the_reader_makes_of_the_changes_what_they_say(sides):
    before, after = map(without_options, sides)
    changes = diff(before, after)
    assume(not any(becomes_serial(change) for change in changes))
    text = changes_sql(changes, before)
    read = replay([("0001.sql", text)], dialect=before.dialect, start=before)
    assert read.problems == ()
    assert read.schema == after


@SLOW
@given(schemas())
def test_a_table_alone_reads_back(schema):
    for table in schema.tables:
        start = Schema(schema.dialect, enums=schema.enums, namespaces=schema.namespaces)
        read = replay([("table.sql", create_table(table, schema.dialect))], dialect=schema.dialect, start=start)
        assert read.schema.tables == (table,)


def test_every_type_reads_back():
    for dialect, types in TYPES.items():
        for type_ in types:
            assert canonical_type(type_text(type_, dialect), dialect) == type_
