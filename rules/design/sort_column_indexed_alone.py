"""An index on an ordering column alone, in a table whose rows are listed parent by parent."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Table, snake_case

ORDERING = re.compile(
    r"^((sort|display|list|menu|item|media|row|column|view|step|order)_(order|index|position|no|number|seq)|position|ordering|sequence|seq|ordinal|rank)$"
)


@rule(
    severity="note",
    summary={"en": "sort column indexed alone", "ko": "정렬 컬럼만 있는 인덱스"},
    message={
        "en": "{name} sorts all rows of {table} by {column}, but they are listed within {scope}: "
        "an index on ({scope}, {column}) finds and sorts such a list in one go, this one is passed over",
        "ko": "{name}은(는) {table} 전체를 {column} 순으로 정렬하지만 목록은 {scope} 안에서 조회합니다. "
        "({scope}, {column}) 인덱스라면 한 번에 찾아 정렬하지만 이 인덱스는 쓰이지 않습니다",
    },
)
def sort_column_indexed_alone(table: Table, context: Context) -> Iterator[Hit]:
    """Each plain index on one ordering column of a table whose rows must have a parent."""
    required = [key.columns[0] for key in table.foreign_keys if table.requires(key.columns[0])]
    for index in table.indexes if required else ():
        column = table.column(index.columns[0]) if index.columns else None
        if column is None or len(index.parts) != 1 or index.unique or not index.is_plain or not ORDERING.match(snake_case(column.name)):
            continue
        if isinstance(column.type, ColumnType) and column.type.is_number:
            scope = required[0]
            candidate = context.candidate(table, (scope, column.name))
            yield Hit(index, name=index.name or column.name, table=table.full_name, column=column.name, scope=scope, candidate=candidate)
