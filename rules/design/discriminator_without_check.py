"""A kind that decides which of several references is set, with no CHECK that says so: a question."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Schema, Table, snake_case, speaks_of

KINDS = re.compile(r"(^|_)(type|kind|scope|level|target|category)$")
VALUE = re.compile(r"'((?:[^']|'')*)'")


@rule(
    severity="note",
    asks=True,
    summary={"en": "kind without a CHECK on what it requires", "ko": "CHECK로 강제되지 않는 구분 컬럼"},
    message={
        "en": "does {column} decide which of {references} must be set? No CHECK says so, "
        "so a row may have none of them, several, or another one than {column} says",
        "ko": "{references} 중 어느 컬럼을 채워야 하는지를 {column}이(가) 결정합니까? CHECK가 없어 "
        "모두 비거나 여럿이 채워진 행, {column}과(와) 다른 컬럼이 채워진 행도 저장됩니다",
    },
)
def discriminator_without_check(table: Table, context: Context) -> Iterator[Hit]:
    """Each required kind beside two or more optional references, of which one at least is named by a value, or by a name beside it."""
    single = (key.columns[0] for key in table.foreign_keys if len(key.columns) == 1 and key.target != table.full_name)
    optional = table.nullable_among(single)
    checked = any(speaks_of(check.expression, name) for check in table.checks for name in optional)
    if table.unread or checked or len(optional) < 2:
        return
    for column in table.columns:
        if column.nullable or not KINDS.search(snake_case(column.name)):
            continue
        named = tuple(name for name in optional if snake_case(name).removesuffix("_id") in _values(column, table, context.schema))
        if len(named) > 1:
            yield Hit(column, column=f"{table.full_name}.{column.name}", references=named)


def _values(column: Column, table: Table, schema: Schema) -> frozenset[str]:
    """What the column may hold, as far as anything says it."""
    checks = [check.expression.text for check in table.checks if speaks_of(check.expression, column.name)]
    listed = [value for text in checks for value in VALUE.findall(text)]
    inline = column.type.values if isinstance(column.type, ColumnType) else ()
    enums = (value for enum in schema.enums if enum.is_type_of(column) for value in enum.values)
    return frozenset(map(snake_case, (*listed, *inline, *enums, *column.application_values)))
