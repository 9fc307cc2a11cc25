"""Conditions held against each other: whether what one lets through passes the other too. Exact for lists and bounds, else not known."""

import operator
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
LISTED = re.compile(
    rf"\(*\?\)* (?:in ?\(|= any ?\(+array ?\[)(?P<values>{VALUES.pattern}|{NUMBER}(?:\s*,\s*{NUMBER})*)\]?\)*(?:::[\w ]+\[\]\)*)?"
)
BOUNDED = re.compile(rf"\? ?(?P<sign><=|>=|<|>) ?\(?(?P<number>{NUMBER})\)?(?:::\w+)?")
COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
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


def refuses(condition: Expression | Unknown, column: str, literal: str, *, ignore_case: bool = False) -> bool:
    """Whether a CHECK that is only about that column is false for the literal (`'new'`, `0`); false where that is not known.

    Known are a list of values, and bounds that are joined by AND.
    """
    if isinstance(condition, Unknown):
        return False
    text = re.sub(rf"(?:[\w\"`]+\.)*[\"`]?\b{re.escape(column)}\b[\"`]?(?=[^']*(?:'[^']*'[^']*)*$)", "?", condition.text)
    if listed := LISTED.fullmatch(text):
        values = [value.strip("'") for value in re.findall(rf"{LITERAL.pattern}|{NUMBER}", listed["values"])]
        wanted = literal.strip("'")
        return wanted.lower() not in map(str.lower, values) if ignore_case else wanted not in values
    text = re.sub(rf"\? between ({NUMBER}) and ({NUMBER})", r"? >= \1 and ? <= \2", text)
    bounds = [BOUNDED.fullmatch(part.strip(" ()")) for part in text.split(" and ")]
    if not re.fullmatch(NUMBER, literal):
        return False
    return all(bounds) and not all(COMPARED[bound["sign"]](float(literal), float(bound["number"])) for bound in bounds if bound)


def requires(condition: Expression | Unknown, column: str) -> bool:
    """Whether the condition lets no NULL of the column through, because it says so, alone or in a row of ANDs."""
    text = " or " if isinstance(condition, Unknown) else condition.text.lower()
    parts = () if " or " in text else (part.strip(" ()") for part in text.split(" and "))
    return any(part in (f"{column.lower()} is not null", f'"{column.lower()}" is not null') for part in parts)


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
