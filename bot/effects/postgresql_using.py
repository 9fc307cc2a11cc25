"""PostgreSQL: what the USING clause of ALTER COLUMN … TYPE makes of the values.

A value that is too long is an error when it is stored, and is cut without one by a cast that says the length:
https://www.postgresql.org/docs/current/datatype-character.html. Measured on PostgreSQL 15.
"""

import re
from enum import StrEnum

from bot.effects.dragged import names
from bot.model import ColumnType

TYPE = r"[\w\" ]+(?:\(\s*\d+(?:\s*,\s*\d+)?\s*\))?[\w ]*(?:\[\s*\])?"
STRING = r"(?:::|\bas\b)\s*\"?(?:varchar|character\s+varying|char|character|bpchar)\"?\s*\(\s*(?P<length>\d+)\s*\)"
TO_BOOLEAN = re.compile(r"(?:::|\bas\b)\s*\"?bool(?:ean)?\b", re.IGNORECASE)
NUMBERS = frozenset({"smallint", "integer", "bigint"})


class Using(StrEnum):
    """Where the new values come from."""

    CAST = "cast"  # the column itself, cast to a type, or to several in a row
    EXPRESSION = "expression"
    OTHER_VALUE = "other-value"  # nothing of the column


def how_converted(statement: str, column: str) -> Using:
    """What kind of expression the clause for that column is."""
    text = clause(statement, column)
    name = rf"\(*\s*\"?{re.escape(column)}\"?\s*\)*"
    if re.fullmatch(rf"\s*{name}(?:\s*::\s*{TYPE}\)*)*\s*|\s*cast\s*\(\s*{name}\s+as\s+{TYPE}\)\s*", text, re.IGNORECASE):
        return Using.CAST
    return Using.EXPRESSION if names(text, column) else Using.OTHER_VALUE


def cast_types(statement: str, column: str) -> tuple[str, ...]:
    """The types that the clause casts the column to, one after the other; none where it is another expression."""
    if how_converted(statement, column) is not Using.CAST:
        return ()
    found = re.findall(rf"(?:::|\bas\b)\s*({TYPE})", clause(statement, column), re.IGNORECASE)
    return tuple(text.strip() for text in found)


def is_cut(statement: str, column: str, old: ColumnType) -> bool:
    """Whether a cast in the clause cuts strings, or makes truth values of numbers."""
    text = clause(statement, column)
    lengths = [int(found["length"]) for found in re.finditer(STRING, text, re.IGNORECASE)]
    shorter = any(old.length is None or length < old.length for length in lengths) and not old.is_number
    return shorter or (old.name in NUMBERS and TO_BOOLEAN.search(text) is not None)


def clause(statement: str, column: str) -> str:
    """The expression after USING for that column, up to the next action of the statement."""
    begun = re.search(rf"\balter\s+(?:column\s+)?\"?{re.escape(column)}\"?\s+.*?\busing\b", statement, re.IGNORECASE | re.DOTALL)
    rest = statement[begun.end() :] if begun else ""
    depth = 0
    for place, sign in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if (sign == "," and depth == 0) or sign == ";":
            return rest[:place]
    return rest
