"""Policies on a table whose row security is off: they are kept and never asked."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "policies without row security", "ko": "행 수준 보안이 꺼진 테이블의 정책"},
    message={
        "en": "row security of {table} is off, so its policies ({policies}) have no effect: every role with a grant sees all rows; "
        "run ALTER TABLE … ENABLE ROW LEVEL SECURITY",
        "ko": "{table}의 행 수준 보안이 꺼져 있어 정책 {policies}이(가) 적용되지 않고, 권한이 있는 모든 롤이 모든 행을 봅니다. "
        "ALTER TABLE … ENABLE ROW LEVEL SECURITY를 실행하십시오",
    },
)
def policy_without_row_security(table: Table, context: Context) -> Iterator[Hit]:
    """Once for a table, unless a migration switches it on behind the back of the schema file."""
    migrated = context.migrated.table(table.full_name) if context.migrated else None
    if not table.policies or table.row_security or table.unread or (migrated and migrated.row_security):
        return
    first, *others = table.policies
    names = tuple(policy.name for policy in table.policies)
    yield Hit(first, object=table.full_name, policies=names, table=table.full_name, also=tuple(other.span for other in others))
