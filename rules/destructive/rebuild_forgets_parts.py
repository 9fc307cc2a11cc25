"""Indexes and triggers that go with the old table and are not made again."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Index, Rebuild, key_title


@rule(
    severity="warning",
    dialects=("sqlite",),
    summary={"en": "table rebuild that forgets indexes or triggers", "ko": "인덱스나 트리거를 빠뜨린 테이블 재생성"},
    message={
        "en": "{parts} of {table} go with the old table and are not made again: create them after it, or drop them by name before",
        "ko": "{table}의 {parts}이(가) 이전 테이블과 함께 사라지고 다시 만들어지지 않습니다. "
        "재생성 뒤에 다시 만들거나, 의도한 것이라면 그 전에 이름을 지정해 삭제하십시오",
    },
)
def rebuild_forgets_parts(rebuild: Rebuild, context: Context) -> Iterator[Hit]:
    """Triggers, and indexes on columns that stay, unless the schema does not want them any more."""
    if context.is_new(rebuild.before):
        return
    parts = (*(trigger.name for trigger in rebuild.lost_triggers), *(key_title(index) for index in _lost_indexes(rebuild, context)))
    if parts:
        yield Hit(rebuild.drop, object=rebuild.before.full_name, table=rebuild.before.full_name, parts=parts)


def _lost_indexes(rebuild: Rebuild, context: Context) -> Iterator[Index]:
    wanted = context.after.table(rebuild.before.full_name)
    for index in rebuild.lost_indexes:
        is_wanted = not context.project.has_drizzle_schema or (wanted is not None and any(index.name == one.name for one in wanted.indexes))
        if is_wanted and not _is_made_later(index, context):
            yield index


def _is_made_later(index: Index, context: Context) -> bool:
    end = context.migrated or context.after
    return any(index.name == other.name for table in end.tables for other in table.indexes)
