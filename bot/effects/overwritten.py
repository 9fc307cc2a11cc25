"""The columns of which an UPDATE without a condition replaces every value."""

import re
from collections.abc import Iterator

from bot.effects.dragged import names
from bot.effects.emptied import has_condition
from bot.effects.rows import NAME, QUOTED, outside, standing_table
from bot.model import Column, Schema, Step, Table

UPDATED = re.compile(rf"\s*update\s+(?:only\s+|ignore\s+)*(?P<table>{NAME})\s+(?:(?:as\s+)?\w+\s+)?set\s+", re.IGNORECASE)
ENDS = re.compile(r"\b(?:from|returning|order|where|limit)\b", re.IGNORECASE)
ASSIGNMENT = re.compile(rf"\s*(?P<column>{NAME})\s*=(?P<value>.*)", re.DOTALL)


def overwritten(step: Step, base: Schema) -> tuple[Table, tuple[Column, ...]] | None:
    """The table and those of its stored columns whose values are all replaced by others that are not made of them."""
    if step.verb != "update" or has_condition(outside(step.text)):
        return None
    text = QUOTED.sub("''", step.text)
    found = UPDATED.match(text)
    table = standing_table(found["table"], base) if found else None
    if found is None or table is None:
        return None
    columns = tuple(column for column, value in _assigned(text[found.end() :], table) if not names(value, column.name))
    return (table, columns) if columns else None


def _assigned(text: str, table: Table) -> Iterator[tuple[Column, str]]:
    """Each column that is set with the text of its new value; a list of columns in parentheses is passed over."""
    for part in _parts(text):
        found = ASSIGNMENT.match(part)
        name = re.sub(r"[`\"\s]", "", found["column"]).split(".")[-1] if found else ""
        column = next((column for column in table.columns if column.name.lower() == name.lower()), None)
        if found and column:
            yield column, found["value"]


def _parts(text: str) -> Iterator[str]:
    """What stands between the commas outside parentheses, up to the next clause."""
    depth, begun = 0, 0
    for place, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0 and sign == ",":
            yield text[begun:place]
            begun = place + 1
        elif depth == 0 and ENDS.match(text, place):
            yield text[begun:place]
            return
    yield text[begun:]
