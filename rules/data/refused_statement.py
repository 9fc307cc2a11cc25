"""A statement that the server refuses, whatever the rows are."""

from collections.abc import Iterator

from bot.effects.alone import refuses_transaction
from bot.effects.emptied import rows_emptied
from bot.effects.sqlite import is_constant
from bot.lint.rule import Context, Hit, rule
from bot.model import (
    AddColumn,
    AddForeignKey,
    AlterForeignKey,
    Change,
    Dialect,
    Effect,
    Expression,
    Message,
    Step,
    StepKind,
    change_object,
    changed_table,
)

COMPUTED = Message(
    en="SQLite cannot give the rows of a filled table a default that has to be computed",
    ko="SQLite는 이미 있는 행에 계산해야 하는 기본값을 넣을 수 없습니다",
)


@rule(
    severity="error",
    summary={"en": "statement that the server refuses", "ko": "서버가 거부하는 문"},
    message={
        "en": "the server refuses this {statement} of {table} as it stands (the page lists what it refuses and what works instead)",
        "ko": "서버가 {table}에 대한 이 {statement}을(를) 거부합니다(거부되는 변경과 대안은 규칙 설명을 참고하십시오)",
    },
)
def refused_statement(step: Step, context: Context) -> Iterator[Hit]:
    """Each statement that is sure to fail, unless the rule about transactions, required columns or rebuilds says why."""
    is_judged = step.kind is StepKind.SCHEMA or step.verb in ("truncate", "delete")
    if not is_judged or Effect.FAILS not in context.effects(step) or refuses_transaction(step):
        return
    failing = [change for change in step.changes if Effect.FAILS in context.effects(change)] or list(step.changes)
    held = any(rebuild.drop.span == step.span and rebuild.reached for rebuild in context.rebuilds)
    if held or (failing and all(map(_is_told_elsewhere, failing))):
        return
    emptied = [table.full_name for table in rows_emptied(step, context.standing)]
    changed = (table.full_name if (table := changed_table(change)) else change_object(change) for change in failing)
    advice = COMPUTED if any(_is_computed(change, context) for change in failing) else None
    yield Hit(step, advice=advice, statement=step.verb.upper(), table=tuple(dict.fromkeys((*changed, *emptied))))


def _is_computed(change: Change, context: Context) -> bool:
    default = change.after.default if isinstance(change, AddColumn) and context.project.dialect is Dialect.SQLITE else None
    return isinstance(default, Expression) and not is_constant(default)


def _is_told_elsewhere(change: Change) -> bool:
    """A required column without a default, or a foreign key between types that cannot be compared."""
    if isinstance(change, AddColumn):
        return not change.after.nullable and not change.after.has_value_without_input
    return isinstance(change, AddForeignKey | AlterForeignKey)
