"""`text.replace(/pattern/, …)` for patterns that take linear time: characters and classes, one after the other."""

from __future__ import annotations

import re

from bot.parse.drizzle.operators import Apply, Otherwise
from bot.parse.drizzle.values import Function, Regex, Value

# Plain or escaped characters, classes, and a class or group of one repeated; nothing nested, so that no text makes it slow.
SIMPLE = re.compile(r"(?:[^\\()\[\]{}*+?|^$./]|\\[^\w\s]|\\[dws]\+?|\[\^?(?:[^\[\]\\]|\\.)*\]\+?|\(\[\^?[^\[\]\\]*\]\+?\))+")


def replace_pattern(text: str, regex: Regex, arguments: list[Value], apply: Apply, otherwise: Otherwise) -> Value:
    """The text with what matches replaced; Unresolved for a pattern or a replacement that is not followed."""
    if not SIMPLE.fullmatch(regex.pattern) or len(text) > 1000:
        return otherwise()
    pattern = re.compile(regex.pattern, re.IGNORECASE if "i" in regex.flags else 0)
    times = 0 if "g" in regex.flags else 1
    match arguments:
        case [str() as replacement] if "$" not in replacement.replace("$1", ""):
            return pattern.sub(lambda match: _filled(replacement, match), text, times)
        case [Function() as function]:
            pieces = [(match, apply(function, [match[0], *match.groups()])) for match in pattern.finditer(text)]
            pieces = pieces[:1] if times else pieces
            return _spliced(text, pieces, otherwise)
    return otherwise()


def _filled(replacement: str, match: re.Match[str]) -> str:
    return replacement.replace("$1", match[1] or "") if match.re.groups else replacement


def _spliced(text: str, pieces: list[tuple[re.Match[str], Value]], otherwise: Otherwise) -> Value:
    result, end = "", 0
    for match, piece in pieces:
        if not isinstance(piece, str):
            return otherwise()
        result += text[end : match.start()] + piece
        end = match.end()
    return result + text[end:]
