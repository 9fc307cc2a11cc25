"""Row security policies, and the sets of them that drizzle-orm/neon makes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Policy
from bot.parse.drizzle.reading import TableReading, problem_of
from bot.parse.drizzle.shapes import argument, option
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Call, Entry, Object, Raw, Sql, Value

ROLES = {
    "authenticatedRole": "authenticated",
    "anonRole": "anon",
    "anonymousRole": "anonymous",
    "serviceRole": "service_role",
    "postgresRole": "postgres_role",
    "supabaseAuthAdminRole": "supabase_auth_admin",
}


# What crudPolicy makes a policy for: the option with its condition, and where the condition stands.
CRUD = (
    ("select", "read", ("using",)),
    ("insert", "modify", ("withCheck",)),
    ("update", "modify", ("using", "withCheck")),
    ("delete", "modify", ("using",)),
)


def crud_policies(built: Built) -> Iterator[Built]:
    """The policies that a call of `crudPolicy` stands for; the call itself where its options are not known."""
    options = argument(built.calls[0], 0)
    role = option(options, "role")
    names = [_role_name(item) for item in (role if isinstance(role, list) else [role])]
    if not isinstance(options, Object) or options.gaps or None in names:
        yield built
        return
    for command, source, places in CRUD:
        condition = option(options, source)
        if condition is None:
            continue
        if isinstance(condition, bool):
            condition = Sql([Raw(str(condition).lower())], built.span)
        name = f"crud-{'-'.join(name or '' for name in names)}-policy-{command}"
        made: dict[str, Value] = {"for": command, "to": role}
        made.update(dict.fromkeys(places, condition))
        written = Object({key: Entry(value, built.span) for key, value in made.items()})
        yield Built(
            Builtin(built.head.module if isinstance(built.head, Builtin) else "", "pgPolicy"),
            (Call("", [name, written], built.span),),
            built.span,
        )


def _role_name(value: Value) -> str | None:
    match value:
        case str():
            return value
        case Builtin(name=name) if name in ROLES:
            return ROLES[name]
        case Built(name="pgRole"):
            given = argument(value.calls[0], 0)
            return given if isinstance(given, str) else None
    return None


def read_policy(built: Built, table: TableReading) -> Policy | None:
    """A row security policy; None, with a Problem, where its name is not known."""
    name, options = table.name_of(built), argument(built.calls[0], 1)
    if name is None:
        return None
    as_, command = (table.text(option(options, key), built.span) for key in ("as", "for"))
    using, check = (
        None if value is UNDEFINED else table.expression(value, built.span, qualified=True)
        for value in (option(options, "using"), option(options, "withCheck"))
    )
    return Policy(
        name,
        built.span,
        permissive=(as_ or "").lower() != "restrictive",
        command=(command or "all").lower(),
        roles=tuple(sorted(_roles(option(options, "to"), built, table))) or ("public",),
        using=using,
        with_check=check,
    )


def _roles(value: Value, built: Built, table: TableReading) -> list[str]:
    name = _role_name(value)
    if name is not None:
        return [name]
    if isinstance(value, list):
        return [name for item in value if not isinstance(item, list) for name in _roles(item, built, table)]
    if value is not UNDEFINED:
        table.problems.append(problem_of(value, built.span))
    return []
