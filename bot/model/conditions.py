"""Conditions held against each other: whether what one lets through passes the other too. Exact for lists and bounds, else not known."""

import re

from bot.model.place import Unknown
from bot.model.types import Expression

VALUE = r"'(?:[^']|'')*'(?:\s*::\s*(?:character varying|[\w\"]+)(?:\(\d+\))?(?:\[\])?)?"
VALUES = re.compile(rf"{VALUE}(?:\s*,\s*{VALUE})*")
LITERAL = re.compile(r"'(?:[^']|'')*'")
NUMBER = r"-?\d+(?:\.\d+)?"
BOUND = re.compile(rf"(?P<sign><=|>=|<|>)\s*\(?\s*(?P<number>{NUMBER})|\bbetween\s+(?P<low>{NUMBER})\s+and\s+(?P<high>{NUMBER})")
EXCLUDES = re.compile(r"\bnot\s+in\b", re.IGNORECASE)
NEGATIONS = re.compile(r"\bnot\b|<>|!=|!~", re.IGNORECASE)
NOISE = re.compile(r"[\"`()\s]")


def follows(new: Expression | Unknown, old: Expression | Unknown) -> bool:
    """Whether every row that the old condition lets through passes the new one; false where that is not known.

    Known are the same condition, one with more values in its lists, and one with wider bounds.
    """
    if isinstance(new, Unknown) or isinstance(old, Unknown):
        return False
    if NOISE.sub("", new.text) == NOISE.sub("", old.text):
        return True
    if _shape(new.text) != _shape(old.text):
        return False
    if EXCLUDES.search(new.text):
        is_one = len(_lists(new.text)) == 1 and not NEGATIONS.search(EXCLUDES.sub("", new.text)) and not _bounds(new.text)
        return is_one and _lists(new.text)[0] <= _lists(old.text)[0]
    if NEGATIONS.search(new.text):
        return False
    lists = zip(_lists(new.text), _lists(old.text), strict=True)
    bounds = zip(_bounds(new.text), _bounds(old.text), strict=True)
    return all(ours >= theirs for ours, theirs in lists) and all(ours >= theirs for ours, theirs in bounds)


def speaks_of(condition: Expression | Unknown | None, column: str) -> bool:
    """Whether the text of a condition or expression names the column."""
    return condition is not None and re.search(rf"\b{re.escape(column)}\b", condition.text, re.IGNORECASE) is not None


def _shape(text: str) -> str:
    return NOISE.sub("", BOUND.sub(lambda match: f"{match['sign'] or 'between'}#", VALUES.sub("?", text)))


def _lists(text: str) -> list[frozenset[str]]:
    return [frozenset(LITERAL.findall(match[0])) for match in VALUES.finditer(text)]


def _bounds(text: str) -> list[float]:
    """The numbers of the bounds, each so that a greater one lets more through."""
    found: list[float] = []
    for match in BOUND.finditer(VALUES.sub("?", text)):
        if match["number"]:
            found.append(float(match["number"]) * (1 if "<" in match["sign"] else -1))
        else:
            found += [-float(match["low"]), float(match["high"])]
    return found
