"""Tables that a statement drops with rows that nothing before it has copied."""

import re
from collections.abc import Iterator

from bot.effects.rows import QUOTED
from bot.model import DropTable, RenameTable, Schema, Step, StepKind, Table

WRITES = re.compile(r"\b(?:update\b[^;]*?\bset|insert\b[^;]*?\bselect|merge\s+into)\b[^;]*", re.IGNORECASE)
COPIES = re.compile(r"create\b[^(;]*\btable\b[^(;]*\bas\b", re.IGNORECASE)


def rows_lost(step: Step, earlier: tuple[Step, ...], base: Schema) -> Iterator[Table]:
    """The tables of `base` that the statement drops, by whatever name they have by then, where no row was copied out before.

    `earlier` are the pull request's statements before this one.
    """
    for change in step.changes:
        if isinstance(change, DropTable):
            old = base.table(_first_name(change.before.full_name, earlier))
            if old and not rows_copied(change.before.name, earlier):
                yield old


def tables_lost(steps: tuple[Step, ...], base: Schema) -> Iterator[Table]:
    """The tables of `base` that one of the statements drops so."""
    for place, step in enumerate(steps):
        if any(isinstance(change, DropTable) for change in step.changes):
            yield from rows_lost(step, steps[:place], base)


def rows_copied(table: str, earlier: tuple[Step, ...]) -> bool:
    """Whether one of the statements copies rows of the table elsewhere."""
    return any(_reads(step, table) for step in earlier)


def _reads(step: Step, table: str) -> bool:
    """Whether a statement copies rows of the table: INSERT … SELECT, or CREATE TABLE … AS SELECT."""
    copies = (step.kind is StepKind.DATA and step.verb.startswith("insert")) or COPIES.match(step.text.lstrip())
    return bool(copies) and re.search(rf"\bfrom\b[^;]*?\b{re.escape(table)}\b", step.text, re.IGNORECASE) is not None


def values_copied(table: str, column: str, steps: tuple[Step, ...]) -> bool:
    """Whether one of the statements reads the column's values while it writes others: not only as what an UPDATE sets."""
    owner = re.compile(rf"(?<![\w$]){re.escape(table)}(?![\w$])", re.IGNORECASE)
    read = re.compile(rf"(?<![\w$])[`\"]?{re.escape(column)}(?![\w$])[`\"]?(?!\s*=)", re.IGNORECASE)
    texts = (step.text for step in steps if table.lower() in step.text.lower())
    writing = (match[0] for text in texts for match in WRITES.finditer(QUOTED.sub("''", text)))
    return any(owner.search(text) and read.search(text) for text in writing)


def _first_name(name: str, steps: tuple[Step, ...]) -> str:
    """The name that the table had before those statements."""
    for change in (change for step in reversed(steps) for change in reversed(step.changes)):
        if isinstance(change, RenameTable) and change.after.full_name == name:
            name = change.before.full_name
    return name
