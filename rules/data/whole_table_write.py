"""Code that deletes or updates every row of a table."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table


@rule(
    severity="warning",
    enabled=False,  # tables of one row, and copies that are replaced as a whole, are written so on purpose
    summary={"en": "write to every row of a table", "ko": "테이블의 모든 행에 대한 쓰기"},
    message={
        "en": "this {verb} has no `where` and reaches every row of {table}: name the rows that are meant",
        "ko": "이 {verb}에는 `where`가 없어 {table}의 모든 행에 적용됩니다. 대상 행을 지정하십시오",
    },
)
def whole_table_write(table: Table, context: Context) -> Iterator[Hit]:
    """Each such call of Drizzle's query builder that runs where it stands, unless the code around says that all rows go."""
    for write in context.own_code.whole_writes(table, context.schema) if context.own_code else ():
        yield Hit(write.span, object=f"{write.verb} {table.full_name} in {write.span.path}", verb=write.verb, table=table.full_name)
