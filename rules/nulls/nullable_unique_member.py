"""A unique key over several columns of which one that NULL has a meaning in may be NULL."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Index, Table, as_index, key_parts, key_title, speaks_of

TIMES = frozenset({"date", "timestamp", "datetime", "time"})


@rule(
    severity="warning",
    summary={"en": "unique key with a nullable member", "ko": "NULL 허용 컬럼이 포함된 유니크 키"},
    message={
        "en": "{name} lets duplicates through wherever {columns} is NULL, because one NULL never equals another: "
        "make it NOT NULL, or add a unique index for the rows where it is NULL",
        "ko": "NULL끼리는 같은 값으로 보지 않으므로 {columns}이(가) NULL인 행에서는 {name}이(가) 중복을 막지 못합니다. "
        "NOT NULL로 바꾸거나 NULL인 행을 위한 유니크 인덱스를 추가하십시오",
    },
)
def nullable_unique_member(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each composite unique key with such a member, unless its condition, NULLS NOT DISTINCT or a second key deals with NULL."""
    indexes = [(part, as_index(part)) for part in key_parts(table) if as_index(part).unique and part != table.primary_key]
    for part, index in indexes:
        if index.nulls_not_distinct or len(index.columns) != len(index.parts):
            continue
        nullable = table.nullable_among(index.columns)
        loose = tuple(name for name in nullable if _is_loose(table, name) and not _speaks_of_null(index, name))
        covered = any(_speaks_of_null(other, name) for _, other in indexes if other is not index for name in loose)
        if loose and len(nullable) < len(index.columns) and not covered:
            yield Hit(part, name=key_title(part), columns=loose)


def _is_loose(table: Table, name: str) -> bool:
    """Whether NULL is a value like others: no parent, not deleted yet. An optional text is unique where it is there, as meant."""
    column = table.column(name)
    if column is None or column.generated or not isinstance(column.type, ColumnType):
        return False
    return column.type.name in TIMES or any(name in key.columns for key in table.foreign_keys)


def _speaks_of_null(index: Index, name: str) -> bool:
    """Whether a condition or an expression of the index holds the column: it was thought of."""
    return any(speaks_of(text, name) for text in (index.where, *(part.expression for part in index.parts)))
