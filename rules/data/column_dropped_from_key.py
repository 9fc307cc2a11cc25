"""A column that is dropped out of a key, constraint or index over several columns."""

from collections.abc import Iterator

from bot.effects.dragged import names
from bot.lint.rule import Context, Hit, rule
from bot.model import (
    AlterIndex,
    AlterPrimaryKey,
    AlterUnique,
    Change,
    DropCheck,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    Step,
    Table,
    change_object,
)

DROPS = (DropCheck, DropForeignKey, DropIndex, DropPrimaryKey, DropUnique)
SHRINKS = (AlterIndex, AlterPrimaryKey, AlterUnique)


@rule(
    severity="warning",
    dialects=("postgresql", "mysql", "mariadb"),  # SQLite refuses it
    summary={"en": "column dropped together with what it shared with others", "ko": "여러 컬럼에 걸친 키나 인덱스에서 빠지는 컬럼"},
    message={
        "en": "dropping {column} silently changes what other columns are part of: {parts}; say in the migration what takes their place",
        "ko": "{column}을(를) 삭제하면 다른 컬럼과 함께 쓰던 {parts}도 조용히 사라지거나 바뀝니다. "
        "무엇으로 대체하는지 마이그레이션에 명시하십시오",
    },
)
def column_dropped_from_key(step: Step, context: Context) -> Iterator[Hit]:
    """PostgreSQL drops the whole part, MySQL takes the column out of it, so that a unique one becomes stricter."""
    for dropped in step.changes:
        if not isinstance(dropped, DropColumn) or context.standing.table(dropped.table.full_name) is None:
            continue
        table = context.after.table(dropped.table.full_name)
        if table is None or table.column(dropped.before.name) is not None:
            continue
        parts = tuple(change_object(change) for change in step.changes if _is_shared(change, dropped, table) and not _is_said(change, step))
        if parts:
            column = f"{table.full_name}.{dropped.before.name}"
            yield Hit(step, object=column, column=column, parts=parts)


def _is_shared(change: Change, dropped: DropColumn, table: Table) -> bool:
    """Whether it is about that column and others that stay, of which no other part of the table begins with the same."""
    if not isinstance(change, DROPS + SHRINKS) or change.table.full_name != dropped.table.full_name:
        return False
    if isinstance(change, DropCheck):
        text = getattr(change.before.expression, "text", "")
        return names(text, dropped.before.name) and any(names(text, column) for column in table.column_names())
    columns = change.before.columns
    others = tuple(column for column in columns if column != dropped.before.name)
    stay = len(others) < len(columns) and bool(others) and set(others) <= set(table.column_names())
    return stay and (isinstance(change, SHRINKS) or not table.has_index_on(others))


def _is_said(change: Change, step: Step) -> bool:
    name = getattr(change.before, "name", None)
    return name is not None and names(step.text, name)
