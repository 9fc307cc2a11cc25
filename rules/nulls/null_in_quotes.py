"""A default that is the word NULL instead of NULL."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Expression, Table

WORDS = frozenset({"'null'", "'(null)'", "'undefined'"})


@rule(
    severity="warning",
    summary={"en": "default with NULL in quotes", "ko": "따옴표 안에 NULL을 쓴 기본값"},
    message={
        "en": "{column} defaults to the text {default}, which is not NULL: `IS NULL` does not find these rows, and programs show the word",
        "ko": "{column}의 기본값은 NULL이 아니라 {default}라는 문자열입니다. `IS NULL`로 찾을 수 없고 프로그램에는 그 단어가 그대로 "
        "나타납니다",
    },
)
def null_in_quotes(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each text column with such a default; a value of an enum, and JSON's null, are meant."""
    for column in table.columns:
        default = column.default.text if isinstance(column.default, Expression) else ""
        if (
            default.lower() in WORDS
            and isinstance(column.type, ColumnType)
            and column.type.is_text
            and default[1:-1] not in column.application_values
        ):
            yield Hit(column, column=column.name, default=default)
