"""The condition that finds values which a new type rounds finds them on PostgreSQL."""

import pytest

from bot.checklist.fits import unfit
from bot.model import Column, Dialect, Schema, Span
from bot.parse.types import canonical_type

SPAN = Span("schema.sql", 1, 1)


def condition(old: str, new: str) -> str | None:
    schema = Schema(Dialect.POSTGRESQL)
    before, after = (Column("c", canonical_type(text, Dialect.POSTGRESQL), SPAN) for text in (old, new))
    return unfit("c", before, after, schema=schema)


@pytest.mark.parametrize(
    ("old", "new", "kept", "lost"),
    [
        ("numeric(12, 2)", "integer", "12.00", "12.50"),
        ("numeric(12, 2)", "integer", "2147483647.00", "2147483648.00"),
        ("double precision", "bigint", "3", "3.25"),
        ("bigint", "double precision", "9007199254740992", "9007199254740993"),
        ("integer", "real", "16777216", "16777217"),
        ("numeric(12, 4)", "numeric(12, 2)", "1.2500", "1.2345"),
        ("timestamp", "date", "'2026-01-02 00:00'", "'2026-01-02 03:04'"),
    ],
)
def test_values_that_change_are_found(postgresql, old, new, kept, lost):
    postgresql.execute(f"CREATE TABLE t (c {old}); INSERT INTO t VALUES ({kept}), ({lost})")
    assert postgresql.execute(f"SELECT count(*) FROM t WHERE {condition(old, new)}").fetchone() == (1,)


@pytest.mark.parametrize(
    ("old", "new"), [("integer", "bigint"), ("smallint", "real"), ("integer", "double precision"), ("numeric(12, 2)", "text")]
)
def test_what_holds_every_value_asks_for_nothing_or_finds_nothing(postgresql, old, new):
    found = condition(old, new)
    postgresql.execute(f"CREATE TABLE t (c {old}); INSERT INTO t VALUES (1), (-1), (32767)")
    assert found is None or postgresql.execute(f"SELECT count(*) FROM t WHERE {found}").fetchone() == (0,)
