"""Statements that lock tables in use, in migrations that set no lock_timeout."""

import re
from collections.abc import Iterator

from bot.effects.locks import locked
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory, Step

SETS = re.compile(r"\block_timeout\b", re.IGNORECASE)


@rule(
    severity="note",
    enabled=False,
    dialects=("postgresql",),
    summary={"en": "lock on a table in use without a lock_timeout", "ko": "lock_timeout 없이 잡는 테이블 잠금"},
    message={
        "en": "this waits for {tables} behind any long transaction, and everything else waits behind it: begin with {setting}",
        "ko": "이 문은 긴 트랜잭션이 끝날 때까지 {tables}을(를) 기다리고, 다른 모든 문은 이 문 뒤에서 대기합니다. "
        "{setting}을(를) 먼저 실행하십시오",
    },
)
def lock_without_timeout(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one finding
    """The first such statement of the pull request; a time-out that the runner's connection or role sets is not seen."""
    found = _first(context)
    if found is not None:
        step, tables = found
        yield Hit(step, object="migrations", tables=tuple(sorted(tables)), setting="SET lock_timeout = '5s'")


def _first(context: Context) -> tuple[Step, frozenset[str]] | None:
    for step in context.steps:
        if step.verb in ("set", "select") and SETS.search(step.text):
            return None
        tables = locked(step, base=context.standing, project=context.project)
        if tables:
            return step, tables
    return None
