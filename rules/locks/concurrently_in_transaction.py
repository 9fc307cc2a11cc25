"""CONCURRENTLY inside a transaction, which PostgreSQL refuses."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Step, StepKind

# REFRESH MATERIALIZED VIEW CONCURRENTLY may run in a transaction.
REFUSED = ("create index", "create unique index", "drop index", "reindex", "alter table")


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "CONCURRENTLY inside a transaction", "ko": "트랜잭션 안의 CONCURRENTLY"},
    message={
        "en": "PostgreSQL refuses CONCURRENTLY inside a transaction, and one is open here: run this statement outside the migrations, "
        "or with a runner that opens none",
        "ko": "PostgreSQL은 트랜잭션 안에서 CONCURRENTLY를 거부하는데 여기에는 트랜잭션이 열려 있습니다. "
        "이 SQL 문을 마이그레이션과 따로 실행하거나 트랜잭션을 열지 않는 실행기로 실행하십시오",
    },
)
def concurrently_in_transaction(step: Step, context: Context) -> Iterator[Hit]:
    """Each such statement where the runner or the file itself opens a transaction that no COMMIT before it ends."""
    if "concurrently" in step.words and step.verb.startswith(REFUSED) and _in_transaction(step, context):
        yield Hit(step)


def _in_transaction(step: Step, context: Context) -> bool:
    around = context.project.runner.transaction
    opened = around in ("all", "file")
    for earlier in context.steps[: context.steps.index(step)]:
        if earlier.kind is not StepKind.TRANSACTION or (around != "all" and earlier.span.path != step.span.path):
            continue
        if earlier.verb.startswith(("begin", "start")):
            opened = True
        elif earlier.verb.startswith(("commit", "end", "rollback")) and " to " not in earlier.text.lower():
            opened = False
    return opened
