"""A default that is the text of a function call."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Expression, Table

CALL = re.compile(
    r"'\(*\s*(?:now\(\)|(?:current|local)_?(?:timestamp|date|time)(?:\(\d*\))?|getdate\(\)|(?:date|time|datetime|unixepoch|strftime|julianday)\(.*\)"
    r"|gen_random_uuid\(\)|uuid_generate_v\d\(\)|uuid(?:v\d)?\(\)|nextval\(.*\)|(?:lower\()?hex\(randomblob\(.*)\s*\)*'",
    re.IGNORECASE,
)
MOMENT = re.compile(r"'\s*(?:now|today|tomorrow|yesterday)\s*'", re.IGNORECASE)
TIMES = frozenset({"date", "timestamp", "time", "datetime"})


@rule(
    severity="error",
    summary={"en": "default with a function call in quotes", "ko": "따옴표 안에 함수 호출을 쓴 기본값"},
    message={
        "en": "{column} defaults to the text {default}, not to what the function gives: PostgreSQL works a time out once and gives it to "
        "every row, a text column stores the words, other types refuse them; take the quotes away",
        "ko": "{column}의 기본값이 함수의 결과가 아니라 {default}라는 문자열입니다. PostgreSQL은 시각을 한 번만 계산해 모든 행에 같은 "
        "값을 넣고, 문자열 컬럼은 글자 그대로 저장하며, 다른 타입은 거부합니다. 따옴표를 없애십시오",
    },
)
def function_in_quotes(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each default that is such a string, and 'now' or 'today' for a date or time."""
    for column in table.columns:
        default = column.default.text if isinstance(column.default, Expression) else ""
        is_time = isinstance(column.type, ColumnType) and column.type.name in TIMES
        if CALL.fullmatch(default) or (is_time and MOMENT.fullmatch(default)):
            yield Hit(column, column=column.name, default=default)
