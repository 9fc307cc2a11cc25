"""A COMMIT or ROLLBACK in a migration that ends the runner's own transaction."""

from collections.abc import Iterator

from bot.effects.alone import refuses_transaction
from bot.effects.runner_rows import ALL
from bot.effects.runners import transaction_of
from bot.effects.transactions import ENDS
from bot.lint.rule import Context, Hit, rule
from bot.model import AlterEnum, Opener, Step, StepKind


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "migration that ends the runner's transaction", "ko": "실행기의 트랜잭션을 끝내는 마이그레이션"},
    message={
        "en": "the runner has opened a transaction around this file, and {statement} ends it: if anything after it fails, "
        "what ran before stays and is not recorded; remove the file's own BEGIN and COMMIT",
        "ko": "실행기가 이 파일을 감싸는 트랜잭션을 이미 열었는데 {statement}이(가) 그 트랜잭션을 끝냅니다. "
        "뒤에서 실패하면 앞에서 실행한 내용은 기록되지 않은 채 남습니다. 파일에 있는 BEGIN과 COMMIT을 삭제하십시오",
    },
)
def commit_in_migration(step: Step, context: Context) -> Iterator[Hit]:
    """Each one behind which something can still fail; what has to run outside a transaction, or needs a committed value, is a reason."""
    is_runners = step.transaction is not None and step.transaction.opener is Opener.RUNNER
    if step.kind is not StepKind.TRANSACTION or not is_runners or not ENDS.match(step.text.strip()):
        return
    before, after = context.earlier(step), context.later(step)
    project = context.project
    if transaction_of(project.runner, project.dialect, project.kit) != ALL:
        after = tuple(other for other in after if other.span.path == step.span.path)
    is_wanted = any(map(refuses_transaction, after)) or any(isinstance(change, AlterEnum) for other in before for change in other.changes)
    is_last = not any(other.kind is not StepKind.TRANSACTION for other in after)
    if not is_wanted and not is_last:
        yield Hit(step.span, object=step.span.path, statement=step.verb.upper())
