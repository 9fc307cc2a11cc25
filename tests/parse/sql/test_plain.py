"""What is plain enough to go without a parser is held against the parser: sqlglot takes all of it, and reads the same tables."""

import pytest
import sqlglot

from bot.model import Dialect
from bot.parse.queries import GRAMMARS, tables_read
from bot.parse.sql.plain import DATA, LETTERS, is_plain, plain_tables
from bot.parse.sql.scanner import tokens
from bot.parse.sql.source import Source

QUERIES = (
    "SELECT * FROM shop.item",
    "SELECT i.id, i.*, whole(*) AS total FROM item i LEFT OUTER JOIN line AS l ON l.item_id = i.id AND l.price > 0 WHERE i.x IS NOT NULL",
    "SELECT DISTINCT spelt(trimmed(name, 'x')), whole(price * quantity) FROM line GROUP BY name HAVING whole(id) > 1 ORDER BY name DESC, 2",
    "SELECT a.x FROM main.a, b",
)
STATEMENTS = (
    "INSERT INTO item (id, note) VALUES (1, 'it''s one'), (-2, NULL), (DEFAULT, spelt('x'))",
    "INSERT INTO shop.item VALUES (chosen(), (1 + 2) * 3, TRUE)",
    "INSERT INTO item (id) SELECT id FROM old WHERE stage IN ('a', 'b') OR id <> 3",
    "UPDATE item SET note = '', price = price * 2 WHERE note IS NULL AND id NOT IN (1, 2)",
    "UPDATE item SET note = other.note FROM other WHERE other.id = item.id",
    "DELETE FROM shop.item WHERE id = 1",
    "SELECT set_item('item_id_seq', 5, true)",
    *QUERIES[:3],
)
# one word for each letter: what is said of one holds of all others
SPOKEN = sorted({letter: word for word, letter in LETTERS.items()}.values())


def found(text, dialect):
    return tokens(Source.of("m.sql", text, dialect), 0, len(text)) or ()


def broken(text, dialect):
    """The statement with one token gone, twice, or another word: few of these are SQL any more."""
    for token in found(text, dialect):
        before, after = text[: token.start], text[token.end :]
        yield from (f"{before} {word} {after}" for word in ("", f"{text[token.start : token.end]} " * 2, *SPOKEN))


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("text", STATEMENTS)
def test_plain_statements(text, dialect):
    assert is_plain(found(text, dialect))
    sqlglot.parse_one(text, read=GRAMMARS[dialect])


@pytest.mark.parametrize("dialect", [Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.SQLITE])
@pytest.mark.parametrize("text", STATEMENTS)
def test_nothing_that_sqlglot_refuses_is_plain(text, dialect):
    plain = [each for each in broken(text, dialect) if is_plain(found(each, dialect))]

    for each in plain:
        sqlglot.parse_one(each, read=GRAMMARS[dialect])


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("text", QUERIES[:3])
def test_the_tables_of_a_plain_query(text, dialect):
    assert plain_tables(found(text, dialect), dialect) == tables_read(text, dialect)


@pytest.mark.parametrize("text", [QUERIES[3], "SELECT 1 FROM (SELECT 2 FROM a) b", "SELECT id FROM a UNION SELECT id FROM b"])
def test_what_is_less_plain_is_left_to_the_parser(text):
    assert plain_tables(found(text, Dialect.SQLITE), Dialect.SQLITE) is None


def test_the_patterns_stay_short():
    """Every process that meets a data statement compiles one: written out where they nest, they had half a million letters."""
    assert len(DATA) < 80_000
