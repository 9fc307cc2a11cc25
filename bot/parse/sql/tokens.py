"""sqlglot's tokens in the shape our reader wants: words lower case, offsets in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlglot.dialects.dialect import Dialect as Grammar
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token as RawToken
from sqlglot.tokenizer_core import TokenType

from bot.model import Dialect
from bot.parse.sql.source import Source

GRAMMARS = {Dialect.POSTGRESQL: "postgres", Dialect.MYSQL: "mysql", Dialect.MARIADB: "mysql", Dialect.SQLITE: "sqlite"}
# sqlglot swallows the rest of a statement that begins with a word it calls a command (RENAME, DO, CALL): a dot before it prevents that
LEAD = ". "


class TokenKind(StrEnum):
    """What a token is; a symbol is anything that is none of the others."""

    WORD = "word"
    NAME = "name"
    STRING = "string"
    NUMBER = "number"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `word` is what grammar compares: a word in lower case, a symbol as it is, empty for names and literals."""

    kind: TokenKind
    text: str
    word: str
    start: int
    end: int


KINDS = {TokenType.IDENTIFIER: TokenKind.NAME, TokenType.NUMBER: TokenKind.NUMBER} | dict.fromkeys(
    (
        TokenType.STRING,
        TokenType.RAW_STRING,
        TokenType.HEREDOC_STRING,
        TokenType.BYTE_STRING,
        TokenType.BIT_STRING,
        TokenType.HEX_STRING,
        TokenType.NATIONAL_STRING,
        TokenType.UNICODE_STRING,
    ),
    TokenKind.STRING,
)


@cache
def grammar(dialect: Dialect) -> Grammar:
    """Sqlglot's name for the dialect, as its object."""
    return Grammar.get_or_raise(GRAMMARS[dialect])


def raw_tokens(text: str, dialect: Dialect) -> list[RawToken] | None:
    """Sqlglot's own tokens of a text; None where it cannot split it."""
    try:
        return grammar(dialect).tokenize(text)
    except TokenError:
        return None


def tokens(source: Source, start: int, end: int) -> tuple[Token, ...] | None:
    """The tokens between two offsets of a file; None where sqlglot cannot split the text."""
    raw = raw_tokens(LEAD + source.text[start:end], source.dialect)
    if raw is None:
        return None
    shift = start - len(LEAD)
    return tuple(token for each in raw[1:] for token in _tokens(each, source, shift))


def _tokens(raw: RawToken, source: Source, shift: int) -> Iterator[Token]:
    start, end = raw.start + shift, raw.end + shift + 1
    kind = KINDS.get(raw.token_type)
    if kind is not None:
        yield Token(kind, raw.text, "", start, end)
        return
    text = source.text[start:end]
    if not (text[0].isalnum() or text[0] == "_"):
        yield Token(TokenKind.SYMBOL, text, text, start, end)
        return
    for found in re.finditer(r"\S+", text):  # PRIMARY KEY comes as one
        yield Token(TokenKind.WORD, found[0], found[0].lower(), start + found.start(), start + found.end())
