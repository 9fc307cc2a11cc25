"""PostgreSQL's money, whose meaning hangs on a setting."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Table


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "column of type money", "ko": "money 타입 컬럼"},
    message={
        "en": "{column} is money: the currency and the number of decimals are those of the session's `lc_monetary`, not of the value; "
        "use numeric, with the currency in a column beside it",
        "ko": "{column}의 타입이 money입니다. 통화와 소수 자릿수가 값이 아니라 세션의 `lc_monetary` 설정을 따르므로 numeric을 쓰고 "
        "통화는 별도 컬럼에 두십시오",
    },
)
def money_type(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each column of that type."""
    for column in table.columns:
        if isinstance(column.type, ColumnType) and column.type.name == "money" and not column.type.user_defined:
            yield Hit(column, column=column.name)
