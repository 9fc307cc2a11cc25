"""Policies that ask who the user is once for every row."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Expression, Policy, Schema, Side

# Functions of the session: the same for all rows, and each reads a setting anew.
CALL = re.compile(r"\bauth\.(?:uid|jwt|role|email|user_id)\(\)")
WRAPPED = re.compile(r"\(\s*select\s+auth\.(?:uid|jwt|role|email|user_id)\(\)[^()]*\)")


@rule(
    severity="note",
    dialects=("postgresql",),
    summary={"en": "policy that calls a session function per row", "ko": "행마다 세션 함수를 호출하는 정책"},
    message={
        "en": "{policies} calls {function} for every row that a query reads; written as a subquery, (SELECT …), it is called once",
        "ko": "{policies}은(는) 쿼리가 읽는 행마다 {function}을(를) 호출합니다. 서브쿼리 (SELECT …)로 감싸면 한 번만 호출됩니다",
    },
)
def policy_calling_per_row(schema: Schema, context: Context) -> Iterator[Hit]:
    """One for all policies that the pull request adds or writes anew, since all are mended in the same way."""
    old = {(table.full_name, policy.name, policy.using) for table in context.before.tables for policy in table.policies}
    found = [
        (table, policy, call)
        for table in (schema.tables if context.side is Side.HEAD else ())
        for policy in table.policies
        if (table.full_name, policy.name, policy.using) not in old and (call := _bare_call(policy))
    ]
    if found:
        table, first, function = found[0]
        names = tuple(dict.fromkeys(policy.name for _, policy, _ in found))
        also = tuple(policy.span for _, policy, _ in found[1:])
        yield Hit(first, object=f"{table.full_name}:{first.name}", policies=names, function=function, also=also)


def _bare_call(policy: Policy) -> str | None:
    """The first call outside of a subquery of its own, in what decides about rows that are there already."""
    using = policy.using.text if isinstance(policy.using, Expression) else ""
    call = CALL.search(WRAPPED.sub("", using))
    return call[0] if call else None
