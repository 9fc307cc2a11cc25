"""A table without a primary key or anything that could be one."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table


@rule(
    severity="warning",
    summary={"en": "table without a primary key", "ko": "기본 키가 없는 테이블"},
    message={
        "en": "{table} has no primary key: a single row cannot be addressed, "
        "and replication refuses its updates and deletes or scans the table for each",
        "ko": "{table}에 기본 키가 없습니다. 행 하나를 특정할 수 없고, "
        "복제 환경에서는 UPDATE와 DELETE가 거부되거나 그때마다 풀 스캔이 일어납니다",
    },
)
def missing_primary_key(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """The table, unless it was not wholly read or has a unique key that is never NULL."""
    keys = table.keys()
    is_identified = any(all(map(table.requires, columns)) for columns in keys)
    if table.primary_key is None and table.columns and not table.unread and not is_identified:
        yield Hit(table, table=table.full_name)
