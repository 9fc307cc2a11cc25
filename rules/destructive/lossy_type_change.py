"""A column whose new type silently drops a part of its values."""

from collections.abc import Iterator

from bot.effects import effects_of
from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn, ColumnType, Effect, Step

MILLISECONDS = 3


@rule(
    severity="warning",
    summary={"en": "type change that silently loses parts of values", "ko": "값의 일부를 조용히 잃는 타입 변경"},
    message={
        "en": "{column} becomes {after}, which does not hold all of {before}: values are rounded or cut without an error; "
        "count those first, and keep the old column for a release",
        "ko": "{column}의 타입이 {before}에서 {after}(으)로 바뀌면서 값이 오류 없이 반올림되거나 잘립니다. "
        "먼저 해당 건수를 확인하고, 한 릴리스 동안 기존 컬럼을 보관하십시오",
    },
)
def lossy_type_change(subject: AlterColumn | Step, context: Context) -> Iterator[Hit]:
    """By what the statement says where there is one: a USING clause may lose more, or nothing."""
    for change in context.altered(subject):
        old, new = change.before.type, change.after.type
        if isinstance(old, ColumnType) and isinstance(new, ColumnType) and old != new and _loses(subject, change, context):
            column = f"{change.table.full_name}.{change.after.name}"
            yield Hit(subject, object=column, column=column, before=old.spelling or old.name, after=new.spelling or new.name)


def _loses(subject: AlterColumn | Step, change: AlterColumn, context: Context) -> bool:
    """Whether a value may lose more than fractions of a millisecond, which nobody stored on purpose."""
    old, new = change.before.type, change.after.type
    if isinstance(old, ColumnType) and isinstance(new, ColumnType) and old.name == new.name and _is_fine(new):
        return False
    return Effect.LOSES_DATA in effects_of(subject, base=context.standing, project=context.project, only=(change,))


def _is_fine(used: ColumnType) -> bool:
    """A time to the millisecond or better."""
    return "time" in used.name and (used.precision is None or used.precision >= MILLISECONDS)
