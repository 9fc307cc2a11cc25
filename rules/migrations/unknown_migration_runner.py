"""Statements whose fate hangs on what applies the migrations, where the repository does not say what that is."""

from collections.abc import Iterator

from bot.effects.alone import refuses_transaction
from bot.effects.replaced import REACHING
from bot.effects.runners import fact
from bot.effects.statement import references
from bot.lint.rule import Context, Hit, rule
from bot.model import Dialect, DropTable, MigrationHistory, Step


@rule(
    severity="note",
    asks=True,
    dialects=("postgresql", "sqlite"),
    summary={"en": "statement that depends on an unknown migration runner", "ko": "알 수 없는 마이그레이션 실행기에 좌우되는 SQL 문"},
    message={
        "en": "what applies these migrations, and with which driver? What {statement} does depends on the transaction that it opens",
        "ko": "이 마이그레이션은 어떤 도구와 드라이버로 적용합니까? 그 도구가 여는 트랜잭션에 따라 {statement}의 결과가 달라집니다",
    },
)
def unknown_migration_runner(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one question
    """One question for all statements of the pull request that the answer decides."""
    first, *others = [step for step in context.steps if _depends(step, context)] or (None,)
    if first:
        words = f"{first.verb} concurrently" if "concurrently" in first.words else first.verb
        yield Hit(first, object="migrations", statement=words.upper(), also=tuple(step.span for step in others))


def _depends(step: Step, context: Context) -> bool:
    """PostgreSQL refuses some statements inside a transaction; in SQLite PRAGMA foreign_keys means nothing there."""
    if context.project.dialect is Dialect.POSTGRESQL:
        return step.transaction is None and refuses_transaction(step)
    is_known = context.project.runner.driver is not None or fact(context.project, "foreign_keys") is not None
    return not is_known and any(isinstance(change, DropTable) and _has_children(change, step, context) for change in step.changes)


def _has_children(change: DropTable, step: Step, context: Context) -> bool:
    """Whether rows of other tables go with those of the dropped one where foreign keys are checked."""
    if context.is_new(change.before):
        return False
    return any(key.on_delete in REACHING for _, key in references(change.before, step.before))
