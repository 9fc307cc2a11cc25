"""A timestamp without time zone among columns that have one."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Schema, Table

ENOUGH = 8
MOST = 0.8


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "timestamp without time zone among others with one", "ko": "다른 컬럼과 달리 시간대가 없는 timestamp"},
    message={
        "en": "{column} is timestamp without time zone, {others} of {all} such columns of this schema are timestamptz: comparing or "
        "joining the two shifts by the session's time zone",
        "ko": "{column}에는 시간대가 없는데 이 스키마의 해당 컬럼 {all}개 중 {others}개는 timestamptz입니다. 둘을 비교하거나 조인하면 "
        "세션 시간대만큼 어긋납니다",
    },
)
def timestamp_without_time_zone(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each new one where at least four of five, and enough of them, are with time zone; what the schema mostly does is its style."""
    found = [(table, column) for table in schema.tables for column in table.columns if _is_timestamp(column)]
    plain = [pair for pair in found if isinstance(pair[1].type, ColumnType) and not pair[1].type.with_time_zone]
    if len(found) - len(plain) >= max(ENOUGH, MOST * len(found)):
        for table, column in (pair for pair in plain if not _stood(*pair, context)):
            yield _hit(table, column, others=len(found) - len(plain), total=len(found))


def _is_timestamp(column: Column) -> bool:
    return isinstance(column.type, ColumnType) and column.type.name == "timestamp" and not column.type.dimensions


def _stood(table: Table, column: Column, context: Context) -> bool:
    """Whether the base had it so: what new columns make of the schema's style is no fault of the old ones."""
    old = context.before.table(table.full_name)
    before = old.column(column.name) if old else None
    return before is not None and before.type == column.type


def _hit(table: Table, column: Column, *, others: int, total: int) -> Hit:
    name = f"{table.full_name}.{column.name}"
    return Hit(column, object=name, column=name, others=others, all=total)
