"""What statements about rows do: DELETE, UPDATE and TRUNCATE without a condition touch every one."""

import re

from bot.model import Effect, Schema, Step

QUOTED = re.compile(r"'(?:[^'\\]|\\.|'')*'|--[^\n]*|/\*.*?\*/|#[^\n]*", re.DOTALL)
INNERMOST = re.compile(r"\([^()]*\)")
NAME = r"(?:[`\"\w$]+\s*\.\s*)?[`\"]?[\w$]+[`\"]?"
TARGET = re.compile(rf"\b(?P<verb>delete\s+from|update|truncate)\s+(?:table\s+|only\s+|ignore\s+)*(?P<table>{NAME})", re.IGNORECASE)

EFFECTS = {
    "delete": frozenset({Effect.LOSES_DATA, Effect.SCANS_TABLE, Effect.BLOCKS_WRITES}),
    "update": frozenset({Effect.SCANS_TABLE, Effect.BLOCKS_WRITES}),
    "truncate": frozenset({Effect.LOSES_DATA}),
}


def rows_touched(step: Step, base: Schema) -> frozenset[Effect]:
    """The effects of a data statement on a table of the base; none where it names its rows or only inserts.

    Every row it touches stays locked until the transaction ends, so writers of all rows wait.
    """
    text = _outside(step.text)
    target = TARGET.search(text)
    if target is None or re.search(r"\bwhere\b|\blimit\b", text[target.end() :], re.IGNORECASE):
        return frozenset()
    if not _stood_before(target["table"], base):
        return frozenset()
    return EFFECTS[target["verb"].split()[0].lower()]


def _outside(text: str) -> str:
    """The statement without comments, string literals and whatever stands in parentheses."""
    text = QUOTED.sub("''", text)
    while INNERMOST.search(text):
        text = INNERMOST.sub(" ", text)
    return text


def _stood_before(written: str, base: Schema) -> bool:
    name = re.sub(r"[`\"\s]", "", written).lower().removeprefix("public.")
    return any(table.full_name.lower() == name for table in base.tables)
