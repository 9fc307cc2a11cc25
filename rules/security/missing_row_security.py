"""A new table without row security in a database whose tables are protected by it."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema, Table, prevailing

# What Supabase's API connects as: anyone who has the public key of the project.
API_ROLES = frozenset({"anon", "authenticated"})


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "table without row security", "ko": "행 수준 보안이 없는 테이블"},
    message={
        "en": "{table} has no row security, while the tables around it do: whoever connects with a grant on it reads and writes "
        "every row; run ALTER TABLE … ENABLE ROW LEVEL SECURITY, and a policy for each role that needs rows",
        "ko": "주변 테이블과 달리 {table}에는 행 수준 보안이 없어, 권한이 있는 롤로 접속하면 모든 행을 읽고 쓸 수 있습니다. "
        "ALTER TABLE … ENABLE ROW LEVEL SECURITY를 실행하고 행이 필요한 롤마다 정책을 만드십시오",
    },
)
def missing_row_security(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each table of a namespace in which nine of ten tables have it; with Supabase's API roles about, in which most have it."""
    namespaces = {table.schema for table in schema.tables}
    protected = {name for name in namespaces if _is_protected(context.before, name)}
    for table in schema.tables:
        migrated = context.migrated.table(table.full_name) if context.migrated else None
        switched_on = table.row_security or (migrated is not None and migrated.row_security)
        if table.schema in protected and not switched_on and not table.parents and not table.unread and not schema.unread:
            yield Hit(table, table=table.full_name)


def _is_protected(before: Schema, namespace: str | None) -> bool:
    tables = [table for table in before.tables if table.schema == namespace and not table.parents]
    if prevailing(table.row_security for table in tables):
        return True
    return _has_api(tables) and sum(table.row_security for table in tables) * 3 >= len(tables) * 2


def _has_api(tables: list[Table]) -> bool:
    return any(API_ROLES & set(policy.roles) for table in tables for policy in table.policies)
