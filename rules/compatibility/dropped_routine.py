"""A function or procedure that is dropped while something may still call it."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Step

NAMED = re.compile(r"drop\s+(?:function|procedure|routine|aggregate|extension)\s+(?:if\s+exists\s+)?(?P<name>[^\s;(,]+)", re.IGNORECASE)
MADE = re.compile(
    r"\s*create\s+[\w\s=]*?(?:function|procedure|aggregate|extension)\s+(?:if\s+not\s+exists\s+)?(?P<name>[^\s(;]+)", re.IGNORECASE
)
VERBS = ("drop function", "drop procedure", "drop routine", "drop aggregate", "drop extension")


@rule(
    severity="warning",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "function or procedure dropped without another in its place", "ko": "대체 없이 삭제되는 함수 또는 프로시저"},
    message={
        "en": "whatever calls {routine} fails when it runs, and the server does not look into the bodies of others: "
        "search code, functions and jobs for it first",
        "ko": "{routine}을(를) 호출하는 곳은 실행될 때 실패하는데, 서버는 다른 함수의 본문까지 검사하지 않습니다. "
        "코드, 함수, 배치 작업에서 먼저 찾아보십시오",
    },
)
def dropped_routine(step: Step, context: Context) -> Iterator[Hit]:
    """Not one that is made again or only just made, that may not be there, or that only triggers call."""
    found = NAMED.search(step.text) if step.verb in VERBS else None
    if found is None:
        return
    name = found["name"].split(".")[-1].strip('`"')
    made = any(other.verb.startswith("create ") and _is_made(name, other) for other in context.steps)
    known = any(routine.name == name for routine in step.before.routines)
    optional = re.search(r"\bif\s+exists\b", step.text, re.IGNORECASE) is not None
    if not made and (known or not optional) and not _is_called_by_triggers(name, context):
        yield Hit(step, object=name, routine=name)


def _is_made(name: str, step: Step) -> bool:
    found = MADE.match(step.text)
    return found is not None and found["name"].split(".")[-1].strip('`"') == name


def _is_called_by_triggers(name: str, context: Context) -> bool:
    """Whether a trigger called it before the pull request: such a function is good for nothing else."""
    tables = context.steps[0].before.tables
    return any(trigger.routine.split(".")[-1] == name for table in tables for trigger in table.triggers)
