"""Work that grows with a table while an earlier statement of the same transaction keeps readers out."""

from collections.abc import Iterator

from bot.effects import same_transaction
from bot.effects.advice import index_online, later
from bot.effects.locks import kept_locked, named_tables
from bot.lint.rule import Context, Hit, rule
from bot.model import AddIndex, Message, Step, StepKind, changed_table


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "long work in a transaction that locks tables", "ko": "테이블을 잠근 트랜잭션 안의 긴 작업"},
    message={
        "en": "{tables} can neither be read nor written until this {statement} is done: {locking} locked it in the same transaction",
        "ko": "같은 트랜잭션의 {locking}이(가) 잡은 잠금이 유지되므로 "
        "이 {statement}이(가) 끝날 때까지 {tables}을(를) 읽지도 쓰지도 못합니다",
    },
)
def long_work_under_lock(step: Step, context: Context) -> Iterator[Hit]:
    """The first such work of a transaction, with the places of the locks and of what follows."""
    works = {other.span: kept for other in _together(step, context) if (kept := _kept(other, context))}
    if next(iter(works), None) != step.span:
        return  # the first speaks for the transaction
    kept = {name: by for found in reversed(works.values()) for name, by in found.items()}
    places = dict.fromkeys((*(by.span for by in kept.values()), *works))
    yield Hit(
        step,
        object=", ".join(sorted(kept)),
        tables=tuple(sorted(kept)),
        statement=step.verb.upper(),
        locking=kept[min(kept)].verb.upper(),
        also=tuple(span for span in places if span != step.span),
        advice=_advice(step, context),
    )


def _together(step: Step, context: Context) -> tuple[Step, ...]:
    return same_transaction(step, context.steps) if _kept(step, context) else ()


def _kept(step: Step, context: Context) -> dict[str, Step]:
    """The tables that this work keeps from readers, with the statements that locked them; none where it works on small tables only."""
    changed = {table.full_name for change in step.changes if (table := changed_table(change))}
    if context.sizes.are_small(changed | named_tables(step)):
        return {}
    return kept_locked(step, context.steps, base=context.standing, project=context.project)


def _advice(step: Step, context: Context) -> Message:
    index = next((change for change in step.changes if isinstance(change, AddIndex)), None)
    if index is not None:
        return index_online(index, step, context.project, base=context.standing)
    if step.kind is StepKind.DATA:
        en, ko = "fill the rows in batches {when}", "{when}에서 행을 나누어 채우십시오"
    else:
        en, ko = "run it {when}", "이 문은 {when}에서 실행하십시오"
    return later(step, context.project, en=en, ko=ko)
