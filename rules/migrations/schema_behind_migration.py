"""A column that the added migrations make or alter, and that the Drizzle schema does not declare so."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, MigrationHistory, Table

SHOWN = 5


@rule(
    severity="note",
    summary={"en": "schema behind its migrations", "ko": "마이그레이션을 따라가지 못한 스키마"},
    message={
        "en": "the migrations change {columns} of {table}, and the Drizzle schema does not say so: programs know the column as it was, or "
        "not at all, and `drizzle-kit push` would undo it; declare it in the schema too",
        "ko": "마이그레이션에서 {table}의 {columns}을(를) 변경하는데 Drizzle 스키마에는 반영되지 않았습니다. "
        "프로그램은 컬럼을 이전 상태로 알거나 전혀 모르고 `drizzle-kit push`는 변경을 되돌립니다. 스키마에도 선언하십시오",
    },
)
def schema_behind_migration(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one run
    """Each table that stood before, with its new columns that are not declared and the altered ones that are declared as they were."""
    made = context.migrated
    if made is None or made.unread or not context.steps or not context.project.has_drizzle_schema or context.after.unread:
        return
    for old in context.steps[0].before.tables:
        now, declared = made.table(old.full_name), context.after.table(old.full_name)
        if now is None or declared is None or old.unread or now.unread or declared.unread:
            continue
        behind = tuple(column.name for column in now.columns if _is_behind(column, old, declared))
        steps = [step for step in context.steps if any(_is_in(change, old.full_name, behind) for change in step.changes)]
        if behind and steps:
            yield Hit(steps[0].span, object=old.full_name, columns=behind[:SHOWN], table=old.full_name, also=(declared.span,))


def _is_behind(column: Column, old: Table, declared: Table) -> bool:
    """Whether the column is new and not declared, or other than it was and declared as it was; what Drizzle cannot say is left out."""
    before, said = old.column(column.name), declared.column(column.name)
    if before is None:
        return said is None and column.generated is None and isinstance(column.type, ColumnType) and not column.type.user_defined
    return said is not None and any(
        getattr(before, field) == getattr(said, field) != getattr(column, field) for field in ("nullable", "type")
    )


def _is_in(change: object, table: str, columns: tuple[str, ...]) -> bool:
    after = getattr(change, "after", None)
    return isinstance(after, Column) and after.name in columns and getattr(getattr(change, "table", None), "full_name", None) == table
