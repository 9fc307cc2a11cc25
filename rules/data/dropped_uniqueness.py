"""Columns that tell the rows apart no longer."""

from collections.abc import Iterator

from bot.effects.dragged import is_dragged
from bot.lint.rule import Context, Hit, rule
from bot.model import AddIndex, AddPrimaryKey, AddUnique, AlterIndex, AlterPrimaryKey, AlterUnique, Change, DropIndex, DropUnique, Table


@rule(
    severity="warning",
    summary={"en": "uniqueness given up", "ko": "사라지는 유일성 보장"},
    message={
        "en": "nothing keeps {columns} of {table} unique any more: duplicates come in silently, upserts on these columns fail, "
        "and the constraint cannot come back before they are cleaned up",
        "ko": "{table}의 {columns}을(를) 유일하게 유지하는 것이 없어집니다. 중복이 조용히 들어오고 이 컬럼에 대한 UPSERT는 실패하며, "
        "중복을 정리하기 전에는 제약 조건을 되돌릴 수 없습니다",
    },
)
def dropped_uniqueness(change: DropUnique | DropIndex, context: Context) -> Iterator[Hit]:
    """A UNIQUE constraint or unique index; not where a narrower key stays, another comes over one of them, or a rebuild forgets it."""
    table = context.after.table(change.table.full_name)
    if table is None or context.is_unmigrated(change) or context.is_new(table) or is_dragged(change, context.steps):
        return
    if not context.project.has_drizzle_schema and any(change.before in rebuild.lost_indexes for rebuild in context.rebuilds):
        return  # `rebuild-forgets-parts` says so
    columns = _columns(change)
    if not columns or not set(columns) <= set(table.column_names()) or table.has_key_on(columns):
        return
    if not any(_makes_unique(other, columns, table) for other in context.changes):
        yield Hit(change, columns=columns, table=table.full_name)


def _columns(change: DropUnique | DropIndex) -> tuple[str, ...]:
    """The columns that were unique; none for an index that is not, or over an expression."""
    if isinstance(change, DropUnique):
        return change.before.columns
    index = change.before
    return index.columns if index.unique and len(index.columns) == len(index.parts) else ()


def _makes_unique(change: Change, columns: tuple[str, ...], table: Table) -> bool:
    if not isinstance(change, AddUnique | AddIndex | AddPrimaryKey | AlterUnique | AlterIndex | AlterPrimaryKey):
        return False
    is_unique = change.table.full_name == table.full_name and getattr(change.after, "unique", True)
    return is_unique and (not change.after.columns or bool(set(change.after.columns) & set(columns)))
