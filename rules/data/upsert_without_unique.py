"""An upsert whose conflict target no unique index or key of the table answers to."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table


@rule(
    severity="error",
    dialects=("postgresql", "sqlite"),
    summary={"en": "upsert without a unique index", "ko": "유니크 인덱스가 없는 upsert"},
    message={
        "en": "this upsert names {columns} of {table} as its conflict, but no primary key or unique index is over exactly these "
        "columns: the server refuses every such INSERT",
        "ko": "이 upsert는 {table}의 {columns}을(를) 충돌 대상으로 지정하지만 정확히 이 컬럼들로 된 기본 키나 유니크 인덱스가 없어 "
        "서버가 이 INSERT를 모두 거부합니다",
    },
)
def upsert_without_unique(table: Table, context: Context) -> Iterator[Hit]:
    """Each list of columns that neither the schema's table nor the one that the migrations make is unique over; the order is free."""
    made = context.migrated.table(table.full_name) if context.migrated else None
    known = [side for side in (table, made) if side is not None]
    if any(side.unread for side in known) or (context.migrated and context.migrated.unread):
        return
    for upsert in context.own_code.upserts(table, context.schema) if context.own_code else ():
        answered = any(_answers(side, set(upsert.columns), is_narrowed=upsert.is_narrowed) for side in known)
        if not answered and not (context.migrated is None and context.code and context.code.makes_unique(table)):
            about = f"{table.full_name}({','.join(sorted(upsert.columns))})"
            yield Hit(upsert.span, object=about, table=table.full_name, columns=upsert.columns)


def _answers(table: Table, columns: set[str], *, is_narrowed: bool) -> bool:
    """A partial index answers only where the upsert has a condition; whether that one implies it is not looked into."""
    keys = [table.primary_key.columns] if table.primary_key else []
    keys += [unique.columns for unique in table.uniques]
    indexes = (index for index in table.indexes if index.unique and len(index.columns) == len(index.parts))
    keys += [index.columns for index in indexes if index.where is None or is_narrowed]
    return any(set(key) == columns for key in keys)
