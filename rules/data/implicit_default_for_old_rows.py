"""A NOT NULL column without a default, added to a MySQL table: the rows that are there get '' or 0."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddColumn, Step, StepKind


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "required column that old rows get '' or 0 for", "ko": "기존 행이 '' 또는 0으로 채워지는 필수 컬럼"},
    message={
        "en": "{column} is NOT NULL without a default: every row that {table} already has silently gets '' or 0 (a date is refused), "
        "and old code that does not name it fails; add it nullable, fill it, then make it NOT NULL, or give it a default",
        "ko": "{column}은(는) 기본값 없는 NOT NULL입니다. {table}의 기존 행에는 오류 없이 '' 또는 0이 들어가고(날짜 타입은 거부됨), "
        "이 컬럼을 모르는 이전 코드는 실패합니다. NULL 허용으로 추가해 값을 채운 뒤 NOT NULL로 바꾸거나 기본값을 주십시오",
    },
)
def implicit_default_for_old_rows(change: AddColumn, context: Context) -> Iterator[Hit]:
    """The new column, unless the database fills it or a statement of the pull request does."""
    column = change.after
    if column.nullable or column.has_value_without_input or context.is_new(change.table):
        return
    if not any(_fills(step, change.table.name, column.name) for step in context.steps):
        yield Hit(change, column=column.name, table=change.table.full_name)


def _fills(step: Step, table: str, column: str) -> bool:
    text = step.text.lower()
    named = all(re.search(rf"(?<![\w$]){re.escape(name.lower())}(?![\w$])", text) for name in (table, column))
    return step.kind is StepKind.DATA and text.lstrip().startswith("update") and named
