"""PostgreSQL's new enum values, which cannot be used before the transaction that adds them has committed."""

import re
from collections.abc import Iterator

from bot.effects.alone import COMMENT
from bot.model import AddEnum, AlterEnum, Change, CheckConstraint, Column, Enum, Index, Step, StepKind, Table, changed_table

WORD = r"(?<![\w$]){}(?![\w$])"
AS_TEXT = r"(?<![\w$]){}\"?\s*(?:::|\)?\s+as\s+)\s*(?:text|varchar|character varying)"
READING = ("create view", "create or replace view", "create materialized view", "create policy")


def added_values(step: Step) -> Iterator[tuple[Enum, str]]:
    """The values that the statement adds to an enum, each with the enum as it is then."""
    for change in step.changes:
        if isinstance(change, AlterEnum) and step.verb == "alter type":
            yield from ((change.after, value) for value in change.after.values if value not in change.before.values)


def makes_type(step: Step, enum: Enum) -> bool:
    """Whether the statement creates the enum type."""
    return any(isinstance(change, AddEnum) and change.after.full_name == enum.full_name for change in step.changes)


def uses_value(step: Step, enum: Enum, value: str) -> bool:
    """Whether the server has to turn the word into a value of the enum when the statement runs: a default, a condition, a row."""
    literal = "'" + value.replace("'", "''") + "'"
    text = COMMENT.sub(" ", step.text)
    if literal not in text or any(True for _ in added_values(step)):
        return False
    if re.search(rf"{re.escape(literal)}\s*::\s*(?:\"?\w+\"?\.)?\"?{re.escape(enum.name)}\"?(?![\w$])", text):
        return step.kind in (StepKind.DATA, StepKind.SCHEMA)
    if step.kind is StepKind.DATA or step.verb.startswith(READING):
        named = (column.name for table, column in step.before.columns_of(enum) if _names(text, table.name))
        return any(_names(text, name) and not re.search(AS_TEXT.format(re.escape(name)), text, re.IGNORECASE) for name in named)
    return any(_needs(change, enum, literal) for change in step.changes)


def _needs(change: Change, enum: Enum, literal: str) -> bool:
    """Whether what the change makes has the literal as a default of such a column, or in a condition on one."""
    made = change.after
    if isinstance(made, Column):
        return _is_default(made, enum, literal)
    if isinstance(made, Table):
        parts: tuple[CheckConstraint | Index, ...] = (*made.checks, *made.indexes)
        return any(_is_default(column, enum, literal) for column in made.columns) or any(
            _is_condition(part, made, enum, literal) for part in parts
        )
    table = changed_table(change)
    return isinstance(made, CheckConstraint | Index) and table is not None and _is_condition(made, table, enum, literal)


def _is_default(column: Column, enum: Enum, literal: str) -> bool:
    return enum.is_type_of(column) and column.default is not None and literal in column.default.text


def _is_condition(part: CheckConstraint | Index, table: Table, enum: Enum, literal: str) -> bool:
    said = part.expression if isinstance(part, CheckConstraint) else part.where
    if said is None or literal not in said.text:
        return False
    return any(enum.is_type_of(column) and _names(said.text, column.name) for column in table.columns)


def _names(text: str, name: str) -> bool:
    return re.search(WORD.format(re.escape(name)), text) is not None
