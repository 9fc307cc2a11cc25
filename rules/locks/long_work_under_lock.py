"""Work that grows with a table while an earlier statement of the same transaction keeps readers out."""

from collections.abc import Iterator

from bot.effects.advice import index_online, later
from bot.effects.locks import named_tables
from bot.lint.rule import Context, Hit, rule
from bot.model import AddForeignKey, AddIndex, DropTable, Message, MigrationHistory, Step, StepKind, Transaction, changed_table


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "long work in a transaction that locks tables", "ko": "테이블을 잠근 트랜잭션 안의 긴 작업"},
    message={
        "en": "{tables} can neither be read nor written until this {statement} is done, since {locking} locked it in the same transaction",
        "ko": "같은 트랜잭션의 {locking}이(가) 잡은 잠금이 유지되므로 "
        "이 {statement}이(가) 끝날 때까지 {tables}을(를) 읽지도 쓰지도 못합니다",
    },
)
def long_work_under_lock(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one run
    """The first such work of each transaction, with the places of the locks and of what follows; nobody waits for a table that goes."""
    found: dict[Transaction | None, list[tuple[Step, dict[str, Step]]]] = {}
    dropped = {(step.transaction, each.before.full_name) for step in context.steps for each in step.changes if isinstance(each, DropTable)}
    for step, kept in context.works_under_lock:
        staying = {name: by for name, by in kept.items() if (step.transaction, name) not in dropped}
        if staying and not _is_small(step, context):
            found.setdefault(step.transaction, []).append((step, staying))
    for works in found.values():
        yield _hit(works, context)


def _hit(works: list[tuple[Step, dict[str, Step]]], context: Context) -> Hit:
    step = works[0][0]
    kept = {name: by for _, found in reversed(works) for name, by in found.items()}
    places = dict.fromkeys((*(by.span for by in kept.values()), *(other.span for other, _ in works)))
    return Hit(
        step,
        object=", ".join(sorted(kept)),
        tables=tuple(sorted(kept)),
        statement=_verb(step),
        locking=_verb(kept[min(kept)]),
        also=tuple(span for span in places if span != step.span),
        advice=_advice(step, context),
    )


def _verb(step: Step) -> str:
    return "ALTER TABLE" if step.verb == "do" else step.verb.upper()  # the DO around it says nothing to people


def _is_small(step: Step, context: Context) -> bool:
    """Whether the work is on tables that are known to be small."""
    changed = {table.full_name for change in step.changes if (table := changed_table(change))}
    return context.sizes.are_small(changed | named_tables(step)) is True


def _advice(step: Step, context: Context) -> Message:
    index = next((change for change in step.changes if isinstance(change, AddIndex)), None)
    if index is not None:
        return index_online(index, step, context.project, base=context.standing)
    if any(isinstance(change, AddForeignKey) for change in step.changes):
        en, ko = "add it NOT VALID and VALIDATE it {when}", "NOT VALID로 추가하고 {when}에서 VALIDATE하십시오"
    elif step.kind is StepKind.DATA:
        en, ko = "fill the rows in batches {when}", "{when}에서 행을 나누어 채우십시오"
    else:
        en, ko = "run it {when}", "이 문은 {when}에서 실행하십시오"
    return later(step, context.project, en=en, ko=ko)
