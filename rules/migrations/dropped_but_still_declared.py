"""A table or column that the migrations take away and the Drizzle schema still declares."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import DropColumn, DropTable, MigrationHistory, RenameColumn, RenameTable, Schema, Step, Table


@rule(
    severity="error",
    summary={"en": "dropped by a migration, still in the schema", "ko": "마이그레이션에서 삭제되었지만 스키마에는 남은 객체"},
    message={
        "en": "the Drizzle schema still declares {objects}, which the migrations take away: "
        "every query that Drizzle writes with it fails; remove it from the schema too",
        "ko": "마이그레이션에서 {objects}이(가) 없어지는데 Drizzle 스키마에는 그대로 선언되어 있습니다. "
        "Drizzle이 이를 포함해 만드는 쿼리가 모두 실패하므로 스키마에서도 제거하십시오",
    },
)
def dropped_but_still_declared(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one run
    """What stood before the added migrations, is gone behind them, and stands in the schema; once a table."""
    left = context.migrated
    if left is None or left.unread or not context.steps or not context.project.has_drizzle_schema:
        return
    for table in context.steps[0].before.tables:
        declared = context.after.table(table.full_name)
        gone = _gone(table, left, declared) if declared and not table.unread and not declared.unread else ()
        if gone and declared is not None:
            names = tuple(f"{table.full_name}.{name}" for name in gone) if left.table(table.full_name) else (table.full_name,)
            yield Hit(_taker(context.steps, names).span, object=table.full_name, objects=names, also=(declared.span,))


def _gone(table: Table, left: Schema, declared: Table) -> tuple[str, ...]:
    """The columns of the table, as they were, that the schema declares and the migrations do not leave."""
    stays = left.table(table.full_name)
    if stays is not None and stays.unread:
        return ()
    names = set(stays.column_names()) if stays else set()
    return tuple(name for name in table.column_names() if name not in names and declared.column(name))


def _taker(steps: tuple[Step, ...], names: tuple[str, ...]) -> Step:
    """The last statement that drops or renames one of them; a rebuild does so by what it does not copy."""
    for step in reversed(steps):
        for change in step.changes:
            match change:
                case DropTable() | RenameTable() if change.before.full_name in names:
                    return step
                case DropColumn() | RenameColumn() if f"{change.table.full_name}.{change.before.name}" in names:
                    return step
    return steps[-1]
