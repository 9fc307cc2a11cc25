"""What a USING clause makes of the values, by its words."""

import pytest

from bot.effects.postgresql_using import Using, how_converted, is_cut
from bot.model import Dialect
from bot.parse.types import canonical_type

ALTER = 'ALTER TABLE t ALTER COLUMN c SET DATA TYPE varchar(5), ALTER COLUMN "other" TYPE text'


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("c::varchar(5)", Using.CAST),
        ('"c"::text::varchar(5)', Using.CAST),
        ("(c)::numeric(10, 2)", Using.CAST),
        ("CAST(c AS character varying(5))", Using.CAST),
        ("c", Using.CAST),
        ("lower(c)::varchar(5)", Using.EXPRESSION),
        ("(c * 100)::bigint", Using.EXPRESSION),
        ("CASE c WHEN 'a' THEN 1 ELSE 2 END", Using.EXPRESSION),
        ("NULL", Using.OTHER_VALUE),
        ("other::varchar(5)", Using.OTHER_VALUE),
    ],
)
@pytest.mark.parametrize(
    "form", ["ALTER TABLE t ALTER COLUMN c TYPE x USING {}", 'ALTER TABLE t ALTER "c" SET DATA TYPE x USING {}, ADD d int;']
)
def test_a_clause_is_a_cast_an_expression_or_nothing_of_the_column(clause, expected, form):
    assert how_converted(form.format(clause), "c") is expected


@pytest.mark.parametrize(
    ("old", "clause", "cut"),
    [
        ("text", "c::varchar(5)", True),
        ("varchar(20)", "cast(c as varchar(5))", True),
        ("varchar(3)", "c::varchar(5)", False),
        ("text", "c::varchar", False),
        ("integer", "c::varchar(20)", False),
        ("integer", "c::boolean", True),
        ("text", "c::boolean", False),
    ],
)
def test_a_cast_with_a_length_cuts_longer_strings(old, clause, cut):
    used = canonical_type(old, Dialect.POSTGRESQL)
    assert is_cut(f"ALTER TABLE t ALTER COLUMN c TYPE x USING {clause}", "c", used) is cut
