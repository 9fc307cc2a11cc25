"""What a token is, and the patterns that find the next one: one for each dialect, with the rules of its server.

A pattern matches at every place, takes the blanks before a token with it, and never tries a place twice: every repetition is
possessive or bounded, so that no text takes longer than its length.
"""

import re
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from bot.model import Dialect

# what these servers call a blank; a no-break space is a letter to all of them
BLANK = " \t\n\r\f\v"


class TokenKind(StrEnum):
    """What a token is; a symbol is anything that is none of the others."""

    WORD = "word"
    NAME = "name"
    STRING = "string"
    NUMBER = "number"
    SYMBOL = "symbol"


class Token(NamedTuple):
    """One token. `word` is what grammar compares: a word in lower case, a symbol as it is, empty for names and literals."""

    kind: TokenKind
    text: str
    word: str
    start: int
    end: int


LETTER = r"A-Za-z_\x80-\U0010ffff"
SINGLE = r"'[^']*+(?:''[^']*+)*+'"
DOUBLE = r'"[^"]*+(?:""[^"]*+)*+"'
BACKTICK = r"`[^`]*+(?:``[^`]*+)*+`"
ESCAPED_SINGLE = r"'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+'"
ESCAPED_DOUBLE = r'"[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+"'
NUMBER = r"(?:\d[\d_]*+(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?"
RADIX = r"0[xX][0-9a-fA-F_]++|0[oO][0-7_]++|0[bB][01_]++"
# https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-OPERATORS: at most 63 characters, never a comment in it,
# and a `-` or `+` at its end only where one of the characters of OWN is in it
PLAIN, OWN = r"[<>=*/+-]", r"[~!@#%^&|`?]"
INSIDE = r"(?!--|/\*)"
OPERATOR = rf"(?:{INSIDE}{PLAIN}){{0,62}}{INSIDE}{OWN}(?:{INSIDE}[~!@#%^&|`?<>=*/+-]){{0,62}} | (?:{INSIDE}{PLAIN}){{0,62}}{INSIDE}[<>=*/]"

POSTGRESQL = rf"""
  (?P<word>(?![ebxnEBXN]'|[uU]&['"])[{LETTER}][{LETTER}0-9$]*+)
| (?P<terminator>;)
| (?P<plain>[(),]|\.(?!\d))
| (?P<name>{DOUBLE})
| (?P<string>{SINGLE})
| (?P<number>{RADIX}|{NUMBER})
| (?P<line>--[^\r\n]*+)
| (?P<block>/\*)
| (?P<dollar>\$(?:[{LETTER}][{LETTER}0-9]*+)?\$)
| (?P<escaped>[eE]{ESCAPED_SINGLE})
| (?P<prefixed>[bxnBXN]{SINGLE})
| (?P<unicode>[uU]&(?:{SINGLE}|{DOUBLE}))
| (?P<open>[ebxnEBXN]?'|(?:[uU]&)?['"])
| (?P<symbol>::|:=|{OPERATOR}|.)
"""
# the server wants a blank behind `--`; at the begin of a line it is a comment to the tools that cut files
MYSQL = rf"""
  (?P<number>(?:{RADIX}|{NUMBER})(?![{LETTER}0-9$]))
| (?P<word>(?![bxnBXN]')[{LETTER}0-9$]++)
| (?P<terminator>;)
| (?P<plain>[(),])
| (?P<name>{BACKTICK})
| (?P<backslashed>{ESCAPED_SINGLE}|{ESCAPED_DOUBLE})
| (?P<line>(?:--(?=[\s\x00]|$|>[ \t]*+statement-breakpoint)|(?<![^\n])--|\#)[^\n]*+)
| (?P<block>/\*)
| (?P<prefixed>[bxBX]{SINGLE})
| (?P<national>[nN]{ESCAPED_SINGLE})
| (?P<open>[bxnBXN]?'|["`])
| (?P<symbol><=>|[<>!]=|<>|\|\||&&|<<|>>|->>?|:=|.)
"""
SQLITE = rf"""
  (?P<word>(?![xX]')[{LETTER}][{LETTER}0-9$]*+)
| (?P<terminator>;)
| (?P<plain>[(),]|\.(?!\d))
| (?P<name>{DOUBLE}|{BACKTICK}|\[[^\]\n]*+\])
| (?P<string>{SINGLE})
| (?P<number>{RADIX}|{NUMBER})
| (?P<line>--[^\n]*+)
| (?P<block>/\*)
| (?P<prefixed>[xX]{SINGLE})
| (?P<open>[xX]?'|["`\[])
| (?P<symbol>[<>!=]=|<>|\|\||<<|>>|->>?|.)
"""
PATTERNS = {
    dialect: re.compile(rf"[{BLANK}]*+(?:{pattern})", re.VERBOSE | re.DOTALL)
    for dialect, pattern in (
        (Dialect.POSTGRESQL, POSTGRESQL),
        (Dialect.MYSQL, MYSQL),
        (Dialect.MARIADB, MYSQL),
        (Dialect.SQLITE, SQLITE),
    )
}
ESCAPES = {"0": "\0", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
MYSQL_ESCAPES = {"0": "\0", "b": "\b", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a", "%": "\\%", "_": "\\_"}
CODE = re.compile(r"x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.", re.DOTALL)
ESCAPE = re.compile(rf"''|\\({CODE.pattern})", re.DOTALL)
MYSQL_ESCAPE = re.compile(r"''|\"\"|\\(.)", re.DOTALL)
UNICODE_ESCAPE = re.compile(r"''|\"\"|\\(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4})|(\\))")


def token(group: str, text: str, end: int) -> Token:
    """The token of a match of one of the groups below, by the text of the group and where it ends."""
    start = end - len(text)
    match group:
        case "word":
            return Token(TokenKind.WORD, text, text.lower(), start, end)
        case "plain" | "symbol":
            return Token(TokenKind.SYMBOL, text, text, start, end)
        case "number":
            return Token(TokenKind.NUMBER, text, "", start, end)
        case "name":
            return Token(TokenKind.NAME, _undoubled(text), "", start, end)
        case "string":
            return Token(TokenKind.STRING, _undoubled(text), "", start, end)
        case _:
            is_name = group == "unicode" and text[2] == '"'
            return Token(TokenKind.NAME if is_name else TokenKind.STRING, VALUES[group](text), "", start, end)


def _undoubled(text: str) -> str:
    value, quote = text[1:-1], text[-1]
    return value.replace(quote * 2, quote) if quote in value else value


def _escaped(text: str) -> str:
    return ESCAPE.sub(_code, text[2:-1]) if "\\" in text or "''" in text else text[2:-1]


def _code(found: re.Match[str]) -> str:
    code = found[1]
    if code is None:
        return "'"
    if len(code) == 1 and not code.isdigit():
        return ESCAPES.get(code, code)
    number = int(code[1:], 16) if code[0] in "xuU" else int(code, 8) if code not in "89" else ord(code)
    return chr(number) if number <= sys.maxunicode else found[0]


def _backslashed(text: str) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] is not None:
            return MYSQL_ESCAPES.get(found[1], found[1])
        return found[0][0] if found[0][0] == text[0] else found[0]

    return MYSQL_ESCAPE.sub(value, text[1:-1]) if "\\" in text or text[0] in text[1:-1] else text[1:-1]


def _unicode(text: str) -> str:
    def value(found: re.Match[str]) -> str:
        digits = found[1] or found[2]
        if digits is None:
            return found[0][0]
        number = int(digits, 16)
        return chr(number) if number <= sys.maxunicode else found[0]

    return UNICODE_ESCAPE.sub(value, text[3:-1])


VALUES: dict[str, Callable[[str], str]] = {
    "escaped": _escaped,
    "prefixed": lambda text: text[2:-1],
    "unicode": _unicode,
    "backslashed": _backslashed,
    "national": lambda text: _backslashed(text[1:]),
}
