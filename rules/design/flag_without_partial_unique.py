"""A flag that only one row should carry, as its name says, and that any number may: a question."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Index, Table, snake_case, speaks_of

ONE_OF_MANY = re.compile(r"^is_(the_)?(latest|default|primary|current|main|newest)(_(?!selected)\w+)?$")
BOOLEANS = frozenset({"boolean", "tinyint", "bit"})


@rule(
    severity="note",
    asks=True,
    summary={"en": "flag without a partial unique index", "ko": "부분 유니크 인덱스가 없는 대표 플래그"},
    message={
        "en": "may two rows of {table} have {column} set for the same parent? If only one may, a unique index over the rows "
        "that have it set says so; code or a trigger that clears the old one loses against two writers at once",
        "ko": "{table}에서 상위 항목이 같은 두 행의 {column}이(가) 동시에 참이어도 됩니까? 하나만 허용한다면 값이 참인 행에 대한 "
        "유니크 인덱스로 강제해야 합니다. 이전 값을 해제하는 코드나 트리거는 동시에 두 트랜잭션이 쓰면 막지 못합니다",
    },
)
def flag_without_partial_unique(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each such flag that no unique index, generated column or CHECK speaks of."""
    for column in table.columns if not table.unread else ():
        if ONE_OF_MANY.match(snake_case(column.name)) and _is_flag(column) and not _is_held(table, column):
            yield Hit(column, table=table.full_name, column=column.name)


def _is_flag(column: Column) -> bool:
    kind = column.type
    return isinstance(kind, ColumnType) and not kind.dimensions and (kind.name in BOOLEANS or kind.name == "integer")


def _is_held(table: Table, column: Column) -> bool:
    unique = (index for index in (*table.indexes, *(exclusion.index for exclusion in table.exclusions)) if _is_unique(index, table))
    held = any(
        column.name in index.columns
        or speaks_of(index.where, column.name)
        or any(speaks_of(p.expression, column.name) for p in index.parts)
        for index in unique
    )
    generated = any(other.generated is not None and speaks_of(other.generated.expression, column.name) for other in table.columns)
    constraint = any(column.name in key.columns for key in table.uniques)
    return held or generated or constraint or any(speaks_of(check.expression, column.name) for check in table.checks)


def _is_unique(index: Index, table: Table) -> bool:
    return index.unique or any(index is exclusion.index for exclusion in table.exclusions)
