"""An UPDATE of every row of a table in use, whose row locks last until the migration's transaction ends."""

from collections.abc import Iterator

from bot.effects.locks import named_tables
from bot.effects.overwritten import overwritten
from bot.lint.rule import Context, Hit, rule
from bot.model import Effect, Step


@rule(
    severity="warning",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "all rows of a table filled inside a migration", "ko": "마이그레이션 안에서 모든 행을 채우는 UPDATE"},
    message={
        "en": "this UPDATE locks every row of {table} until its transaction ends and writes all of them anew: "
        "fill the rows in batches by their key, outside the migration, each batch committed by itself",
        "ko": "이 UPDATE는 트랜잭션이 끝날 때까지 {table}의 모든 행을 잠그고 전부 다시 씁니다. "
        "마이그레이션 밖에서 키 범위로 나누어 채우고 구간마다 커밋하십시오",
    },
)
def backfill_in_migration(step: Step, context: Context) -> Iterator[Hit]:
    """Each such UPDATE, unless another rule has worse to say of it: `long-work-under-lock`, `overwritten-column`."""
    if step.verb != "update" or Effect.BLOCKS_WRITES not in context.effects(step):
        return
    if context.kept_locked(step):
        return
    if overwritten(step, context.standing):
        return
    for table in named_tables(step):
        yield Hit(step, object=table, table=table)
