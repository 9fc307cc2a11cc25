"""A table that is dropped with its rows."""

from collections.abc import Iterator

from bot.effects import rows_lost
from bot.effects.dragged import dragged, is_dragged
from bot.effects.lost import rows_copied
from bot.lint.rule import Context, Hit, rule
from bot.model import DropTable, Message, Severity, Step, Table, change_object

BEFORE = Message(
    "stop using it one release earlier and keep a copy of the rows",
    "직전 릴리스에서 먼저 사용을 중단하고 데이터를 따로 보관하십시오",
)
AFTERWARDS = Message(
    "a statement of this pull request copies them before, but the release that still runs uses the table: drop it one release later",
    "이 풀 리퀘스트의 다른 문이 먼저 행을 옮기더라도 아직 실행 중인 릴리스가 이 테이블을 쓰므로 다음 릴리스에서 삭제하십시오",
)


@rule(
    severity="error",
    summary={"en": "table dropped with its rows", "ko": "데이터와 함께 삭제되는 테이블"},
    message={
        "en": "dropping {table} deletes all its rows",
        "ko": "{table}을(를) 삭제하면 모든 행이 사라집니다",
    },
)
def dropped_table(subject: DropTable | Step, context: Context) -> Iterator[Hit]:
    """A table that is gone, and one that a migration drops and makes anew without keeping its rows; a warning where they are copied."""
    for table in _gone(subject, context) if isinstance(subject, DropTable) else _lost(subject, context):
        copied = rows_copied(table.name, context.steps)
        severity, advice = (Severity.WARNING, AFTERWARDS) if copied else (Severity.ERROR, BEFORE)
        yield Hit(subject, object=table.full_name, table=table.full_name, advice=advice, at_most=severity)


def _gone(change: DropTable, context: Context) -> Iterator[Table]:
    """Not what a CASCADE reaches, which `cascading-drop` lists, unless the schema file gives it up by itself."""
    said = not context.project.has_drizzle_schema and is_dragged(change, context.steps)
    if not context.is_unmigrated(change) and not said:
        yield change.before


def _lost(step: Step, context: Context) -> Iterator[Table]:
    """The tables of the base that the statement drops although the schema keeps them."""
    if not any(isinstance(change, DropTable) for change in step.changes):
        return  # a file of a hundred thousand rows is a hundred thousand steps
    gone = {change_object(change) for change in (*context.changes, *dragged(step)) if isinstance(change, DropTable)}
    yield from (table for table in rows_lost(step, context.earlier(step), context.before) if table.full_name not in gone)
