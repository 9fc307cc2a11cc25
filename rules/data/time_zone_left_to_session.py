"""A timestamp that gets or loses its time zone by whatever zone the session of the migration has."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn, ColumnType, Step, change_object

ZONE = re.compile(r"\bat\s+time\s+zone\b|\btimezone\s*\(", re.IGNORECASE)
SET = re.compile(r"\bset\s+(?:local\s+|session\s+)?(?:time\s+zone|timezone)\b", re.IGNORECASE)


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "time zone of old values left to the session", "ko": "세션에 맡겨진 기존 값의 시간대"},
    message={
        "en": "the old values of {column} are converted by the time zone of the session that runs this, without a word: "
        "say which one they are in with USING {name} AT TIME ZONE",
        "ko": "{column}의 기존 값이 이 문을 실행하는 세션의 시간대로 조용히 변환됩니다. "
        "값의 시간대를 USING {name} AT TIME ZONE으로 명시하십시오",
    },
)
def time_zone_left_to_session(subject: AlterColumn | Step, context: Context) -> Iterator[Hit]:
    """By the statement where there is one; not after SET TIME ZONE, and not where USING says the zone."""
    if isinstance(subject, Step) and ZONE.search(subject.text):
        return
    for change in context.altered(subject):
        if _changes_zone(change) and not any(SET.match(step.text.lstrip()) for step in context.steps):
            column = change_object(change)
            yield Hit(subject, object=column, column=column, name=change.after.name)


def _changes_zone(change: AlterColumn) -> bool:
    old, new = change.before.type, change.after.type
    if not isinstance(old, ColumnType) or not isinstance(new, ColumnType):
        return False
    return old.name == new.name == "timestamp" and old.with_time_zone != new.with_time_zone
