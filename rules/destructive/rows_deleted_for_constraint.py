"""Rows deleted so that a constraint of the same pull request can be added."""

import re
from collections.abc import Iterator

from bot.effects.dragged import names
from bot.effects.emptied import has_condition
from bot.effects.lost import rows_copied
from bot.effects.rows import TARGET, outside, standing_table
from bot.lint.rule import Context, Hit, rule
from bot.model import (
    AddCheck,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    AlterColumn,
    Change,
    Expression,
    Step,
    Table,
    change_object,
)


@rule(
    severity="warning",
    summary={"en": "rows deleted to make room for a constraint", "ko": "제약 조건을 추가하려고 삭제하는 행"},
    message={
        "en": "this DELETE removes rows of {table} so that {constraint} holds: count them, and keep a copy before they go",
        "ko": "{constraint}을(를) 추가하려고 {table}의 행을 삭제합니다. 삭제되는 건수를 확인하고 먼저 사본을 만드십시오",
    },
)
def rows_deleted_for_constraint(step: Step, context: Context) -> Iterator[Hit]:
    """A DELETE whose condition names a column of a constraint that a later statement adds; not where the rows were copied."""
    target = TARGET.search(outside(step.text)) if step.verb in ("delete", "with") else None
    table = standing_table(target["table"], context.standing) if target else None
    if table is None or not has_condition(outside(step.text)):
        return
    if rows_copied(table.name, context.earlier(step)):
        return
    condition = re.split(r"\bwhere\b", step.text, maxsplit=1, flags=re.IGNORECASE)[-1]
    later = (change for other in context.later(step) for change in other.changes)
    tightened = next((change for change in later if _tightens(change, table) and _is_meant(change, condition)), None)
    if tightened:
        yield Hit(step, object=table.full_name, table=table.full_name, constraint=change_object(tightened))


def _tightens(change: Change, table: Table) -> bool:
    if getattr(change, "table", None) is None or change.table.full_name != table.full_name:  # type: ignore[union-attr] # such changes are inside a table
        return False
    match change:
        case AddUnique() | AddPrimaryKey() | AddForeignKey() | AddCheck():
            return True
        case AddIndex():
            return change.after.unique
        case AlterColumn():
            return change.before.nullable and not change.after.nullable
    return False


def _is_meant(change: Change, condition: str) -> bool:
    after = change.after
    if isinstance(change, AddCheck):
        text = change.after.expression.text if isinstance(change.after.expression, Expression) else ""
        return any(names(text, column) and names(condition, column) for column in change.table.column_names())
    columns = getattr(after, "columns", None) or (getattr(after, "name", ""),)
    return any(names(condition, column) for column in columns if column)
