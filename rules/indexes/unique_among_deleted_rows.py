"""A unique key that counts rows which are marked as deleted: a question."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, PrimaryKey, Table, as_index, key_parts, key_title, snake_case

MARKS = frozenset({"deleted_at", "deleted_on", "deleted", "is_deleted"})
# What people choose and want to use again; a token, a foreign id or a hash is never given out twice.
CHOSEN = re.compile("(?:^|_)(?:email|username|login|handle|nickname|slug|name|phone)(?:_|$)")
GIVEN = re.compile(
    "(?:^|_)(?:ids?|uuid|guid|token|hash|external|stripe|provider|session|invoice|order|ticket|receipt|number|idempotency|api)(?:_|$)"
)


@rule(
    severity="note",
    asks=True,
    summary={"en": "unique key that counts deleted rows", "ko": "삭제된 행까지 세는 유니크 키"},
    message={
        "en": "may {columns} be used again once a row of {table} is deleted? {key} also counts rows with {mark}, so that the same value "
        "is refused for ever",
        "ko": "{table}의 행을 삭제한 뒤 같은 {columns}을(를) 다시 쓸 수 있어야 합니까? {key}은(는) {mark}이(가) 표시된 행까지 세므로 "
        "같은 값이 계속 거부됩니다",
    },
)
def unique_among_deleted_rows(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each unique key over a name that people choose, in a table with a mark of deletion that the key says nothing of."""
    marks = [column.name for column in table.columns if _is_mark(column)]
    for part in key_parts(table) if marks else ():
        index = as_index(part)
        chosen = any(CHOSEN.search(snake_case(name)) for name in index.columns) and not _is_given(table.column(index.columns[-1]))
        whole = index.unique and index.where is None and len(index.columns) == len(index.parts)
        if whole and chosen and not set(marks) & set(index.columns) and not isinstance(part, PrimaryKey):
            yield Hit(part, columns=index.columns, table=table.full_name, key=key_title(part), mark=marks[0])


def _is_mark(column: Column) -> bool:
    return snake_case(column.name) in MARKS and isinstance(column.type, ColumnType) and column.generated is None


def _is_given(column: Column | None) -> bool:
    """Whether the server computes it, or its name says that it is given out."""
    return column is None or column.generated is not None or GIVEN.search(snake_case(column.name)) is not None
