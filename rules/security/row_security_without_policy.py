"""Row security without a policy, where the other protected tables have policies: nobody but the owner sees a row."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema, prevailing


@rule(
    severity="note",
    dialects=("postgresql",),
    summary={"en": "row security without a policy", "ko": "정책이 없는 행 수준 보안"},
    message={
        "en": "{table} has row security and no policy, unlike the other tables with row security: nobody but its owner and superusers "
        "reads or writes a row",
        "ko": "{table}은(는) 행 수준 보안이 켜진 다른 테이블과 달리 정책이 없습니다. "
        "소유자와 슈퍼유저 말고는 행을 하나도 읽거나 쓸 수 없습니다",
    },
)
def row_security_without_policy(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each such table; partitions and children are mostly reached through their parents."""
    custom = prevailing(bool(table.policies) for table in context.before.tables if table.row_security)
    for table in schema.tables if custom and not schema.unread else ():
        if table.row_security and not table.policies and not table.parents and not table.unread:
            yield Hit(table, table=table.full_name)
