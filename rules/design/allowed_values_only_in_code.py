"""A column whose allowed values only the program knows: a question."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Expression, Table

SHOWN = 6


@rule(
    severity="note",
    asks=True,
    dialects=("postgresql", "mysql", "mariadb"),  # on SQLite each new value of a CHECK costs a rebuild of the table
    summary={"en": "allowed values known to the program only", "ko": "프로그램에만 정의된 허용 값"},
    message={
        "en": "should the database hold {column} to {values} too? Drizzle's `enum` option is a TypeScript type only: "
        "scripts, other services and older releases can store any value",
        "ko": "{column}의 값을 데이터베이스에서도 {values}(으)로 제한해야 합니까? Drizzle의 `enum` 옵션은 TypeScript 타입일 뿐이어서 "
        "스크립트, 다른 서비스, 이전 릴리스는 어떤 값이든 저장할 수 있습니다",
    },
)
def allowed_values_only_in_code(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each text column with values from Drizzle's `enum` option that no CHECK and no foreign key mentions."""
    if table.unread:
        return
    checked = " ".join(check.expression.text if isinstance(check.expression, Expression) else "" for check in table.checks)
    for column in table.columns:
        limited = isinstance(column.type, ColumnType) and (column.type.values or column.type.user_defined)
        refers = any(column.name in key.columns for key in table.foreign_keys)
        if column.application_values and not limited and not refers and not re.search(rf"\b{re.escape(column.name)}\b", checked):
            yield Hit(column, column=f"{table.full_name}.{column.name}", values=column.application_values[:SHOWN])
