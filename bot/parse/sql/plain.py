"""Queries and data statements so plain that the kinds of their tokens show them to be whole: no parser has to be asked.

A letter stands for each token, and one pattern for each kind of statement reads the letters. What it does not match is no mistake, only
less plain.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.model import Dialect, full_name, schema_name
from bot.parse.sql.cursor import RESERVED, fold
from bot.parse.sql.tokens import Token, TokenKind

OTHER = "!"
KINDS = {TokenKind.WORD: "i", TokenKind.NAME: "i", TokenKind.STRING: "s", TokenKind.NUMBER: "n", TokenKind.SYMBOL: OTHER}
# words that are no names here, nor anything else that is plain
LOUD = frozenset(
    {"all", "any", "array", "between", "both", "cast", "conflict", "create", "cross", "current", "do", "duplicate", "except", "exists"}
    | {"extract", "fetch", "filter", "for", "if", "ignore", "intersect", "interval", "key", "lateral", "like", "limit", "natural", "of"}
    | {"offset", "only", "over", "overriding", "position", "returning", "row", "some", "substring", "table", "trim", "unnest", "using"}
    | {"window", "with", "within", "pivot", "unpivot", "replace", "tablesample", "qualify", "straight_join", "asof", "semi", "anti"}
)
WORDS = (
    dict.fromkeys(RESERVED | LOUD, OTHER)
    | dict.fromkeys(("null", "true", "false"), "v")
    | dict.fromkeys(("and", "or"), "&")
    | dict.fromkeys(("left", "right", "full"), "d")
    | dict.fromkeys(("asc", "desc"), "r")
    | {"insert": "I", "into": "T", "values": "V", "update": "U", "set": "S", "delete": "D", "select": "Q", "distinct": "q", "from": "F"}
    | {"where": "W", "join": "J", "inner": "j", "outer": "o", "on": "O", "group": "G", "order": "R", "by": "B", "having": "H"}
    | {"as": "a", "is": "z", "not": "N", "in": "X", "default": "f"}
)
LETTERS = (
    WORDS
    | {each: each for each in "(),.*"}
    | dict.fromkeys(("<>", "!=", "<", ">", "<=", ">="), "<")
    | {"=": "=", "::": ":", "-": "-", "+": "+", "/": "/", "%": "/", "||": "/"}
)


def _list(item: str) -> str:
    return f"{item}(?:,{item})*+"


def _in_parentheses(item: str) -> str:
    """The same as a list in parentheses without its first one; `item` stands here once, for it holds others like it."""
    return rf"(?:{item}(?:,(?!\))|(?=\))))++\)"


def _expression(inner: str) -> str:
    """Names, literals and calls with operators between them; `inner` is what may stand in parentheses."""
    called = rf"\((?:\*\)|q?{_in_parentheses(inner)}|\))" if inner else r"\(\)"
    operand = rf"(?:-?n|s|v|i(?:\.i)*+(?:{called})?+" + (rf"|\({inner}\))" if inner else ")")
    cast = r"(?::i(?:\(n(?:,n)?\))?+)*+"
    # An operand begins where none ends, and after the last one there is no operator.
    return rf"(?:(?:(?<![nsvi)]){operand}{cast}[-+*/]?+)++(?<![-+*/]))"


NAME = r"i(?:\.i)?+"
COLUMNS = rf"\({_list('i')}\)"
VALUE = _expression(_expression(_expression("")))
TERM = rf"{VALUE}(?:[=<]{VALUE}|zN?+v|N?+X\({_in_parentheses(VALUE)})"
CONDITION = rf"{TERM}(?:&{TERM})*+"
ROW = rf"\({_in_parentheses(f'(?:f|{VALUE})')}"
ITEM = rf"(?:(?:i\.)?\*|{VALUE}(?:a?i)?+)"
READ = rf"{NAME}(?:a?i)?+"
FROM = rf"F{READ}(?:(?:do?|j)?J{READ}O{CONDITION})*+"
QUERY = (
    rf"Qq?+{_list(ITEM)}(?:{FROM}(?:W{CONDITION})?+"
    rf"(?:GB{_list(VALUE)})?+(?:H{CONDITION})?+(?:RB{_list(f'{VALUE}r?+')})?+)?+"
)
DATA = (
    rf"IT{NAME}(?:{COLUMNS})?+(?:V{_list(ROW)}|{QUERY})"
    rf"|U{READ}S{_list(f'i=(?:f|{VALUE})')}(?:{FROM})?+(?:W{CONDITION})?+"
    rf"|DF{NAME}(?:W{CONDITION})?+"
    rf"|{QUERY}"
)


def is_plain(found: Sequence[Token]) -> bool:
    """Whether the tokens are a whole INSERT, UPDATE, DELETE or SELECT without anything that would need a parser."""
    return _compiled(DATA).fullmatch(_letters(found)) is not None


def plain_tables(found: Sequence[Token], dialect: Dialect) -> tuple[str, ...] | None:
    """The full names of the tables and views that a plain query reads, sorted; None where it is not that plain."""
    letters = _letters(found)
    if _compiled(QUERY).fullmatch(letters) is None:
        return None
    return tuple(sorted(set(_tables(found, letters, dialect))))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiling takes a moment, and most reviews meet no data statement."""
    return re.compile(pattern)


def _tables(found: Sequence[Token], letters: str, dialect: Dialect) -> Iterator[str]:
    for place, letter in enumerate(letters):
        if letter in "FJ":
            first = fold(found[place + 1], dialect)
            is_qualified = letters.startswith("i.", place + 1)
            yield full_name(schema_name(first), fold(found[place + 3], dialect)) if is_qualified else first


def _letters(found: Sequence[Token]) -> str:
    return "".join([LETTERS.get(token.word) or KINDS[token.kind] for token in found])
