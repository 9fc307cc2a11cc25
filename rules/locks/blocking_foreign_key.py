"""A foreign key added to a table in use that looks every row up while writers of both tables wait."""

from collections.abc import Iterator

from bot.effects import effects_of
from bot.effects.advice import later
from bot.effects.locks import looks_nothing_up
from bot.lint.rule import Context, Hit, rule
from bot.model import AddForeignKey, AlterForeignKey, Effect, Step, change_object


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "foreign key that blocks writes of two tables", "ko": "두 테이블의 쓰기를 차단하는 외래 키"},
    message={
        "en": "writes to {tables} wait until every row of {table} has been looked up",
        "ko": "{table}의 모든 행을 확인할 때까지 {tables}에 대한 쓰기가 대기합니다",
    },
)
def blocking_foreign_key(step: Step, context: Context) -> Iterator[Hit]:
    """Each foreign key over rows that are there; a new column without a value has nothing to look up.

    Where an earlier statement keeps readers out as well, `long-work-under-lock` says so.
    """
    if not {Effect.SCANS_TABLE, Effect.BLOCKS_WRITES} <= context.effects(step):
        return
    kept = context.kept_locked(step)
    for change in step.changes:
        if (
            not isinstance(change, AddForeignKey | AlterForeignKey)
            or change.table.full_name in kept
            or looks_nothing_up(change, context.standing)
        ):
            continue
        found = effects_of(step, base=context.standing, project=context.project, only=(change,))
        if Effect.BLOCKS_WRITES in found:
            en, ko = "add it NOT VALID and VALIDATE it {when}", "NOT VALID로 추가하고 {when}에서 VALIDATE하십시오"
            advice = later(step, context.project, en=en, ko=ko)
            table = change.table.full_name
            tables = tuple(dict.fromkeys((table, change.after.target)))
            yield Hit(step, object=change_object(change), table=table, tables=tables, advice=advice)
