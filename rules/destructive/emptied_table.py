"""A table of which a migration deletes every row."""

from collections.abc import Iterator

from bot.effects.emptied import rows_emptied
from bot.effects.lost import rows_copied
from bot.lint.rule import Context, Hit, rule
from bot.model import Step


@rule(
    severity="error",
    summary={"en": "all rows of a table deleted", "ko": "테이블의 모든 행 삭제"},
    message={
        "en": "{statement} deletes every row of {tables}: name the rows in a WHERE, or copy them first",
        "ko": "{statement} 문이 {tables}의 모든 행을 삭제합니다. WHERE로 대상을 한정하거나 먼저 사본을 만드십시오",
    },
)
def emptied_table(step: Step, context: Context) -> Iterator[Hit]:
    """TRUNCATE with what its CASCADE reaches, and DELETE without a condition; not where the rows were copied or the table goes as well."""
    emptied = rows_emptied(step, context.standing)
    if not emptied:
        return
    earlier = context.earlier(step)
    lost = [table.full_name for table in emptied if context.after.table(table.full_name) and not rows_copied(table.name, earlier)]
    if lost:
        statement = "TRUNCATE" if step.verb == "truncate" else "DELETE"
        yield Hit(step, object=lost[0], statement=statement, tables=tuple(lost))
