"""A column that gives values of another kind, while releases that know only the old kind still run."""

from collections.abc import Iterator

from bot.effects.code import changes_family, family
from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn, ColumnType, Effect, Step, change_object


@rule(
    severity="warning",
    dialects=("postgresql", "mysql", "mariadb"),  # SQLite gives what was stored
    summary={"en": "type changed to another kind in one step", "ko": "한 번에 다른 종류로 바꾼 타입"},
    message={
        "en": "until the last old release is gone, it writes and expects {before} where {column} is {after}: "
        "add a column of the new type, write both, switch the readers, then drop the old one",
        "ko": "이전 릴리스가 모두 내려갈 때까지 {column}은(는) {after}인데 이전 릴리스는 {before}(으)로 쓰고 읽습니다. "
        "새 타입의 컬럼을 추가해 양쪽에 쓰고 읽는 쪽을 옮긴 뒤 이전 컬럼을 삭제하십시오",
    },
)
def retyped_in_place(subject: AlterColumn | Step, context: Context) -> Iterator[Hit]:
    """The change from one of number, truth, time, document, bytes, string to another; silent where the statement fails anyway."""
    if not context.project.is_shared or Effect.FAILS in context.effects(subject):
        return
    for change in context.altered(subject):
        before, after = change.before.type, change.after.type
        if not isinstance(before, ColumnType) or not isinstance(after, ColumnType):
            continue
        is_flag = context.project.dialect.is_mysql_family and {family(before), family(after)} == {"number", "truth"}
        if changes_family(change.before, change.after) and not is_flag:  # a boolean of MySQL's is a number
            column = change_object(change)
            yield Hit(subject, object=column, column=column, before=before.spelling or before.name, after=after.spelling or after.name)
