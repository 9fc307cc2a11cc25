"""Several statements in one call of a driver that runs the first and forgets the others."""

from collections.abc import Iterator

from bot.effects import shared_calls
from bot.effects.runner_rows import FIRST
from bot.effects.runners import fact
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory


@rule(
    severity="error",
    summary={"en": "statements that never run", "ko": "실행되지 않는 SQL 문"},
    message={
        "en": "{driver} runs only the first statement of a call: the {count} after it up to the next breakpoint never run, "
        "and the migration counts as applied; put `--> statement-breakpoint` between them",
        "ko": "{driver}은(는) 한 번의 호출에서 첫 SQL 문만 실행합니다. 다음 breakpoint까지 뒤따르는 {count}개는 실행되지 않는데도 "
        "마이그레이션은 적용된 것으로 기록됩니다. SQL 문 사이에 `--> statement-breakpoint`를 넣으십시오",
    },
)
def statements_silently_dropped(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each call with several statements under such a driver, at the first that is lost."""
    if fact(context.project, "several") != FIRST:
        return
    for _, lost, *others in shared_calls(context.steps, history.head, context.project):
        driver = context.project.runner.driver or "libsql"
        yield Hit(lost.span, object=f"{lost.span.path}:{lost.span.line}", driver=driver, count=len(others) + 1)
