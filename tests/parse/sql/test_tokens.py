"""Every dialect's tokens are those of its server: quotations and their values, comments, numbers, operators."""

import pytest

from bot.model import Dialect
from bot.parse.sql.scanner import tokens
from bot.parse.sql.source import Source

POSTGRESQL, MYSQL, SQLITE = Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.SQLITE


def read(text, dialect):
    found = tokens(Source.of("m.sql", text, dialect), 0, len(text))
    return None if found is None else [(token.kind.value, token.text) for token in found]


@pytest.mark.parametrize(
    ("dialect", "text", "kind", "value"),
    [
        (POSTGRESQL, "'it''s'", "string", "it's"),
        (POSTGRESQL, r"'a\'", "string", "a\\"),
        (POSTGRESQL, r"E'a\'b\n\x41\101\u00e9''\q'", "string", "a'b\nAAé'q"),
        (POSTGRESQL, r"U&'d\0061t\+000061\\'", "string", "data\\"),
        (POSTGRESQL, r'U&"d\0061ta"', "name", "data"),
        (POSTGRESQL, "B'01'", "string", "01"),
        (POSTGRESQL, "$$ it's $a$ $$", "string", " it's $a$ "),
        (POSTGRESQL, "$a$ $$ $b$ $a$", "string", " $$ $b$ "),
        (POSTGRESQL, '"a ""b"""', "name", 'a "b"'),
        (POSTGRESQL, "a$b$c", "word", "a$b$c"),
        (POSTGRESQL, "größe\u200b\xa0x", "word", "größe\u200b\xa0x"),
        (POSTGRESQL, "1_000.5e-3", "number", "1_000.5e-3"),
        (POSTGRESQL, ".5", "number", ".5"),
        (MYSQL, r"'it\'s ''x'' \%\Z'", "string", "it's 'x' \\%\x1a"),
        (MYSQL, '"a ""b"" \'\'"', "string", "a \"b\" ''"),
        (MYSQL, "`a ``b```", "name", "a `b`"),
        (MYSQL, "2fast", "word", "2fast"),
        (MYSQL, "1e5", "number", "1e5"),
        (MYSQL, "0x1F", "number", "0x1F"),
        (SQLITE, "[a ''b]", "name", "a ''b"),
        (SQLITE, "`a`", "name", "a"),
        (SQLITE, "x'1F'", "string", "1F"),
    ],
)
def test_one_token(dialect, text, kind, value):
    assert read(text, dialect) == [(kind, value)]
    assert read(f" {text}\t", dialect) == [(kind, value)]


@pytest.mark.parametrize(
    ("dialect", "text", "parts"),
    [
        (POSTGRESQL, "a=-1", ["a", "=", "-", "1"]),
        (POSTGRESQL, "a@-1", ["a", "@-", "1"]),
        (POSTGRESQL, "a->>'b'::text", ["a", "->>", "b", "::", "text"]),
        (POSTGRESQL, "a<--b\n1", ["a", "<", "1"]),
        (POSTGRESQL, "a*/* b */2", ["a", "*", "2"]),
        (POSTGRESQL, "a --b\rc", ["a", "c"]),
        (MYSQL, "5--3", ["5", "-", "-", "3"]),
        (MYSQL, "5 -- 3", ["5"]),
        (MYSQL, "a #b\rc\nd", ["a", "d"]),
        (MYSQL, "a<=>b", ["a", "<=>", "b"]),
        (SQLITE, "a--b\rc\nd", ["a", "d"]),
        (SQLITE, "a==b", ["a", "==", "b"]),
    ],
)
def test_several_tokens(dialect, text, parts):
    assert [token for _, token in read(text, dialect)] == parts


@pytest.mark.parametrize(
    ("dialect", "text"),
    [(dialect, text) for dialect in Dialect for text in ("'a", "/* a", "1 'a''")]
    + [(POSTGRESQL, '"a'), (POSTGRESQL, "$$a"), (POSTGRESQL, "$a$ $b$"), (POSTGRESQL, r"e'a\'"), (POSTGRESQL, 'u&"a')]
    + [(MYSQL, r"'a\'"), (MYSQL, "`a"), (SQLITE, "`a"), (SQLITE, "x'1")],
)
def test_what_has_no_end_gives_no_tokens(dialect, text):
    assert read(text, dialect) is None
