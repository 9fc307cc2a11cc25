"""Several statements in one call of a driver that takes one."""

from collections.abc import Iterator

from bot.effects import shared_calls
from bot.effects.runner_rows import REFUSED
from bot.effects.runners import fact
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory

SWITCH = "multipleStatements"  # mysql2's option to take several


@rule(
    severity="error",
    summary={"en": "several statements in a call that takes one", "ko": "한 번에 하나만 실행할 수 있는 호출의 여러 SQL 문"},
    message={
        "en": "{driver} refuses a call with several statements, and no breakpoint stands between these {count}: the migration fails; "
        "put `--> statement-breakpoint` between them",
        "ko": "{driver}은(는) 한 번의 호출에 여러 SQL 문이 있으면 거부하는데 이 {count}개 사이에 breakpoint가 없어 "
        "마이그레이션이 실패합니다. SQL 문 사이에 `--> statement-breakpoint`를 넣으십시오",
    },
)
def statements_refused_together(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each such call, at its second statement; where the code switches several statements on, MySQL's driver takes them."""
    if fact(context.project, "several") != REFUSED or (context.project.dialect.is_mysql_family and context.says(SWITCH)):
        return
    for call in shared_calls(context.steps, history.head, context.project):
        second = call[1]
        driver = context.project.runner.driver or context.project.runner.name
        yield Hit(second.span, object=f"{second.span.path}:{second.span.line}", driver=driver, count=len(call))
