"""The tables that a statement leaves without a row."""

import re
from collections.abc import Iterator

from bot.effects.rows import TARGET, outside, standing_table
from bot.effects.statement import references
from bot.model import Schema, Step, Table

TRUNCATED = re.compile(
    r"truncate\s+(?:table\s+)?(?P<tables>[^;]*?)(?:\b(?:restart|continue|cascade|restrict|wait|nowait)\b|;|$)", re.IGNORECASE
)
CONDITION = re.compile(r"\bwhere\b(?!\s+(?:true|1|1\s*=\s*1)\s*(?:;|\breturning\b|$))|\b(?:limit|using)\b", re.IGNORECASE)


def has_condition(text: str) -> bool:
    """Whether the words behind the table of a DELETE or UPDATE leave any row out, as far as they say."""
    return CONDITION.search(text) is not None


def rows_emptied(step: Step, base: Schema) -> tuple[Table, ...]:
    """The tables of the base that lose every row by a DELETE without a condition or a TRUNCATE.

    After those it names, the tables that TRUNCATE … CASCADE reaches over foreign keys.
    """
    if step.verb not in ("delete", "truncate", "with"):
        return ()
    text = outside(step.text)
    truncated = TRUNCATED.match(text.lstrip())
    if truncated:
        written = (re.sub(r"^\s*only\s+|\s*\*?\s*$", "", name, flags=re.IGNORECASE) for name in truncated["tables"].split(","))
        named = tuple(table for name in written if (table := standing_table(name, base)))
        return tuple(_reached(named, base)) if re.search(r"\bcascade\b", text, re.IGNORECASE) else named
    target = TARGET.search(text)
    if target is None or not target["verb"].lower().startswith("delete") or has_condition(text[target.end() :]):
        return ()
    return tuple(table for table in (standing_table(target["table"], base),) if table)


def _reached(tables: tuple[Table, ...], base: Schema) -> Iterator[Table]:
    found = {table.full_name: table for table in tables}
    waiting = list(tables)
    while waiting:
        for other, _ in references(waiting.pop(0), base):
            if other.full_name not in found:
                found[other.full_name] = other
                waiting.append(other)
    yield from found.values()
