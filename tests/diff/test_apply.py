"""What a renamed column does to the expressions of its table."""

import pytest

from bot.model import Expression
from bot.model.renamed_text import rename_in_expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"age" > 0', '"years" > 0'),
        ("age > 0 and age < 150", "years > 0 and years < 150"),
        ("`age` > 0", "`years` > 0"),
        ("users.age > 0", "users.years > 0"),
        ('"users"."age" > 0', '"users"."years" > 0'),
        ("pets.age > 0", "pets.age > 0"),
        ("age(born) > 0", "age(born) > 0"),
        ("kind = 'age'", "kind = 'age'"),
        ("'it''s age' = age", "'it''s age' = years"),
        ("ageless", "ageless"),
    ],
)
def test_names_of_the_column_follow(text, expected):
    assert rename_in_expression(Expression(text), "users", "age", "years").text == expected


def test_a_name_that_needs_quotes_gets_them():
    assert rename_in_expression(Expression("age > 0"), "users", "age", "bornAt").text == '"bornAt" > 0'
