"""A table or column that goes, or gets another name, while the code still names it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, DropColumn, DropTable, RenameColumn, RenameTable, Span, Table

SHOWN = 10


@rule(
    severity="warning",
    summary={"en": "dropped or renamed, and still used in the code", "ko": "코드에서 아직 쓰고 있는데 삭제되거나 이름이 바뀌는 객체"},
    message={
        "en": "{name} is gone after this pull request, but the code still names it, first in {first} ({places} in all): "
        "remove these uses in a release before",
        "ko": "이 풀 리퀘스트 이후에는 {name}이(가) 없어지는데 코드에서 아직 사용합니다(첫 위치 {first}, 모두 {places}곳). "
        "먼저 이 사용처를 제거해 배포하십시오",
    },
)
def dropped_but_still_used(change: DropTable | DropColumn | RenameTable | RenameColumn, context: Context) -> Iterator[Hit]:
    """Each place where SQL in the code, or Drizzle code for what the schema drops, names what is gone."""
    if context.is_unmigrated(change):
        return
    table, column = _gone(change, context)
    places = context.uses(table, column)
    if places:
        name = f"{table.full_name}.{column.name}" if column else table.full_name
        yield Hit(change, name=name, places=len(places), first=_written(places[0]), also=places[:SHOWN])


def _gone(change: DropTable | DropColumn | RenameTable | RenameColumn, context: Context) -> tuple[Table, Column | None]:
    """What is gone, without the words of Drizzle code that still mean something: another table or column has taken them over."""
    match change:
        case DropTable():
            is_taken = any(table.variable == change.before.variable for table in context.after.tables)
            return replace(change.before, variable=None) if is_taken else change.before, None
        case DropColumn():
            table = context.after.table(change.table.full_name)
            is_taken = table is not None and any(column.attribute == change.before.attribute for column in table.columns)
            return change.table, replace(change.before, attribute=None) if is_taken else change.before
        case RenameTable():
            return replace(change.before, variable=None), None  # the variable may stay: Drizzle writes the new name for it
    return replace(change.table, variable=None), change.before


def _written(place: Span) -> str:
    return f"{place.path}:{place.line}"
