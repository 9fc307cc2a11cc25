"""A column that is dropped with its values."""

from collections.abc import Iterator

from bot.effects import tables_lost, values_copied
from bot.effects.dragged import dragged, is_dragged
from bot.lint.rule import Context, Hit, rule
from bot.model import Column, DropColumn, Message, RenameColumn, RenameTable, Severity, Step, Table, change_object

BEFORE = Message(
    "stop using it one release earlier and keep a copy of the values",
    "직전 릴리스에서 먼저 사용을 중단하고 값을 따로 보관하십시오",
)
AFTERWARDS = Message(
    "a statement of this pull request reads them before, but the release that still runs uses the column: drop it one release later",
    "이 풀 리퀘스트의 다른 문이 먼저 값을 옮기더라도 아직 실행 중인 릴리스가 이 컬럼을 쓰므로 다음 릴리스에서 삭제하십시오",
)


@rule(
    severity="error",
    summary={"en": "column dropped with its values", "ko": "데이터와 함께 삭제되는 컬럼"},
    message={
        "en": "dropping {column} deletes its values in every row of {table}",
        "ko": "{column}을(를) 삭제하면 {table}의 모든 행에서 값이 사라집니다",
    },
)
def dropped_column(subject: DropColumn | Step, context: Context) -> Iterator[Hit]:
    """A column that is gone, and one that a migration drops and adds again; a computed one holds nothing of its own."""
    if isinstance(subject, DropColumn):
        said = subject.before.generated is not None or context.is_unmigrated(subject) or _is_dragged(subject, context)
        if not said and not _goes_whole(subject.table, context):
            yield _hit(subject, subject.table, subject.before, context)
        return
    drops = [change for change in subject.changes if isinstance(change, DropColumn) and not context.brings(change)]
    reached = set(map(change_object, dragged(subject))) if drops else set()
    for change in drops:
        if change_object(change) not in reached and change.before.generated is None:
            old = context.before.table(change.table.full_name)
            column = old.column(change.before.name) if old else None
            if old and column and not _is_kept(old, column, context.steps):
                yield _hit(subject, old, column, context)


def _is_dragged(change: DropColumn, context: Context) -> bool:
    """Whether a CASCADE reaches it, which `cascading-drop` lists, and no schema file gives it up by itself."""
    return not context.project.has_drizzle_schema and is_dragged(change, context.steps)


def _goes_whole(table: Table, context: Context) -> bool:
    """Whether the migrations drop the table with all its rows and make it anew, which `dropped-table` says."""
    return any(table.full_name == lost.full_name for lost in tables_lost(context.steps, context.before))


def _hit(node: DropColumn | Step, table: Table, column: Column, context: Context) -> Hit:
    copied = values_copied(table.name, column.name, context.steps)
    severity, advice = (Severity.WARNING, AFTERWARDS) if copied else (Severity.ERROR, BEFORE)
    name = f"{table.full_name}.{column.name}"
    return Hit(node, object=name, column=column.name, table=table.full_name, advice=advice, at_most=severity)


def _is_kept(table: Table, column: Column, steps: tuple[Step, ...]) -> bool:
    """Whether another column takes its name, or the whole table is replaced by a copy."""
    changes = [change for step in steps for change in step.changes]
    renamed = any(isinstance(change, RenameColumn) and change_object(change) == f"{table.full_name}.{column.name}" for change in changes)
    return renamed or any(isinstance(change, RenameTable) and change.after.full_name == table.full_name for change in changes)
