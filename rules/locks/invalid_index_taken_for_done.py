"""CREATE INDEX CONCURRENTLY IF NOT EXISTS, which passes over what a failed build has left behind."""

from collections.abc import Iterator

from bot.effects.builds import drops_remnant, time_limit
from bot.lint.rule import Context, Hit, rule
from bot.model import AddIndex, Step


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={
        "en": "concurrent index build that takes an INVALID index for done",
        "ko": "INVALID 인덱스를 완성된 것으로 보는 CONCURRENTLY 인덱스 생성",
    },
    message={
        "en": "if this build fails or is stopped, {index} stays behind INVALID, and IF NOT EXISTS makes the next run pass over it "
        "and count as done: leave IF NOT EXISTS out, so that the next run stops there, or begin with {drop}",
        "ko": "인덱스 생성이 실패하거나 중단되면 {index}이(가) INVALID 상태로 남고, "
        "다음 실행은 IF NOT EXISTS 때문에 이를 건너뛰고 완료로 처리합니다. "
        "IF NOT EXISTS를 빼서 다음 실행이 거기서 멈추게 하거나 {drop}(으)로 시작하십시오",
    },
)
def invalid_index_taken_for_done(step: Step, context: Context) -> Iterator[Hit]:
    """Each such index of a table in use that the same file does not drop first; `concurrent-index-under-timeout` has worse to say."""
    if not {"concurrently", "if-not-exists"} <= step.words or step.in_transaction:
        return
    mine = tuple(other for other in context.earlier(step) if other.span.path == step.span.path)
    for change in step.changes:
        name = change.after.name if isinstance(change, AddIndex) and not context.is_new(change.table) else None
        if name and not drops_remnant(mine, name) and not time_limit(mine):
            yield Hit(step, index=name, drop=f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
