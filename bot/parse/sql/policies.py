"""Row security policies: CREATE and ALTER POLICY."""

from dataclasses import replace
from typing import Any

from bot.model import AddPolicy, AlterPolicy, Policy
from bot.parse.sql.clauses import enclosed, if_exists
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, object_name
from bot.parse.sql.lookups import part

COMMANDS = ("all", "select", "insert", "update", "delete")


def create_policy(cursor: Cursor, draft: Draft) -> None:
    """What follows CREATE POLICY."""
    name = cursor.name()
    cursor.expect("on")
    target = draft.resolved(object_name(cursor))
    fields = _clauses(cursor)
    policy = Policy(name, cursor.span(0, cursor.end), **{"roles": ("public",), **fields})
    table = draft.table(target.full_name)
    if table is None:
        draft.missing(cursor.span(0, cursor.end), target.full_name)
    elif part(table.policies, name, draft.dialect):
        draft.existing(cursor.span(0, cursor.end), f"{table.full_name}:{name}")
    else:
        draft.add(AddPolicy(table, policy))


def alter_policy(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER POLICY."""
    if_exists(cursor, draft)
    name = cursor.name()
    cursor.expect("on")
    target = draft.resolved(object_name(cursor))
    fields = {"name": cursor.name()} if cursor.accept("rename", "to") else _clauses(cursor)
    cursor.finish()
    table = draft.table(target.full_name)
    policy = part(table.policies, name, draft.dialect) if table else None
    if table is None or policy is None:
        draft.missing(cursor.span(0, cursor.end), f"{target.full_name}:{name}")
    else:
        draft.add(AlterPolicy(table, policy, replace(policy, **fields)))


def _clauses(cursor: Cursor) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    while not cursor.is_done:
        if cursor.accept("as"):
            fields["permissive"] = _one_of(cursor, "permissive", "restrictive") == "permissive"
        elif cursor.accept("for"):
            fields["command"] = _one_of(cursor, *COMMANDS)
        elif cursor.accept("to"):
            fields["roles"] = _roles(cursor)
        elif cursor.accept("using"):
            fields["using"] = enclosed(cursor)
        else:
            cursor.expect("with", "check")
            fields["with_check"] = enclosed(cursor)
    return fields


def _one_of(cursor: Cursor, *words: str) -> str:
    word = cursor.accept_any(*words)
    if not word:
        raise cursor.unreadable()
    return word


def _roles(cursor: Cursor) -> tuple[str, ...]:
    roles = [cursor.name()]
    while cursor.accept(","):
        roles.append(cursor.name())
    return tuple(sorted(roles))
