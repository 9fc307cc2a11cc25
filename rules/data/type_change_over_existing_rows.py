"""A column that gets a type which not every value of the old one fits."""

from collections.abc import Iterator

from bot.effects.casts import is_plain_cast, may_refuse
from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn, ColumnType, Step, change_object


@rule(
    severity="warning",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "type change that existing values may not fit", "ko": "기존 값이 맞지 않을 수 있는 타입 변경"},
    message={
        "en": "changing {column} from {before} to {after} fails if one row of {table} holds a value that does not fit: "
        "look for such values before (the checklist has the query), and mend them in a statement before this one",
        "ko": "{table}에 {after}에 맞지 않는 값이 하나라도 있으면 {column}을(를) {before}에서 {after}(으)로 바꾸는 문이 실패합니다. "
        "먼저 그런 값을 찾아보고(체크리스트의 쿼리), 이 문 앞에서 수정하십시오",
    },
)
def type_change_over_existing_rows(change: AlterColumn, context: Context) -> Iterator[Hit]:
    """The new type, unless it holds every value of the old one, USING says how to convert them, or an earlier statement mends them."""
    rows = context.existing_rows(change, "type") if change.before.type != change.after.type else None
    column = rows.column(change.after.name) if rows else None
    if rows is None or column is None or change.after.generated or rows.are_mended((change.after.name,)):
        return
    old, new = column.type, change.after.type
    if not isinstance(old, ColumnType) or not isinstance(new, ColumnType) or (rows.step and not _converts_plainly(rows.step, column.name)):
        return
    if may_refuse(old, new, before=context.standing, after=context.after, is_cast=bool(rows.step and "using" in rows.step.words)):
        before, after = (type_text(used, context.project.dialect) for used in (old, new))
        node, about = rows.step or change, change_object(change)
        yield Hit(node, object=about, column=column.name, table=change.table.full_name, before=before, after=after)


def _converts_plainly(step: Step, column: str) -> bool:
    return "using" not in step.words or is_plain_cast(step.text, column)
