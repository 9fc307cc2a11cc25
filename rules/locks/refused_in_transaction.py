"""VACUUM, CREATE DATABASE, ALTER SYSTEM and their like inside a transaction, where PostgreSQL refuses them."""

from collections.abc import Iterator

from bot.effects.advice import elsewhere
from bot.effects.alone import refuses_transaction
from bot.effects.way_out import WayOut, way_out
from bot.lint.rule import Context, Hit, rule
from bot.model import Message, Step

BY_HAND = Message("run it by hand, apart from the migrations", "마이그레이션과 따로 직접 실행하십시오")


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "statement that cannot run inside a transaction", "ko": "트랜잭션 안에서 실행할 수 없는 SQL 문"},
    message={
        "en": "PostgreSQL refuses {statement} inside a transaction, and one is open here",
        "ko": "PostgreSQL은 트랜잭션 안에서 {statement}을(를) 거부하는데 여기에는 트랜잭션이 열려 있습니다",
    },
)
def refused_in_transaction(step: Step, context: Context) -> Iterator[Hit]:
    """Each such statement; of CONCURRENTLY `concurrently-in-transaction` speaks."""
    if step.in_transaction and "concurrently" not in step.words and refuses_transaction(step):
        by_hand = way_out(step, context.project) is WayOut.HAND
        advice = BY_HAND if by_hand else elsewhere(step, context.project)
        yield Hit(step, object=step.verb, statement=step.verb.upper(), advice=advice)
