"""A BEGIN inside the runner's own transaction, which SQLite refuses."""

from collections.abc import Iterator

from bot.effects.transactions import OPENS
from bot.lint.rule import Context, Hit, rule
from bot.model import Opener, Step, StepKind


@rule(
    severity="error",
    dialects=("sqlite",),
    summary={"en": "BEGIN inside a transaction", "ko": "트랜잭션 안의 BEGIN"},
    message={
        "en": "SQLite refuses BEGIN inside a transaction, and the runner has opened one: the migration fails; remove BEGIN and COMMIT",
        "ko": "SQLite는 트랜잭션 안의 BEGIN을 거부하는데 실행기가 이미 트랜잭션을 열었으므로 마이그레이션이 실패합니다. "
        "BEGIN과 COMMIT을 삭제하십시오",
    },
)
def begin_in_transaction(step: Step, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each such statement."""
    is_runners = step.transaction is not None and step.transaction.opener is Opener.RUNNER
    if step.kind is StepKind.TRANSACTION and is_runners and OPENS.match(step.verb):
        yield Hit(step.span, object=step.span.path)
