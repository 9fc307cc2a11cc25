"""What stands beside tables: enums, sequences, views, policies, comments."""

from collections.abc import Iterator

from bot.emit.columns import default_text
from bot.emit.constraints import constraint_text
from bot.emit.names import literal, quote, sql_name
from bot.emit.options import sequence_options
from bot.emit.types import type_text
from bot.model import Dialect, Domain, Enum, Policy, Sequence, Table, View

# Words of the language in a role list; drizzle-kit leaves them unquoted too.
ROLE_WORDS = frozenset({"public", "current_user", "current_role", "session_user"})
POSTGRESQL = Dialect.POSTGRESQL


def create_enum(enum: Enum) -> str:
    """CREATE TYPE … AS ENUM; PostgreSQL only."""
    values = ", ".join(literal(value, POSTGRESQL) for value in enum.values)
    return f"CREATE TYPE {sql_name(enum, POSTGRESQL)} AS ENUM ({values})"


def create_sequence(sequence: Sequence, dialect: Dialect) -> str:
    """CREATE SEQUENCE with its options."""
    return " ".join(("CREATE SEQUENCE", sql_name(sequence, dialect), *sequence_options(sequence.options)))


def create_view(view: View, dialect: Dialect) -> Iterator[str]:
    """CREATE VIEW; nothing for a view that is made elsewhere or whose definition is not known."""
    if view.existing or view.definition is None:
        return
    kind = "MATERIALIZED VIEW" if view.materialized else "VIEW"
    yield f"CREATE {kind} {sql_name(view, dialect)} AS {view.definition.text}"


def drop_view(view: View, dialect: Dialect) -> Iterator[str]:
    """DROP VIEW; nothing for a view that is made elsewhere."""
    if not view.existing:
        yield f"DROP {'MATERIALIZED VIEW' if view.materialized else 'VIEW'} {sql_name(view, dialect)}"


def create_policy(table: Table, policy: Policy) -> str:
    """CREATE POLICY; PostgreSQL only."""
    words = [f"CREATE POLICY {quote(policy.name, POSTGRESQL)} ON {sql_name(table, POSTGRESQL)}"]
    words.append(f"AS {'PERMISSIVE' if policy.permissive else 'RESTRICTIVE'} FOR {policy.command.upper()}")
    if policy.roles:
        words.append(f"TO {', '.join(map(_role, policy.roles))}")
    if policy.using:
        words.append(f"USING ({policy.using.text})")
    if policy.with_check:
        words.append(f"WITH CHECK ({policy.with_check.text})")
    return " ".join(words)


def _role(name: str) -> str:
    return name if name in ROLE_WORDS else quote(name, POSTGRESQL)


def comment_on(kind: str, where: str, text: str | None) -> str:
    """COMMENT ON, PostgreSQL only; None takes the comment away."""
    return f"COMMENT ON {kind} {where} IS {'NULL' if text is None else literal(text, POSTGRESQL)}"


def create_domain(domain: Domain) -> Iterator[str]:
    """CREATE DOMAIN; checks that were not validated follow."""
    name = sql_name(domain, POSTGRESQL)
    words = [f"CREATE DOMAIN {name} AS {type_text(domain.type, POSTGRESQL)}"]
    words += [f"DEFAULT {default_text(domain.default, POSTGRESQL)}"] if domain.default else []
    words += [] if domain.nullable else ["NOT NULL"]
    words += [constraint_text(check, POSTGRESQL) for check in domain.checks if check.validated]
    yield " ".join(words)
    yield from (f"ALTER DOMAIN {name} ADD {constraint_text(c, POSTGRESQL)} NOT VALID" for c in domain.checks if not c.validated)
