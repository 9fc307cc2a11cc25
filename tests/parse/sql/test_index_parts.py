"""Text as it stands in the parentheses of an index → its key parts, for whoever holds the text alone."""

import pytest

from bot.model import Dialect, Expression, IndexPart
from bot.parse.sql import read_index_parts


@pytest.mark.parametrize(
    ("dialect", "text", "parts"),
    [
        (Dialect.POSTGRESQL, '"a" desc', (IndexPart("a", descending=True),)),
        (Dialect.POSTGRESQL, '"a" DESC NULLS LAST', (IndexPart("a", descending=True, nulls="last"),)),
        (Dialect.POSTGRESQL, '"a" gin_trgm_ops', (IndexPart("a", opclass="gin_trgm_ops"),)),
        (Dialect.POSTGRESQL, '"a", lower("b")', (IndexPart("a"), IndexPart(expression=Expression('lower("b")')))),
        (Dialect.POSTGRESQL, '("t"."a" || "b")', (IndexPart(expression=Expression('"a" || "b"')),)),
        (Dialect.MYSQL, "`a`(10)", (IndexPart("a", length=10),)),
        (Dialect.MYSQL, "lower(`a`)", (IndexPart(expression=Expression("lower(`a`)")),)),
        (Dialect.MYSQL, "left(`a`, 10)", (IndexPart(expression=Expression("left(`a`, 10)")),)),
        (Dialect.SQLITE, '"a" collate nocase', (IndexPart("a", collation="nocase"),)),
        (Dialect.SQLITE, "", ()),
        (Dialect.SQLITE, '"a" desc desc', ()),
        (Dialect.SQLITE, "lower('a", ()),
    ],
)
def test_key_parts(dialect, text, parts):
    assert read_index_parts(text, dialect, table="t") == parts
