"""A table in which everything but its key may be NULL."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table

FEW = 4


@rule(
    severity="note",
    enabled=False,
    summary={"en": "table in which everything may be NULL", "ko": "모든 컬럼이 NULL을 허용하는 테이블"},
    message={
        "en": "all {count} columns of {table} besides its key may be NULL, so that a row may say nothing at all: make NOT NULL what "
        "every row has",
        "ko": "키를 제외한 {table}의 컬럼 {count}개가 모두 NULL을 허용하므로 아무 값도 없는 행이 생길 수 있습니다. 모든 행에 있어야 하는 "
        "값은 NOT NULL로 지정하십시오",
    },
)
def all_nullable_table(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each table with several columns beside its key, all of them nullable, also those that the database fills, and without a CHECK."""
    key = table.primary_key.columns if table.primary_key else ()
    rest = [column for column in table.columns if column.name not in key and column.generated is None and not column.inherited]
    forgotten = any(column.default is not None for column in rest)
    if len(rest) >= FEW and forgotten and not table.unread and not table.checks and all(column.nullable for column in rest):
        yield Hit(table, table=table.full_name, count=len(rest))
