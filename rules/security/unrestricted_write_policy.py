"""A policy that lets the roles of users change any row."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Expression, Policy, Table, Unknown

# What users arrive as; a policy for a service's own role may well be open.
USERS = frozenset({"public", "anon", "anonymous", "authenticated"})
ALWAYS = re.compile(r"true|1 ?= ?1|\(select true\)")
OWNERS = frozenset({"user_id", "owner_id", "author_id", "account_id", "profile_id", "member_id", "created_by", "tenant_id", "org_id"})


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "policy that lets anyone write any row", "ko": "누구나 모든 행을 바꿀 수 있는 정책"},
    message={
        "en": "{policy} lets {roles} {command} every row of {table}: its condition is always true; compare the row's owner with the user",
        "ko": "정책 {policy}의 조건이 항상 참이어서 {roles}이(가) {table}의 모든 행에 {command}을(를) 할 수 있습니다. "
        "행의 소유자를 사용자와 비교하십시오",
    },
)
def unrestricted_write_policy(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each one that no restrictive policy narrows; an INSERT only where the row names an owner, who can then be anybody."""
    narrowed = {policy.command for policy in table.policies if not policy.permissive}
    for policy in table.policies:
        roles = tuple(role for role in policy.roles if role in USERS)
        if policy.permissive and roles and not narrowed & {policy.command, "all"} and _is_open(policy, table):
            yield Hit(policy, policy=policy.name, roles=roles, command=policy.command.upper(), table=table.full_name)


def _is_open(policy: Policy, table: Table) -> bool:
    match policy.command:
        case "insert":
            return _is_always_true(policy.with_check) and not OWNERS.isdisjoint(table.column_names())
        case "delete":
            return _is_always_true(policy.using)
        case "update" | "all":
            return _is_always_true(policy.using) and (policy.with_check is None or _is_always_true(policy.with_check))
    return False


def _is_always_true(condition: Expression | Unknown | None) -> bool:
    return isinstance(condition, Expression) and ALWAYS.fullmatch(condition.text) is not None
