"""A table that is made anew without the values of a column that it keeps."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Rebuild


@rule(
    severity="error",
    summary={"en": "table rebuild that loses values", "ko": "값을 잃는 테이블 재생성"},
    message={
        "en": "{table} is made anew and keeps {columns}, but no INSERT copies their values: every row gets the default or NULL; "
        "add them to the INSERT … SELECT",
        "ko": "{table}을(를) 다시 만들면서 {columns} 컬럼은 유지하지만 값을 복사하는 INSERT가 없습니다. "
        "모든 행이 기본값이나 NULL이 되므로 INSERT … SELECT에 추가하십시오",
    },
)
def rebuild_loses_values(rebuild: Rebuild, context: Context) -> Iterator[Hit]:
    """The stored columns that stand on both sides, and stood before the pull request, and are filled by no copy."""
    old = context.standing.table(rebuild.before.full_name)
    forgotten = tuple(column.name for column in rebuild.forgotten_columns if old and old.column(column.name))
    if forgotten:
        copying = next(step for step in rebuild.steps if step.copy is not None)
        yield Hit(copying, object=rebuild.before.full_name, table=rebuild.before.full_name, columns=forgotten)
