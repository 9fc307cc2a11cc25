"""VALIDATE CONSTRAINT in the transaction that added the constraint NOT VALID."""

from collections.abc import Iterator

from bot.effects.advice import later
from bot.effects.locks import added_before
from bot.lint.rule import Context, Hit, rule
from bot.model import AlterCheck, AlterForeignKey, Effect, Step, change_object


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "constraint validated in the transaction that added it", "ko": "추가한 트랜잭션 안에서 검증되는 제약 조건"},
    message={
        "en": "VALIDATE reads {table} under the lock that ADD CONSTRAINT {constraint} keeps until this transaction ends, "
        "so NOT VALID saves nothing",
        "ko": "ADD CONSTRAINT {constraint}이(가) 잡은 잠금이 이 트랜잭션이 끝날 때까지 유지된 채 VALIDATE가 {table}을(를) 모두 읽으므로 "
        "NOT VALID의 효과가 없습니다",
    },
)
def validated_in_the_same_transaction(step: Step, context: Context) -> Iterator[Hit]:
    """Each constraint that becomes valid together with its own ADD CONSTRAINT; the places of both."""
    added = added_before(step, context.steps) if Effect.SCANS_TABLE in context.effects(step) else None
    if added is None:
        return
    for change in step.changes:
        if isinstance(change, AlterCheck | AlterForeignKey):
            advice = later(step, context.project, en="run VALIDATE {when}", ko="VALIDATE는 {when}에서 실행하십시오")
            table, constraint = change.table.full_name, change.after.name or ""
            yield Hit(step, object=change_object(change), also=(added.span,), advice=advice, table=table, constraint=constraint)
