"""A column made NOT NULL whose rows may hold NULL."""

import re
from collections.abc import Iterator

from bot.effects.existing import ExistingRows
from bot.lint.rule import Context, Hit, rule
from bot.model import AddPrimaryKey, AlterColumn, AlterPrimaryKey, Effect, Step, Table, change_object

JOINS = re.compile(r"\b(?:from|join)\s+(?:only\s+)?(?:[`\"\w$]+\s*\.\s*)?[`\"]?(?P<table>[\w$]+)", re.IGNORECASE)
LOOKS_UP = re.compile(r"=\s*\(\s*select\b[^;]*?\bfrom\s+(?:[`\"\w$]+\s*\.\s*)?[`\"]?(?P<table>[\w$]+)", re.IGNORECASE)


@rule(
    severity="warning",
    summary={"en": "NOT NULL over rows that may hold NULL", "ko": "기존 행에 NULL이 있을 수 있는 NOT NULL"},
    message={
        "en": "NOT NULL on {column} fails if one existing row of {table} has NULL there, and no statement before it fills them all: "
        "count them (the checklist has the query) and fill them first; an UPDATE by join leaves rows without a match NULL",
        "ko": "{table}의 기존 행 가운데 {column}이(가) NULL인 행이 하나라도 있으면 NOT NULL 설정이 실패하는데, "
        "앞에서 모두 채우는 문이 없습니다. "
        "건수를 확인하고(체크리스트의 쿼리) 먼저 채우십시오. 조인으로 UPDATE하면 짝이 없는 행은 NULL로 남습니다",
    },
)
def not_null_over_existing_rows(subject: AlterColumn | Step, context: Context) -> Iterator[Hit]:
    """The column, unless an earlier statement fills or deletes such rows, or a CHECK has kept NULL out.

    Of a column that is new as well, only one that a join fills: `required-column-without-default` speaks of those that nothing does.
    """
    for change in [subject] if isinstance(subject, AlterColumn) else _new_ones(subject, context):
        if change.before.nullable and not change.after.nullable and not change.after.generated:
            yield from _judged(change, context)


def _new_ones(step: Step, context: Context) -> Iterator[AlterColumn]:
    for change in step.changes:
        old = context.before.table(change.table.full_name) if isinstance(change, AlterColumn) else None
        if isinstance(change, AlterColumn) and old and not old.column(change.before.name) and not change.before.has_value_without_input:
            rows = context.existing_rows(change, "nullable")
            if rows and rows.column(change.after.name) is None and rows.updates(change.after.name):
                yield change


def _judged(change: AlterColumn, context: Context) -> Iterator[Hit]:
    rows = context.existing_rows(change, "nullable")
    if rows is None or _is_keyed(change, context) or _is_proven(rows, context) or _is_filled(change.after.name, rows):
        return
    yield Hit(rows.step or change, object=change_object(change), column=change.after.name, table=change.table.full_name)


def _is_keyed(change: AlterColumn, context: Context) -> bool:
    """Whether it becomes NOT NULL as a part of a new primary key, of which `unique-over-existing-rows` speaks."""
    keys = (each for each in context.changes if isinstance(each, AddPrimaryKey | AlterPrimaryKey))
    return any(key.table.full_name == change.table.full_name and change.after.name in key.after.columns for key in keys)


def _is_proven(rows: ExistingRows, context: Context) -> bool:
    """Whether the server itself need not look: PostgreSQL trusts a CHECK that it has validated."""
    read = {Effect.SCANS_TABLE, Effect.REWRITES_TABLE, Effect.BUILDS_INDEX}
    return context.project.dialect == "postgresql" and rows.step is not None and not context.effects(rows.step) & read


def _is_filled(column: str, rows: ExistingRows) -> bool:
    """By an UPDATE from the row itself, or by a join that a foreign key sees to; by a DELETE; or while the rows are copied."""
    texts = rows.updates(column)
    sources = [match["table"] for text in texts for match in (JOINS.search(text), LOOKS_UP.search(text)) if match]
    migrated = rows.step.before.table(rows.now) if rows.step else None  # a schema file may declare a key that no migration has made
    parents = frozenset.intersection(*(_parents(table) for table in (rows.table, migrated) if table))
    by_join = bool(texts) and len(sources) >= len(texts) and not set(sources) <= parents
    return rows.are_deleted() or (not by_join and rows.are_mended((column,)))


def _parents(table: Table) -> frozenset[str]:
    return frozenset(key.target.rpartition(".")[2] for key in table.foreign_keys)
