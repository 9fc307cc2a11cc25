"""A NOT NULL column without a default, added to a table that has rows."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddColumn, AddTable, AlterColumn, Effect, RenameTable, Step, StepKind, change_object


@rule(
    severity="error",
    dialects=("postgresql", "sqlite"),  # MySQL fills the old rows with zero values and goes on
    summary={"en": "required column added without a default", "ko": "기본값 없이 추가한 필수 컬럼"},
    message={
        "en": "adding {column} NOT NULL without a default fails as soon as {table} has a row: "
        "give it a default, or add it nullable, fill it, then set NOT NULL",
        "ko": "{table}에 행이 하나라도 있으면 기본값 없는 NOT NULL 컬럼 {column} 추가가 실패합니다. "
        "기본값을 주거나, NULL 허용으로 추가하고 값을 채운 뒤 NOT NULL을 설정하십시오",
    },
)
def required_column_without_default(change: AddColumn, context: Context) -> Iterator[Hit]:
    """The new column, unless the migrations that add it take the careful way: nullable first and filled, a default, an empty table."""
    if context.is_new(change.table):
        return
    about = change_object(change)
    made = [(step, part) for step in context.steps for part in step.changes]
    written = [(step, part) for step, part in made if isinstance(part, AddColumn) and change_object(part) == about]
    rebuilt = any(isinstance(part, AddTable | RenameTable) and part.after.full_name == change.table.full_name for _, part in made)
    judged = [part for step, part in written if not _is_emptied(change.table.name, context.earlier(step))]
    if not written and not rebuilt:
        judged = [change]
    bare = [part for part in judged if not part.after.nullable and not part.after.has_value_without_input]
    unfilled = _never_filled(judged, context)
    if any(Effect.FAILS in context.effects(part) for part in bare) or unfilled:
        also = tuple(step.span for step, part in made if part is unfilled)
        yield Hit(change, column=change.after.name, table=change.table.full_name, also=also)


def _never_filled(added: list[AddColumn], context: Context) -> AlterColumn | None:
    """What sets NOT NULL a column that is added nullable, where nothing in between gives the rows a value."""
    for part in added:
        if part.after.has_value_without_input or not part.after.nullable:
            continue
        altered = (each for step in context.steps for each in step.changes if isinstance(each, AlterColumn) and not each.after.nullable)
        set_not_null = next((each for each in altered if change_object(each) == change_object(part)), None)
        if set_not_null is None:
            continue
        rows = context.existing_rows(set_not_null, "nullable")
        if rows is not None and not rows.are_mended((part.after.name,)):
            return set_not_null
    return None


def _is_emptied(table: str, steps: tuple[Step, ...]) -> bool:
    """Whether one of those statements deletes every row of the table."""
    emptying = re.compile(rf"(truncate|delete\s+from)\b[^;]*\b{re.escape(table)}\b(?!.*\bwhere\b)", re.IGNORECASE | re.DOTALL)
    return any(step.kind is StepKind.DATA and emptying.match(step.text.lstrip()) for step in steps)
