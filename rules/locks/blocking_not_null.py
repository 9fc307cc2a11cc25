"""SET NOT NULL on a column of a table in use, which reads every row while readers and writers wait."""

from collections.abc import Iterator

from bot.effects import effects_of
from bot.effects.advice import later
from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn, Effect, Step, change_object

STOPS = {Effect.SCANS_TABLE, Effect.BLOCKS_READS, Effect.BLOCKS_WRITES}


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "SET NOT NULL that reads a table in use under a lock", "ko": "사용 중인 테이블을 잠근 채 모두 읽는 SET NOT NULL"},
    message={
        "en": "reads and writes of {table} wait until every row has been read for a NULL in {column}",
        "ko": "{column}에 NULL이 있는지 모든 행을 읽는 동안 {table}의 읽기와 쓰기가 대기합니다",
    },
)
def blocking_not_null(step: Step, context: Context) -> Iterator[Hit]:
    """Each column that becomes NOT NULL; a valid CHECK that it is not NULL, or a column of the same pull request, needs no word."""
    if not context.effects(step) >= STOPS:
        return
    for change in step.changes:
        if isinstance(change, AlterColumn) and _stops(change, step, context):
            en = "add CHECK ({column} IS NOT NULL) NOT VALID, VALIDATE it {when}, then SET NOT NULL and drop the CHECK"
            ko = "CHECK ({column} IS NOT NULL) NOT VALID를 추가하고 {when}에서 VALIDATE한 뒤 SET NOT NULL을 실행하고 CHECK를 삭제하십시오"
            advice = later(step, context.project, en=en, ko=ko)
            yield Hit(step, object=change_object(change), table=change.table.full_name, column=change.after.name, advice=advice)


def _stops(change: AlterColumn, step: Step, context: Context) -> bool:
    old = context.standing.table(change.table.full_name)
    is_old = old is None or old.column(change.before.name) is not None
    if not change.before.nullable or change.after.nullable or not is_old:
        return False
    return effects_of(step, base=context.standing, project=context.project, only=(change,)) >= STOPS
