"""A required column whose default goes, while running code leaves it out of its INSERTs."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn, change_object

SHOWN = 5


@rule(
    severity="warning",
    summary={"en": "default dropped from a required column", "ko": "필수 컬럼에서 삭제한 기본값"},
    message={
        "en": "NOT NULL stays and the default goes from {columns}: INSERTs that leave the column out, of the release before and of every "
        "other writer, fail from then on; drop a default once nothing relies on it",
        "ko": "{columns}의 NOT NULL은 그대로인데 기본값이 없어집니다. 이 컬럼을 생략하는 INSERT는 "
        "이전 릴리스든 다른 프로그램이든 그때부터 실패합니다. 기본값에 의존하는 곳이 없어진 뒤에 삭제하십시오",
    },
)
def default_dropped_from_required_column(change: AlterColumn, context: Context) -> Iterator[Hit]:
    """The columns that were given a value without input and stay NOT NULL without one, in tables in use; all at the first."""
    losing = (each for each in context.changes if isinstance(each, AlterColumn) and _loses(each, context))
    if _loses(change, context) and change is next(losing):
        found = (change, *losing)
        names = tuple(map(change_object, found))
        yield Hit(change, columns=names[:SHOWN], also=tuple(each.after.span for each in found[1:]))


def _loses(change: AlterColumn, context: Context) -> bool:
    before, after = change.before, change.after
    if not before.has_value_without_input or before.nullable or after.nullable or after.has_value_without_input:
        return False
    if context.is_new(change.table) or context.is_unmigrated(change) or context.is_untouched(change.table):
        return False
    declared = context.before.table(change.table.full_name)
    known = declared.column(before.name) if declared else None
    return known is None or known.has_value_without_input  # else the code has filled it all along, and a migration catches up
