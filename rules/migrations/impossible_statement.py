"""A statement about what the migrations before it do not leave behind, or have made already."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory

SHOWN = 10


@rule(
    severity="error",
    summary={"en": "statement that cannot run where it stands", "ko": "이 시점에는 실행될 수 없는 문"},
    message={
        "en": "the server refuses this {statement}, and the migration stops there",
        "ko": "서버가 이 {statement} 문을 거부하므로 마이그레이션이 여기서 중단됩니다",
    },
)
def impossible_statement(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one run
    """The first such statement, with the others beside it: nothing behind it runs, and most of them follow from it."""
    refused = [step for step in context.steps if step.refused is not None]
    for step in refused[:1]:
        also = tuple(other.span for other in refused[1:SHOWN])
        yield Hit(step.span, object=step.span.path, statement=step.verb.upper(), advice=step.refused, also=also)
