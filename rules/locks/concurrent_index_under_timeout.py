"""CREATE INDEX CONCURRENTLY under a time-out, which can stop it half-way and leave an INVALID index behind."""

from collections.abc import Iterator

from bot.effects.builds import drops_remnant, time_limit
from bot.lint.rule import Context, Hit, rule
from bot.model import AddIndex, Step


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={
        "en": "concurrent index build that a time-out can stop half-way",
        "ko": "시간 제한으로 중단될 수 있는 CONCURRENTLY 인덱스 생성",
    },
    message={
        "en": "{timeout} can stop this half-way and leave {index} INVALID, which IF NOT EXISTS takes for done: "
        "set {timeout} to 0 before, and begin with {drop}",
        "ko": "{timeout} 때문에 중단되면 {index}이(가) INVALID 상태로 남고 IF NOT EXISTS는 이를 완성된 것으로 봅니다. "
        "먼저 {timeout}을(를) 0으로 하고 {drop}(으)로 시작하십시오",
    },
)
def concurrent_index_under_timeout(step: Step, context: Context) -> Iterator[Hit]:
    """Each such index for which the same file sets a time-out, and which it does not drop first."""
    if "concurrently" not in step.words or step.in_transaction:
        return
    for change in step.changes:
        mine = tuple(other for other in context.earlier(step) if other.span.path == step.span.path)
        setting = time_limit(mine)
        if isinstance(change, AddIndex) and change.after.name and setting and not drops_remnant(mine, change.after.name):
            name = change.after.name
            timeout, by = setting
            yield Hit(step, timeout=timeout, index=name, drop=f"DROP INDEX CONCURRENTLY IF EXISTS {name}", also=(by.span,))
