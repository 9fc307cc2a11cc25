"""What statements about rows do: DELETE, UPDATE and TRUNCATE touch every one where no condition leaves any out."""

import re

from bot.effects.statement import references
from bot.model import Effect, Schema, Step, Table

QUOTED = re.compile(r"'(?:[^'\\]++|\\.|'')*+(?:'|\Z)|--[^\n]*+|/\*.*?(?:\*/|\Z)|#[^\n]*+", re.DOTALL)
PARENTHESIS = re.compile(r"([()])")
NAME = r"(?:[`\"\w$]+\s*\.\s*)?[`\"]?[\w$]+[`\"]?"
TARGET = re.compile(rf"\b(?P<verb>delete\s+from|update|truncate)\s+(?:table\s+|only\s+|ignore\s+)*(?P<table>{NAME})", re.IGNORECASE)
JOINED = re.compile(r"\bfrom\s+(?:only\s+)?(?P<table>[\w$\".]+)(?:\s+(?:as\s+)?[\w$\"]+)?\s*$", re.IGNORECASE)
PAIRED = re.compile(r"[\w$\"]+\s*\.\s*[\w$\"]+\s*=\s*[\w$\"]+\s*\.\s*[\w$\"]+", re.IGNORECASE)
EMPTY = re.compile(r"(?:[\w$\"]+\s*\.\s*)?[`\"]?(?P<column>[\w$]+)[`\"]?\s+is\s+null", re.IGNORECASE)
PRESENT = re.compile(r"[`\"]?(?P<column>[\w$]+)[`\"]?\s+is\s+not\s+null", re.IGNORECASE)
FILLED = re.compile(r"set\s+[`\"]?(?P<column>[\w$]+)[`\"]?\s*=\s*[`\"]?(?P<value>[\w$]+)[`\"]?", re.IGNORECASE)

ALWAYS_TRUE = re.compile(r"true|1|1\s*=\s*1", re.IGNORECASE)

EFFECTS = {
    "delete": frozenset({Effect.LOSES_DATA, Effect.SCANS_TABLE, Effect.BLOCKS_WRITES}),
    "update": frozenset({Effect.SCANS_TABLE, Effect.BLOCKS_WRITES}),
    "truncate": frozenset({Effect.LOSES_DATA}),
}


def rows_touched(step: Step, base: Schema) -> frozenset[Effect]:
    """The effects of a data statement on a table of the base; none where it names its rows or only inserts.

    Every row it touches stays locked until the transaction ends, so writers of all rows wait.
    """
    text = outside(step.text)
    target = TARGET.search(text)
    table = standing_table(target["table"], base) if target else None
    if target is None or table is None or re.search(r"\blimit\b", text, re.IGNORECASE):
        return frozenset()
    verb = target["verb"].split()[0].lower()
    if verb == "truncate" and _is_referred_to(table, text, step.before):
        return frozenset({Effect.FAILS})
    setting, condition = _halves(text[target.end() :])
    if condition and not (verb == "update" and _spares_nothing(setting, condition, now=step.before, old=table)):
        return frozenset()
    return EFFECTS[verb]


def _is_referred_to(table: Table, text: str, now: Schema) -> bool:
    """TRUNCATE wants every table that refers to this one to be named too, or CASCADE, which only PostgreSQL knows."""
    if re.search(r"\bcascade\b", text, re.IGNORECASE):
        return False
    return any(re.search(rf"\b{re.escape(other.name)}\b", text, re.IGNORECASE) is None for other, _ in references(table, now))


def _halves(text: str) -> tuple[str, str]:
    """What stands before and behind WHERE; no condition where it is always true."""
    setting, *rest = re.split(r"\bwhere\b", text, maxsplit=1, flags=re.IGNORECASE)
    condition = re.split(r"\breturning\b", "".join(rest), flags=re.IGNORECASE)[0].strip(" ;\n\t")
    joined = re.search(r"\b(?:using|from)\b", setting, re.IGNORECASE)
    return setting, "" if ALWAYS_TRUE.fullmatch(condition) and not joined else condition


def _spares_nothing(setting: str, condition: str, *, now: Schema, old: Table) -> bool:
    """Whether the condition asks only for rows without a value in a column that is new, or with one to put there, or joins a table."""
    parts = [part.strip() for part in re.split(r"\band\b", condition, flags=re.IGNORECASE)]
    joins = [part for part in parts if PAIRED.fullmatch(part)]
    filled = re.fullmatch(FILLED, setting.strip())
    there = [part for part in parts if filled and (match := PRESENT.fullmatch(part)) and match["column"] == filled["value"]]
    asked = [match["column"].lower() for part in parts if part not in joins and (match := EMPTY.fullmatch(part))]
    asked += [filled["column"].lower()] * len(there) if filled else []
    if len(joins) + len(asked) < len(parts):
        return False
    other = JOINED.search(setting)
    if joins and not (other and standing_table(other["table"], now)):
        return False
    table = now.table(old.full_name)
    return table is not None and all(table.column(name) is not None and old.column(name) is None for name in asked)


def outside(text: str) -> str:
    """The statement without comments, string literals and whatever stands in parentheses, unless these do not match."""
    text = QUOTED.sub("''", text)
    written, depth = [], 0
    for piece in PARENTHESIS.split(text):
        depth += (piece == "(") - (piece == ")")
        if depth < 0:
            return text
        if depth == 0:
            written.append(" " if piece == ")" else piece)
    return text if depth else "".join(written)


def standing_table(written: str, base: Schema) -> Table | None:
    """The table of the base that is written so."""
    name = re.sub(r"[`\"\s]", "", written).lower().removeprefix("public.")
    return next((table for table in base.tables if table.full_name.lower() == name), None)
