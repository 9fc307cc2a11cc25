"""REINDEX, CLUSTER, VACUUM FULL and REFRESH MATERIALIZED VIEW of something in use, in a form that makes others wait."""

import re
from collections.abc import Iterator, Mapping

from bot.effects.advice import concurrently
from bot.effects.alone import plain
from bot.lint.rule import Context, Hit, rule
from bot.model import Effect, Message, Step

VIEW = re.compile(r"refresh materialized view (?P<name>[\w$\".]+)(?!.*\bwith no data\b)")
WINDOW = Message(
    "run it in a maintenance window, or rewrite the table with pg_repack, which locks it for a moment only",
    "점검 시간에 실행하거나, 잠깐만 잠그는 pg_repack으로 테이블을 다시 쓰십시오",
)
REFRESHED = Message(
    "REFRESH … CONCURRENTLY lets readers go on once the view has a unique index",
    "뷰에 유니크 인덱스를 두고 REFRESH … CONCURRENTLY를 쓰면 읽기를 막지 않습니다",
)
ADVICE: Mapping[str, Message] = {"vacuum": WINDOW, "cluster": WINDOW, "refresh": REFRESHED}


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "maintenance that locks what is in use", "ko": "사용 중인 객체를 잠그는 유지보수 작업"},
    message={
        "en": "this {statement} makes others wait for as long as it works",
        "ko": "이 {statement}이(가) 끝날 때까지 다른 작업이 대기합니다",
    },
)
def blocking_maintenance(step: Step, context: Context) -> Iterator[Hit]:
    """Each such statement; a view that the pull request creates has no readers yet."""
    if step.verb not in ("reindex", *ADVICE) or Effect.BLOCKS_WRITES not in context.effects(step):
        return
    if step.verb == "refresh" and not _has_readers(step, context):
        return
    advice = ADVICE.get(step.verb) or concurrently(step, context.project)
    yield Hit(step, object=" ".join(plain(step).split()[:4]), statement=step.verb.upper(), advice=advice)


def _has_readers(step: Step, context: Context) -> bool:
    found = VIEW.match(plain(step))
    name = found["name"].replace('"', "").removeprefix("public.") if found else ""
    return any(view.full_name.lower() == name for view in context.standing.views)
