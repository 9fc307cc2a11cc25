"""PostgreSQL's json where jsonb can be compared and indexed."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Table


@rule(
    severity="note",
    dialects=("postgresql",),
    summary={"en": "json column instead of jsonb", "ko": "jsonb 대신 쓴 json 컬럼"},
    message={
        "en": "{column} is {type}: it has no equality, so DISTINCT, GROUP BY and UNION fail, and no index finds what is in it; jsonb has "
        "both",
        "ko": "{column}의 타입이 {type}입니다. 동등 비교가 없어 DISTINCT, GROUP BY, UNION이 실패하고 내용을 찾는 인덱스도 만들 수 "
        "없습니다. jsonb는 둘 다 됩니다",
    },
)
def json_instead_of_jsonb(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each column of type json, or of an array of it."""
    for column in table.columns:
        if isinstance(column.type, ColumnType) and column.type.name == "json" and not column.type.user_defined:
            yield Hit(column, column=column.name, type="json[]" if column.type.dimensions else "json")
