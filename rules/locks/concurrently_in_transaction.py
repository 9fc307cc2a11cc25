"""CONCURRENTLY inside a transaction, which PostgreSQL refuses."""

from collections.abc import Iterator

from bot.effects.advice import elsewhere
from bot.lint.rule import Context, Hit, rule
from bot.model import Step

# REFRESH MATERIALIZED VIEW CONCURRENTLY may run in a transaction.
REFUSED = ("create index", "create unique index", "drop index", "reindex", "alter table")


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "CONCURRENTLY inside a transaction", "ko": "트랜잭션 안의 CONCURRENTLY"},
    message={
        "en": "PostgreSQL refuses CONCURRENTLY inside a transaction, and one is open here",
        "ko": "PostgreSQL은 트랜잭션 안에서 CONCURRENTLY를 거부하는데 여기에는 트랜잭션이 열려 있습니다",
    },
)
def concurrently_in_transaction(step: Step, context: Context) -> Iterator[Hit]:
    """Each such statement around which the runner, the file itself or a call with several statements holds a transaction open."""
    if step.in_transaction and "concurrently" in step.words and step.verb.startswith(REFUSED):
        yield Hit(step, advice=elsewhere(step, context.project))
