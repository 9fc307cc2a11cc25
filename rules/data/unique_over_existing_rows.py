"""A UNIQUE index, constraint or key over columns whose rows may hold the same values twice."""

from collections.abc import Iterator

from bot.effects.existing import ExistingRows, read_columns
from bot.lint.rule import Context, Hit, rule
from bot.model import (
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    AlterIndex,
    AlterPrimaryKey,
    AlterUnique,
    Expression,
    Index,
    Table,
    Unknown,
    as_index,
    change_object,
    guarantees,
    key_title,
)


@rule(
    severity="warning",
    summary={"en": "unique key over rows that may repeat", "ko": "기존 행에 중복이 있을 수 있는 유니크 키"},
    message={
        "en": "{key} on {table} fails if two existing rows are the same in {columns}, which nothing has prevented so far: "
        "count the duplicates before (the checklist has the query), and delete or change them in a statement before this one",
        "ko": "지금까지 {columns} 중복을 막는 것이 없었으므로 기존 행에 중복이 있으면 {table}의 {key} 생성이 실패합니다. "
        "먼저 중복 건수를 확인하고(체크리스트의 쿼리), 이 문 앞에서 중복 행을 삭제하거나 수정하십시오",
    },
)
def unique_over_existing_rows(
    change: AddUnique | AlterUnique | AddIndex | AlterIndex | AddPrimaryKey | AlterPrimaryKey, context: Context
) -> Iterator[Hit]:
    """The new key, unless another one already guaranteed it, its rows are NULL, or an earlier statement mends them."""
    key = as_index(change.after)
    rows = context.existing_rows(change) if key.unique else None
    if rows is None or rows.table.unread or not _may_repeat(key, rows, change.table):
        return
    columns = tuple(part.column for part in key.parts if part.column)
    if rows.are_mended(columns):
        return
    written = tuple(part.column or getattr(part.expression, "text", "") for part in key.parts)
    yield Hit(rows.step or change, object=change_object(change), key=key_title(change.after), table=change.table.full_name, columns=written)


def _may_repeat(key: Index, rows: ExistingRows, table: Table) -> bool:
    if isinstance(key.where, Unknown) or any(isinstance(part.expression, Unknown) for part in key.parts):
        return False
    if key.where is not None and not _may_hold(key.where, rows, table):
        return False
    new = [table.column(part.column) for part in key.parts if part.column and rows.column(part.column) is None]
    if any(column is None or not column.is_same_in_all_rows for column in new):
        return False
    return not guarantees(rows.table, key, dict(rows.renamed))


def _may_hold(where: Expression, rows: ExistingRows, table: Table) -> bool:
    """Whether rows that are there can be in a partial index: a column that is only now added is NULL in them, or what its default says."""
    return rows.stood(read_columns(where, table)) or "is null" in where.text.lower()
