"""A copy that selects a column which the old table does not have: SQLite takes a name in double quotes for a text."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Step


@rule(
    severity="error",
    dialects=("sqlite",),
    summary={"en": "copy of a column that is not there", "ko": "없는 컬럼을 복사하는 INSERT … SELECT"},
    message={
        "en": "{table} has no column {names}: SQLite refuses the statement, or, where it takes a name in double quotes for a text, "
        "writes that name into every row; leave it out, or select a value",
        "ko": "{table}에 {names} 컬럼이 없습니다. SQLite가 문장을 거부하거나, 큰따옴표로 감싼 이름을 문자열로 받아들이면 "
        "모든 행에 그 이름이 값으로 들어갑니다. 목록에서 빼거나 값을 지정하십시오",
    },
)
def rebuild_copies_a_name(step: Step, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each statement that copies rows and names, in quotes, what its source does not have."""
    source = step.before.table(step.copy.source) if step.copy else None
    if step.copy and source and not source.unread:
        names = tuple(column.absent for column in step.copy.columns if column.absent)
        if names:
            yield Hit(step, object=step.copy.source, table=step.copy.source, names=names)
