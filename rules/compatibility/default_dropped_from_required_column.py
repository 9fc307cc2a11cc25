"""A required column whose default goes, while running code leaves it out of its INSERTs."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn


@rule(
    severity="warning",
    summary={"en": "default dropped from a required column", "ko": "필수 컬럼에서 삭제한 기본값"},
    message={
        "en": "{column} of {table} is NOT NULL and loses its default: INSERTs that leave it out, of the release before and of every other "
        "writer, fail from then on; drop the default once nothing relies on it",
        "ko": "NOT NULL인 {table}.{column}의 기본값이 없어집니다. 이 컬럼을 생략하는 INSERT는 이전 버전의 프로그램이든 다른 프로그램이든 "
        "그때부터 실패합니다. 기본값에 의존하는 곳이 없어진 뒤에 삭제하십시오",
    },
)
def default_dropped_from_required_column(change: AlterColumn, context: Context) -> Iterator[Hit]:
    """A column that was given a value without input and stays NOT NULL without one; its type stays, and its table has had users."""
    before, after = change.before, change.after
    was_given = before.has_value_without_input and not before.nullable
    is_required = not after.nullable and not after.has_value_without_input
    if was_given and is_required and not context.is_new(change.table) and change not in context.unmigrated:
        yield Hit(change, column=after.name, table=change.table.full_name)
