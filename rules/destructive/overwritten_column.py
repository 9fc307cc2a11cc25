"""A column whose values a migration replaces in every row."""

from collections.abc import Iterator

from bot.effects.overwritten import overwritten
from bot.lint.rule import Context, Hit, rule
from bot.model import Step


@rule(
    severity="warning",
    summary={"en": "values of a column overwritten in every row", "ko": "모든 행에서 덮어쓰이는 컬럼 값"},
    message={
        "en": "this UPDATE replaces the values of {columns} in every row of {table}: name the rows in a WHERE, or keep the old values",
        "ko": "이 UPDATE는 {table}의 모든 행에서 {columns} 값을 덮어씁니다. WHERE로 대상을 한정하거나 기존 값을 보관하십시오",
    },
)
def overwritten_column(step: Step, context: Context) -> Iterator[Hit]:
    """Not the columns that the pull request adds or takes away, and not where a new value is made of the old one."""
    found = overwritten(step, context.standing)
    table = context.after.table(found[0].full_name) if found else None
    if found is None or table is None:
        return
    lost = tuple(column.name for column in found[1] if _stood(column.name, table.full_name, context) and table.column(column.name))
    if lost:
        yield Hit(step, object=f"{table.full_name}.{lost[0]}", table=table.full_name, columns=lost)


def _stood(column: str, table: str, context: Context) -> bool:
    """Whether both the schema and the migrations before the pull request have the column: one that waits for its migration is new."""
    begun = context.steps[0].before.table(table)
    return begun is None or begun.column(column) is not None
