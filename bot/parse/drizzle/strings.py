"""The methods of JavaScript's strings, one table; a result of None is not followed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from bot.parse.drizzle.operators import LONGEST, text_of
from bot.parse.drizzle.replacing import replace_pattern, split_pattern
from bot.parse.drizzle.site import LARGEST, Site
from bot.parse.drizzle.values import UNDEFINED, Regex, Value

Method: TypeAlias = Callable[[str, list[Value], Site], Value]


def whole(arguments: list[Value], place: int, default: int) -> int | None:
    """An argument that counts; None where it is not known."""
    value = arguments[place] if place < len(arguments) else UNDEFINED
    if value is UNDEFINED:
        return default
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LONGEST else None


def _plain(change: Callable[[str], str]) -> Method:
    return lambda text, _arguments, _site: change(text)


def _test(test: Callable[[str, str], Value]) -> Method:
    return lambda text, arguments, _site: test(text, arguments[0]) if len(arguments) == 1 and isinstance(arguments[0], str) else None


def _char_at(text: str, arguments: list[Value], _site: Site) -> Value:
    place = whole(arguments, 0, 0)
    return None if place is None else text[place] if 0 <= place < len(text) else ""


def _at(text: str, arguments: list[Value], _site: Site) -> Value:
    place = whole(arguments, 0, 0)
    return None if place is None else text[place] if -len(text) <= place < len(text) else UNDEFINED


def _code(text: str, arguments: list[Value], _site: Site) -> Value:
    place = whole(arguments, 0, 0)
    return ord(text[place]) if place is not None and 0 <= place < len(text) and ord(text[place]) < 1 << 16 else None


def _padded(*, at_start: bool) -> Method:
    def pad(text: str, arguments: list[Value], _site: Site) -> Value:
        size, filler = whole(arguments, 0, 0), arguments[1] if len(arguments) > 1 else " "
        if size is None or not isinstance(filler, str) or size > LARGEST:
            return None
        missing = max(size - len(text), 0) if filler else 0
        padding = (filler * (missing // max(len(filler), 1) + 1))[:missing]
        return padding + text if at_start else text + padding

    return pad


def _slice(text: str, arguments: list[Value], _site: Site) -> Value:
    start, end = whole(arguments, 0, 0), whole(arguments, 1, len(text))
    return None if start is None or end is None else text[start:end]


def _substring(text: str, arguments: list[Value], _site: Site) -> Value:
    start, end = whole(arguments, 0, 0), whole(arguments, 1, len(text))
    if start is None or end is None:
        return None
    first, last = sorted((max(start, 0), max(end, 0)))
    return text[first:last]


def _substr(text: str, arguments: list[Value], _site: Site) -> Value:
    start, size = whole(arguments, 0, 0), whole(arguments, 1, len(text))
    if start is None or size is None:
        return None
    first = max(start + len(text), 0) if start < 0 else start
    return text[first : first + max(size, 0)]


def _split(text: str, arguments: list[Value], site: Site) -> Value:
    match arguments:
        case [str() as separator]:
            return list(text.split(separator)) if separator else list(text)
        case [Regex() as pattern]:
            return split_pattern(text, pattern, site)
        case []:
            return [text]
    return None


def _replace(text: str, arguments: list[Value], site: Site) -> Value:
    match arguments:
        case [Regex() as pattern, replacement]:
            return replace_pattern(text, pattern, replacement, site)
        case [str() as old, str() as new] if "$" not in new:
            return text.replace(old, new, 1)
        case [str() as old, function] if old in text and not isinstance(function, str):
            found = site.apply(function, [old])
            return text.replace(old, found, 1) if isinstance(found, str) else found
    return None


def _replace_all(text: str, arguments: list[Value], site: Site) -> Value:
    match arguments:
        case [str() as old, str() as new] if "$" not in new and len(text) * (len(new) + 1) <= LONGEST:
            return text.replace(old, new)
        case [Regex(), _]:
            return _replace(text, arguments, site)
    return None


def _concat(text: str, arguments: list[Value], _site: Site) -> Value:
    parts = [text_of(item) for item in arguments]
    made = None if None in parts else text + "".join(part or "" for part in parts)
    return made if made is not None and len(made) <= LONGEST else None


def _repeat(text: str, arguments: list[Value], _site: Site) -> Value:
    times = whole(arguments, 0, 0)
    return text * times if times is not None and 0 <= times * len(text) <= LARGEST else None


STRING_METHODS: dict[str, Method] = {
    **dict.fromkeys(("toLowerCase", "toLocaleLowerCase"), _plain(str.lower)),
    **dict.fromkeys(("toUpperCase", "toLocaleUpperCase"), _plain(str.upper)),
    **dict.fromkeys(("toString", "valueOf"), _plain(str)),
    "trim": _plain(str.strip),
    "trimStart": _plain(str.lstrip),
    "trimEnd": _plain(str.rstrip),
    "normalize": lambda text, arguments, _site: None if arguments else unicodedata.normalize("NFC", text),
    "startsWith": _test(str.startswith),
    "endsWith": _test(str.endswith),
    "includes": _test(str.__contains__),
    "indexOf": _test(str.find),
    "lastIndexOf": _test(str.rfind),
    "charAt": _char_at,
    "at": _at,
    "charCodeAt": _code,
    "codePointAt": _code,
    "padStart": _padded(at_start=True),
    "padEnd": _padded(at_start=False),
    "slice": _slice,
    "substring": _substring,
    "substr": _substr,
    "split": _split,
    "replace": _replace,
    "replaceAll": _replace_all,
    "concat": _concat,
    "repeat": _repeat,
}
