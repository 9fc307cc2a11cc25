"""A MySQL TIMESTAMP for dates that lie before 1970 or after 2038."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Table, snake_case

FAR = re.compile(
    r"(^|_)(birth(day|date|_date|_day)?|date_of_birth|dob|death_date|date_of_death|valid_(until|to|through)|effective_(to|until|end)|"
    r"maturity(_date)?|warranty(_\w+)?|(contract|lease|license|policy)_(end|ends|expiry|expires)\w*|founded(_\w+)?)$"
)


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "TIMESTAMP for a date that may lie outside 1970 to 2038", "ko": "1970~2038년을 벗어날 수 있는 TIMESTAMP"},
    message={
        "en": "{column} is TIMESTAMP, which refuses what lies before 1970 or after 19 January 2038 (UTC): use DATE or DATETIME",
        "ko": "{column}의 타입이 TIMESTAMP이므로 1970년 이전이나 2038년 1월 19일(UTC) 이후의 값은 저장되지 않습니다. DATE나 DATETIME을 "
        "쓰십시오",
    },
)
def timestamp_ends_in_2038(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each TIMESTAMP whose name tells a birth, an end of validity or the like."""
    for column in table.columns:
        if isinstance(column.type, ColumnType) and column.type.name == "timestamp" and FAR.search(snake_case(column.name)):
            yield Hit(column, column=column.name)
