"""A constraint added to a table in use that is checked or indexed while readers and writers wait."""

from collections.abc import Iterator

from bot.effects import effects_of
from bot.effects.advice import index_first, later
from bot.effects.locks import named_tables
from bot.lint.rule import Context, Hit, rule
from bot.model import (
    AddCheck,
    AddPrimaryKey,
    AddUnique,
    AlterCheck,
    AlterPrimaryKey,
    AlterUnique,
    Effect,
    Message,
    Step,
    change_object,
)

Constraint = AddUnique | AlterUnique | AddPrimaryKey | AlterPrimaryKey | AddCheck | AlterCheck
STOPS = {Effect.BLOCKS_READS, Effect.BLOCKS_WRITES}
EXCLUDED = Message(
    "EXCLUDE has neither NOT VALID nor USING INDEX, so run it in a maintenance window",
    "EXCLUDE에는 NOT VALID도 USING INDEX도 없으므로 점검 시간에 실행하십시오",
)


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "constraint that locks a table in use", "ko": "사용 중인 테이블을 잠그는 제약 조건"},
    message={
        "en": "reads and writes of {table} wait until {constraint} holds for every row",
        "ko": "모든 행에 대해 {constraint} 확인이 끝날 때까지 {table}의 읽기와 쓰기가 대기합니다",
    },
)
def blocking_constraint(step: Step, context: Context) -> Iterator[Hit]:
    """Each key or CHECK that the statement indexes or checks over the rows that are there, and EXCLUDE."""
    if step.verb != "alter table" or not context.effects(step) >= STOPS:
        return
    for change in step.changes:
        if isinstance(change, Constraint) and _stops(change, step, context):
            advice, named = _advice(change, step, context), _words(change)
            yield Hit(step, object=change_object(change), advice=advice, table=change.table.full_name, constraint=named)
    if not step.changes and "exclude" in step.text.lower():
        for table in named_tables(step):
            yield Hit(step, object=table, table=table, constraint="EXCLUDE", advice=EXCLUDED)


def _stops(change: Constraint, step: Step, context: Context) -> bool:
    return effects_of(step, base=context.standing, project=context.project, only=(change,)) >= STOPS


def _words(change: Constraint) -> str:
    if isinstance(change, AddCheck | AlterCheck):
        return change.after.name or "CHECK"
    kind = "PRIMARY KEY" if isinstance(change, AddPrimaryKey | AlterPrimaryKey) else "UNIQUE"
    return change.after.name or f"{kind} ({', '.join(change.after.columns)})"


def _advice(change: Constraint, step: Step, context: Context) -> Message:
    if isinstance(change, AddCheck | AlterCheck):
        en, ko = "add it NOT VALID and VALIDATE it {when}", "NOT VALID로 추가하고 {when}에서 VALIDATE하십시오"
        return later(step, context.project, en=en, ko=ko)
    if "using-index" in step.words:  # a primary key over columns that may be NULL
        en = "its columns may be NULL, so every row is read, unless CHECK (… IS NOT NULL) was validated before"
        return Message(en, "키 컬럼이 NULL을 허용해 모든 행을 읽습니다. 먼저 CHECK (… IS NOT NULL) NOT VALID를 추가하고 VALIDATE하십시오")
    return index_first(change, step, context.project, base=context.standing)
