"""SQLite's own CREATE statements, cut up just far enough for what no PRAGMA says: names of constraints, checks, expressions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"""--[^\n]*|/\*.*?\*/|(?P<token>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[^\W\d][\w$]*|\d[\w.]*|<=|>=|<>|!=|==|\|\||->>?|\S)""",
    re.DOTALL,
)
KINDS = ("primary", "unique", "check", "references", "foreign")


@dataclass(frozen=True)
class Constraint:
    """One constraint as it was written: its kind, name, and what its parentheses hold; of a column the column's name."""

    kind: str
    name: str | None
    tokens: tuple[str, ...]
    column: str | None = None


def tokens(sql: str) -> tuple[str, ...]:
    """The tokens of a text; quoted ones keep their quotes, `a.b` is three."""
    return tuple(match["token"] for match in TOKEN.finditer(sql) if match["token"])


def name(token: str) -> str:
    """The name that a token stands for."""
    if token[0] in "\"`'":
        return token[1:-1].replace(token[0] * 2, token[0])
    return token[1:-1] if token[0] == "[" else token


def plain(sql: str, table: str = "") -> str:
    """A text that is the same for every spelling: words and names lower case without quotes, the table's own qualifier gone."""
    words = [token if token[0] == "'" else name(token).lower() for token in _bare(tokens(sql))]
    own = [at for at, word in enumerate(words[:-1]) if table and word == table.lower() and words[at + 1] == "."]
    return " ".join(word for at, word in enumerate(words) if at not in own and at - 1 not in own)


def _bare(found: tuple[str, ...]) -> tuple[str, ...]:
    while found[:1] == ("(",) and _close(found, 0) == len(found) - 1:
        found = found[1:-1]
    return found


def _close(found: tuple[str, ...], at: int) -> int:
    depth = 0
    for place in range(at, len(found)):
        depth += (found[place] == "(") - (found[place] == ")")
        if depth == 0:
            return place
    raise AssertionError(found)


def group(found: tuple[str, ...], at: int = 0) -> tuple[str, ...]:
    """What stands in the first parentheses from that place on."""
    start = found.index("(", at)
    return found[start + 1 : _close(found, start)]


def split(found: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The parts between commas outside parentheses."""
    depth, start = 0, 0
    for place, token in enumerate((*found, ",")):
        depth += (token == "(") - (token == ")")
        if token == "," and depth == 0:
            yield found[start:place]
            start = place + 1


def constraints(element: tuple[str, ...]) -> Iterator[Constraint]:
    """The constraints of one element of a CREATE TABLE."""
    words = [token.lower() for token in element]
    column = None if words[0] in (*KINDS, "constraint") else name(element[0])
    label, place = None, 0 if column is None else 1
    while place < len(element):
        word = words[place]
        if word == "constraint":
            label, place = name(element[place + 1]), place + 1
        elif word in KINDS and words[place - 1] != "foreign":
            yield Constraint(word, label, element[place:], column)
            label = None
            if word == "foreign":
                return
        elif word == "(":
            place = _close(element, place)
        place += 1


def after(found: tuple[str, ...], *words: str) -> int | None:
    """The place behind those words outside parentheses, None where they do not stand there."""
    lower, depth = [token.lower() for token in found], 0
    for place, token in enumerate(lower):
        depth += (token == "(") - (token == ")")
        if depth == 0 and tuple(lower[place : place + len(words)]) == words:
            return place + len(words)
    return None
