"""A DO block that commits while a transaction is open around it."""

import re
from collections.abc import Iterator

from bot.effects.rows import QUOTED
from bot.lint.rule import Context, Hit, rule
from bot.model import Step

ENDS = re.compile(r"\b(?P<word>commit|rollback)(?:\s+and\s+(?:no\s+)?chain)?\s*;", re.IGNORECASE)


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "COMMIT in a block inside a transaction", "ko": "트랜잭션 안의 블록에서 실행하는 COMMIT"},
    message={
        "en": "{word} in this block fails with `invalid transaction termination`, because a transaction is open around it: "
        "batches that commit have to run outside of the migration, or in one that the runner does not wrap",
        "ko": "이 블록을 감싸는 트랜잭션이 열려 있으므로 {word}에서 `invalid transaction termination` 오류가 납니다. "
        "배치마다 커밋하려면 마이그레이션 밖이나 실행기가 트랜잭션으로 감싸지 않는 마이그레이션에서 실행하십시오",
    },
)
def commit_in_block(step: Step, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each DO block with a COMMIT or ROLLBACK of its own, in a transaction of the file's or the runner's."""
    found = ENDS.search(QUOTED.sub("''", step.text)) if step.in_transaction and re.match(r"\s*do\b", step.text, re.IGNORECASE) else None
    if found:
        yield Hit(step, object=step.span.path, word=found["word"].upper())
