"""A key of 32 bits or fewer for rows that only ever grow in number."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Table, snake_case

LARGEST = {
    "smallint": 2**15 - 1,
    "smallserial": 2**15 - 1,
    "mediumint": 2**23 - 1,
    "int": 2**31 - 1,
    "integer": 2**31 - 1,
    "serial": 2**31 - 1,
}
# What machines write, row by row, and never stops; `events` alone may be concerts.
GROWS = re.compile(
    r"(?:^|_)(?:logs?|messages?|audits?|notifications?|metrics?|clicks?|impressions?|readings?|measurements?|pings?|heartbeats?|ticks?|"
    r"trades?|deliver(?:y|ies)|transactions?|usage)$|_events?$"
)
RARE = re.compile(r"(?:^|_)(?:migrations?|schema|changelog|calendar|onboarding)_")


@rule(
    severity="note",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "primary key that may run out of numbers", "ko": "번호가 바닥날 수 있는 기본 키"},
    message={
        "en": "{table} looks like a table that grows with use, and its key {column} ends at {largest}: bigint costs 4 bytes a row now, "
        "changing the type later rewrites the table and every table that references it",
        "ko": "{table}은(는) 사용할수록 늘어나는 테이블로 보이는데 키 {column}은(는) {largest}에서 끝납니다. bigint는 지금 행마다 "
        "4바이트가 더 들 뿐이지만, 나중에 타입을 바꾸면 이 테이블과 참조하는 테이블을 모두 다시 씁니다",
    },
)
def short_primary_key(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each key of one numbered column that is short, in a table whose name speaks of what happens rather than of what there is."""
    key = table.primary_key
    column = table.column(key.columns[0]) if key and len(key.columns) == 1 else None
    name = snake_case(table.name)
    if column and GROWS.search(name) and not RARE.search(name) and _is_numbered(column):
        largest = _largest(column)
        if largest:
            yield Hit(column, table=table.full_name, column=column.name, largest=f"{largest:,}")


def _is_numbered(column: Column) -> bool:
    return column.has_sequence or column.autoincrement


def _largest(column: Column) -> int | None:
    used = column.type
    if not isinstance(used, ColumnType) or used.name not in LARGEST:
        return None
    return LARGEST[used.name] * 2 + 1 if used.unsigned else LARGEST[used.name]
