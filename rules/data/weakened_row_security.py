"""Row security that is switched off, or a policy that goes with nothing in its place."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddPolicy, AlterPolicy, AlterTable, Change, DropPolicy, Policy, Table


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "row security switched off or a policy dropped", "ko": "행 수준 보안 해제 또는 정책 삭제"},
    message={
        "en": "who may see which rows of {table} changes without an error: {what} is gone; try it as the role of the application",
        "ko": "{table}에서 누가 어떤 행을 볼 수 있는지가 오류 없이 바뀝니다({what} 제거). 애플리케이션 롤로 확인하십시오",
    },
)
def weakened_row_security(change: DropPolicy | AlterTable, context: Context) -> Iterator[Hit]:
    """Not a policy that another one for the same command replaces, or one whose table or row security goes anyway."""
    table = context.after.table(change.before.full_name if isinstance(change, AlterTable) else change.table.full_name)
    if table is None or context.is_new(table) or context.is_unmigrated(change):
        return
    if isinstance(change, AlterTable):
        if change.before.row_security and not table.row_security:
            yield Hit(change, table=table.full_name, what="ROW LEVEL SECURITY")
    elif table.row_security and not any(_replaces(other, change.before, table) for other in context.changes):
        yield Hit(change, table=table.full_name, what=change.before.name)


def _replaces(change: Change, policy: Policy, table: Table) -> bool:
    if not isinstance(change, AddPolicy | AlterPolicy) or change.table.full_name != table.full_name:
        return False
    return "all" in (change.after.command, policy.command) or change.after.command == policy.command
