"""A policy that decides by what users can write about themselves."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Expression, Table

EDITABLE = re.compile(r"\b(?:raw_)?user_meta_?data\b", re.IGNORECASE)


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "policy that trusts user metadata", "ko": "사용자 메타데이터를 믿는 정책"},
    message={
        "en": "{policy} of {table} reads user_metadata, which every user can change: they grant themselves what it asks for; "
        "use app_metadata or a table that only the server writes",
        "ko": "{table}의 정책 {policy}이(가) 사용자가 직접 바꿀 수 있는 user_metadata를 읽습니다. 사용자가 권한을 스스로 부여할 수 "
        "있으므로 app_metadata나 서버만 쓰는 테이블을 사용하십시오",
    },
)
def policy_trusting_user_metadata(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each policy whose conditions name Supabase's user-editable metadata."""
    for policy in table.policies:
        conditions = (condition.text for condition in (policy.using, policy.with_check) if isinstance(condition, Expression))
        if any(EDITABLE.search(text) for text in conditions):
            yield Hit(policy, policy=policy.name, table=table.full_name)
