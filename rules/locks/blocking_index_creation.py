"""An index built on a table in use without CONCURRENTLY."""

import re
from collections.abc import Iterator

from bot.effects.advice import index_online
from bot.lint.rule import Context, Hit, rule
from bot.model import AddIndex, Effect, Step, Suggestion, key_title

PLAIN = re.compile(r"^(\s*create\s+(?:unique\s+)?index)\b(?!\s+concurrently)", re.IGNORECASE)


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "index creation that blocks writes", "ko": "쓰기를 차단하는 인덱스 생성"},
    message={
        "en": "every write to {table} waits until {index} is built",
        "ko": "{index} 생성이 끝날 때까지 {table}에 대한 모든 쓰기가 대기합니다",
    },
)
def blocking_index_creation(step: Step, context: Context) -> Iterator[Hit]:
    """Each statement that builds an index while writers wait; a partitioned table has no CONCURRENTLY.

    Where an earlier statement keeps readers out as well, `long-work-under-lock` says so.
    """
    if not {Effect.BUILDS_INDEX, Effect.BLOCKS_WRITES} <= context.effects(step):
        return
    kept = context.kept_locked(step)
    for change in step.changes:
        table = change.table.full_name if isinstance(change, AddIndex) else None
        if isinstance(change, AddIndex) and table not in kept and not any(name == "partition by" for name, _ in change.table.options):
            advice = index_online(change, step, context.project, base=context.standing)
            suggestion = _suggestion(step, context)
            yield Hit(step, suggestion=suggestion, advice=advice, table=change.table.full_name, index=key_title(change.after))


def _suggestion(step: Step, context: Context) -> Suggestion | None:
    """CONCURRENTLY added, where it is known that no transaction stands in its way."""
    lines = context.source(step.span)
    is_alone = step.transaction is not None and not step.transaction.is_open
    if not is_alone or not lines or not PLAIN.match(lines[0]):
        return None
    text = "\n".join((PLAIN.sub(r"\1 CONCURRENTLY", lines[0]), *lines[1:]))
    return Suggestion(step.span.path, step.span.line, step.span.end_line, text)
