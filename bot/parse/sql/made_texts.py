"""The text that an expression of PL/pgSQL makes of literals and constants, by format() and ||; None where anything else goes into it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.emit import quote
from bot.model import Dialect
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.tokens import Token, TokenKind

PLACE = re.compile(r"%(?:(?P<number>\d+)\$)?(?P<kind>[sIL%])|%")


def constants(statements: Iterable[Sequence[Token]]) -> dict[str, str]:
    """What `name CONSTANT type := 'literal'` declares, by name; not what is declared twice."""
    found: dict[str, str | None] = {}
    for tokens in statements:
        words = [token.word for token in tokens[:3]]
        place = words.index("constant") if "constant" in words else 0
        if place:
            name, literal = tokens[place - 1].text.lower(), tokens[-1]
            is_literal = tokens[-2].word in (":=", "default") and literal.kind is TokenKind.STRING
            found[name] = literal.text if is_literal and name not in found else None
    return {name: text for name, text in found.items() if text is not None}


def made_text(at: Cursor, known: Mapping[str, str]) -> str | None:
    """The value of the expression that goes to the end of the cursor."""
    parts = []
    while True:
        part = _operand(at, known)
        if part is None:
            return None
        parts.append(part)
        if not at.accept("||"):
            return "".join(parts) if at.is_done else None


def _operand(at: Cursor, known: Mapping[str, str]) -> str | None:
    token = at.peek()
    if token is None:
        return None
    if token.kind is TokenKind.STRING:
        return at.take().text
    at.accept("pg_catalog", ".")
    if not at.at("format", "("):
        return known.get(at.take().text.lower())
    at.place += 1
    arguments = [made_text(part, known) for part in at.group().split()]
    texts = [argument for argument in arguments if argument is not None]
    return formatted(texts[0], texts[1:]) if len(texts) == len(arguments) else None


def formatted(template: str, arguments: Sequence[str]) -> str | None:
    """What PostgreSQL's format() makes; None where it fails, or for a width."""
    written, end, following = [], 0, 0
    for place in PLACE.finditer(template):
        written.append(template[end : place.start()])
        end = place.end()
        if place["kind"] == "%":
            written.append("%")
            continue
        following = int(place["number"]) if place["number"] else following + 1
        if place["kind"] is None or not 0 < following <= len(arguments):
            return None
        written.append(_written(arguments[following - 1], place["kind"]))
    return "".join((*written, template[end:]))


def _written(argument: str, kind: str) -> str:
    if kind == "I":
        return quote(argument, Dialect.POSTGRESQL)
    if kind == "s":
        return argument
    doubled = argument.replace("'", "''")
    return f"'{doubled}'" if "\\" not in argument else "E'" + doubled.replace("\\", "\\\\") + "'"
