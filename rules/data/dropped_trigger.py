"""A trigger that is dropped and not made again."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Step

NAMED = re.compile(r"drop\s+trigger\s+(?:if\s+exists\s+)?(?P<name>[^\s;]+)", re.IGNORECASE)


@rule(
    severity="warning",
    summary={"en": "trigger dropped and not made again", "ko": "다시 만들지 않고 삭제하는 트리거"},
    message={
        "en": "without {trigger} nothing does its work on {table} any more, and no statement fails: say what does it now",
        "ko": "{trigger}이(가) 없으면 {table}에서 하던 일이 실행되지 않는데도 실패하는 문이 없습니다. "
        "이제 무엇이 그 일을 하는지 밝히십시오",
    },
)
def dropped_trigger(step: Step, context: Context) -> Iterator[Hit]:
    """Only triggers that stood there, on tables that stay; one that a later statement creates again is replaced."""
    found = NAMED.search(step.text) if step.verb == "drop trigger" else None
    if found is None:
        return
    name = found["name"].split(".")[-1].strip('`"')
    if any(other.verb == "create trigger" and name.lower() in other.text.lower() for other in context.later(step)):
        return
    for table in step.before.tables:
        stays = context.after.table(table.full_name) is not None and not context.is_new(table)
        if stays and any(trigger.name.lower() == name.lower() for trigger in table.triggers) and _is_meant(table.name, step):
            yield Hit(step, object=f"{table.full_name}:{name}", trigger=name, table=table.full_name)


def _is_meant(table: str, step: Step) -> bool:
    """PostgreSQL names the table behind ON; elsewhere a trigger's name is its own."""
    on = re.search(r"\bon\s+(?P<table>[^\s;]+)", step.text, re.IGNORECASE)
    return on is None or on["table"].split(".")[-1].strip('`"').lower() == table.lower()
