"""Regular expressions on short texts, as far as a pattern takes bounded time: no repetition inside a repetition."""

from __future__ import annotations

import re

from bot.parse.drizzle.site import Site
from bot.parse.drizzle.values import Regex, Value

ATOM = r"(?:[^\\()\[\]{}*+?|^$./]|\\[^A-Za-z0-9]|\\[dDwWsSbB]|\.|\[\^?(?:[^\[\]\\]|\\.)+\])"
PIECE = ATOM + r"(?:[*+?]|\{\d(?:,\d)?\})?"
SIMPLE = re.compile(rf"(?:{PIECE}|\((?:\?(?:[:=!]|<[=!]))?(?:{PIECE}|[\^$|])*\)\??|[\^$|])+")
REFERENCE = re.compile(r"\$(?:(\d)|&|\$)")
LONGEST = 256  # characters of a text; each repetition of a pattern may try them all
REPEATED = 2


def _compiled(text: str, regex: Regex) -> re.Pattern[str] | None:
    """The pattern as Python has it; None where it is not followed."""
    pattern = regex.pattern
    if len(text) > LONGEST or len(pattern) > LONGEST or not set(regex.flags) <= set("giu") or not SIMPLE.fullmatch(pattern):
        return None
    if sum(pattern.count(sign) for sign in "*+") > REPEATED:
        return None
    try:
        return re.compile(pattern, re.ASCII | (re.IGNORECASE if "i" in regex.flags else re.ASCII))
    except re.error:  # a look-behind without a fixed width
        return None


def replace_pattern(text: str, regex: Regex, replacement: Value, site: Site) -> Value:
    """The text with what matches replaced; None for a pattern or a replacement that is not followed."""
    pattern = _compiled(text, regex)
    if pattern is None:
        return None
    result, end = "", 0
    for place, match in enumerate(pattern.finditer(text)):
        if place and "g" not in regex.flags:
            break
        piece = _filled(replacement, match) if isinstance(replacement, str) else site.apply(replacement, [match[0], *match.groups()])
        if not isinstance(piece, str):
            return piece
        result += text[end : match.start()] + piece
        end = match.end()
    return result + text[end:]


def _filled(replacement: str, match: re.Match[str]) -> str | None:
    try:
        return REFERENCE.sub(lambda sign: _reference(sign, match), replacement)
    except IndexError:  # a group that the pattern does not have
        return None


def _reference(sign: re.Match[str], match: re.Match[str]) -> str:
    return (match[int(sign[1])] or "") if sign[1] else match[0] if sign[0] == "$&" else "$"


def split_pattern(text: str, regex: Regex, _site: Site) -> Value:
    """The pieces between what matches; None for a pattern that is not followed."""
    pattern = _compiled(text, regex)
    if pattern is None or pattern.match(""):
        return None
    return list(pattern.split(text))


def has_match(text: str, regex: Regex) -> bool | None:
    """Whether a pattern matches somewhere in a text; None where it is not followed."""
    pattern = _compiled(text, regex)
    return None if pattern is None else pattern.search(text) is not None
