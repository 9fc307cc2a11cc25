"""A boolean with a default that may be NULL all the same, among many that may not."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Schema

ENOUGH = 10
MOST = 0.9


@rule(
    severity="note",
    summary={"en": "boolean with a third state", "ko": "세 번째 상태가 있는 boolean"},
    message={
        "en": "{column} has a default and may be NULL all the same, while {others} of {all} booleans of this schema may not: a condition "
        "and its opposite both leave such rows out; make it NOT NULL",
        "ko": "{column}은(는) 기본값이 있는데도 NULL을 허용합니다. 이 스키마의 boolean {all}개 중 {others}개는 허용하지 않습니다. "
        "조건에도 그 반대 조건에도 걸리지 않는 행이 생기므로 NOT NULL로 지정하십시오",
    },
)
def three_valued_boolean(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each one with a default where nine of ten, and enough of them, are NOT NULL. Without a default, NULL may be meant."""
    found = [(table, column) for table in schema.tables for column in table.columns if _is_boolean(column)]
    nullable = [(table, column) for table, column in found if column.nullable and column.default is not None]
    others = sum(not column.nullable for _, column in found)
    if others >= max(ENOUGH, MOST * len(found)):
        for table, column in nullable:
            name = f"{table.full_name}.{column.name}"
            yield Hit(column, object=name, column=name, others=others, all=len(found))


def _is_boolean(column: Column) -> bool:
    return isinstance(column.type, ColumnType) and column.type.name == "boolean" and not column.type.dimensions and column.generated is None
