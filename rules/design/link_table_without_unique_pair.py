"""A table that only links two others, in which the same link may stand twice."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Table, snake_case

# Moments that say since when the link is there, not that it happens again.
MOMENTS = re.compile(
    r"^(created|updated|modified|added|joined|assigned|granted|linked|inserted|liked|followed|saved)(_(at|on|date|time))?$"
)
HAPPENINGS = re.compile(
    r"(^|_)(view|visit|log|event|history|click|impression|session|attempt|play|download|read|use|usage|transfer|message|move|run|scan|search|submission|response|request|form|notification)(e?s|ies)?(_|$)"
)
TIMES = frozenset({"date", "timestamp", "datetime", "time", "integer", "bigint"})


@rule(
    severity="warning",
    summary={"en": "link table without a unique pair", "ko": "쌍에 유니크 키가 없는 연결 테이블"},
    message={
        "en": "{table} may hold the same {columns} twice: it links rows of {targets} and nothing else, "
        "so every join counts such a link double; make the two the primary key or add a unique key over them",
        "ko": "{table}에 같은 {columns} 쌍이 두 번 저장될 수 있습니다. {targets}을(를) 연결하기만 하는 테이블이어서 "
        "조인할 때마다 두 번 집계되므로, 두 컬럼을 기본 키로 만들거나 유니크 키를 추가하십시오",
    },
)
def link_table_without_unique_pair(table: Table, context: Context) -> Iterator[Hit]:
    """A table of a generated key, two keys to other tables that must be there, and at most moments beside them."""
    keys = table.foreign_keys
    if table.unread or len(keys) != 2 or any(len(key.columns) != 1 or key.target == table.full_name for key in keys):
        return
    pair = tuple(key.columns[0] for key in keys)
    columns = tuple(name for name in table.column_names() if name in pair)
    own = [column for column in table.columns if column.name not in pair]
    required = len(set(pair)) == 2 and all(map(table.requires, pair))
    if not required or HAPPENINGS.search(snake_case(table.name)) or not all(_is_key_or_moment(column, table) for column in own):
        return
    referred = any(
        key.target == table.full_name
        for other in context.schema.tables_mentioning(table.full_name, Table.targets)
        for key in other.foreign_keys
    )
    if (
        referred
        or table.is_partitioned
        or any(index.unique and {*pair} <= {*index.columns} for index in table.indexes)
        or table.has_key_on(pair)
    ):
        return
    targets = tuple(key.target for key in keys)
    candidate = context.candidate(table, columns, unique=True)
    yield Hit(table, table=table.full_name, columns=columns, targets=targets, candidate=candidate)


def _is_key_or_moment(column: Column, table: Table) -> bool:
    if table.primary_key and table.primary_key.columns == (column.name,):
        return True
    timed = isinstance(column.type, ColumnType) and column.type.name in TIMES
    return timed and MOMENTS.match(snake_case(column.name)) is not None
