"""A table that is dropped with its rows."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import DropTable, RenameTable, Step, StepKind, Table, change_object


@rule(
    severity="error",
    summary={"en": "table dropped with its rows", "ko": "데이터와 함께 삭제되는 테이블"},
    message={
        "en": "dropping {table} deletes all its rows: stop using it one release earlier and keep a copy of the rows",
        "ko": "{table}을(를) 삭제하면 모든 행이 사라집니다. 한 릴리스 먼저 사용을 중단하고 데이터를 따로 보관하십시오",
    },
)
def dropped_table(subject: DropTable | Step, context: Context) -> Iterator[Hit]:
    """A table that is gone, and one that a migration drops and makes anew without keeping its rows."""
    for table in [subject.before] if isinstance(subject, DropTable) else _lost(subject, context):
        yield Hit(subject, object=table.full_name, table=table.full_name)


def _lost(step: Step, context: Context) -> Iterator[Table]:
    """The tables of the base that the statement drops although the schema keeps them, where no row was copied out before."""
    gone = {change_object(change) for change in context.changes if isinstance(change, DropTable)}
    earlier = context.steps[: context.steps.index(step)]
    copies = [other.text for other in earlier if other.kind is StepKind.DATA and other.verb.startswith("insert")]
    for change in step.changes:
        if not isinstance(change, DropTable):
            continue
        source = re.compile(rf"\bfrom\b[^;]*?\b{re.escape(change.before.name)}\b", re.IGNORECASE)
        old = context.before.table(_first_name(change.before.full_name, earlier))
        if old and old.full_name not in gone and not any(map(source.search, copies)):
            yield old


def _first_name(name: str, steps: tuple[Step, ...]) -> str:
    """The name that the table had before those statements."""
    for change in (change for step in reversed(steps) for change in reversed(step.changes)):
        if isinstance(change, RenameTable) and change.after.full_name == name:
            name = change.before.full_name
    return name
