"""An ALTER TABLE that MySQL or MariaDB can only do while every write waits."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Effect, Step, StepKind, changed_table


@rule(
    severity="error",
    dialects=("mysql", "mariadb"),
    summary={"en": "table change that blocks writes", "ko": "쓰기를 차단하는 테이블 변경"},
    message={
        "en": "the server can do this only while every write to {table} waits until it has been through all its rows: "
        "use gh-ost or pt-online-schema-change for a large table, or do it in a quiet hour",
        "ko": "서버가 {table}의 모든 행을 처리하는 동안 이 테이블에 대한 쓰기가 전부 대기합니다. "
        "큰 테이블이라면 gh-ost나 pt-online-schema-change를 쓰거나 한가한 시간에 실행하십시오",
    },
)
def write_blocking_alter(step: Step, context: Context) -> Iterator[Hit]:
    """Each statement that copies a table, or builds an index, under a lock that lets only readers through."""
    effects = context.effects(step)
    if (
        step.kind is not StepKind.SCHEMA
        or Effect.BLOCKS_WRITES not in effects
        or not effects & {Effect.REWRITES_TABLE, Effect.BUILDS_INDEX}
    ):
        return
    tables = {table.full_name: None for change in step.changes if (table := changed_table(change)) and not context.is_new(table)}
    if tables:
        yield Hit(step, table=tuple(tables))
