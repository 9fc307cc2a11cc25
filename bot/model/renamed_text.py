"""An expression after a column of its table got another name."""

import re

from bot.model.types import Dialect, Expression

TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\w$]+|\s+|.""", re.DOTALL)
# https://www.postgresql.org/docs/current/sql-keywords-appendix.html: no column is called so without quotes
RESERVED = frozenset(
    {"all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "binary", "both", "case", "cast"}
    | {"check", "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog", "current_date"}
    | {"current_role", "current_schema", "current_time", "current_timestamp", "current_user", "default", "deferrable", "desc", "distinct"}
    | {"do", "else", "end", "except", "false", "fetch", "for", "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike"}
    | {"in", "initially", "inner", "intersect", "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime"}
    | {"localtimestamp", "natural", "not", "notnull", "null", "offset", "on", "only", "or", "order", "outer", "overlaps", "placing"}
    | {"primary", "references", "returning", "right", "select", "session_user", "similar", "some", "symmetric", "system_user", "table"}
    | {"tablesample", "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "verbose", "when", "where"}
    | {"window", "with"}
)
PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_$]*")


def rename_in_expression(expression: Expression, table: str, old: str, new: str, *, dialect: Dialect = Dialect.POSTGRESQL) -> Expression:
    """The expression with a column of its own table renamed, as the server does: quoted or plain, alone or behind the table's name.

    A plain name before a parenthesis is a function, one behind another name belongs to something else.
    """
    tokens: list[str] = TOKEN.findall(expression.text)
    spoken = [place for place, token in enumerate(tokens) if not token.isspace()]
    for at, place in enumerate(spoken):
        before = [tokens[p].strip('"`') for p in spoken[max(at - 2, 0) : at]]
        is_call = at + 1 < len(spoken) and tokens[spoken[at + 1]] == "(" and tokens[place][0] not in '"`'
        is_foreign = before[-1:] == ["."] and before[0] != table
        if _is_name(tokens[place], old, dialect) and not is_call and not is_foreign:
            tokens[place] = _spelled(new, tokens[place][0], dialect)
    return Expression("".join(tokens))


def _is_name(token: str, name: str, dialect: Dialect) -> bool:
    if token[0] not in '"`':
        return token == name.lower()
    written = token[1:-1]
    return written == name or (dialect is not Dialect.POSTGRESQL and written.lower() == name.lower())


def _spelled(name: str, first: str, dialect: Dialect) -> str:
    if first in '"`':
        return f"{first}{name}{first}"
    quote = "`" if dialect.is_mysql_family else '"'
    return name if PLAIN_NAME.fullmatch(name) and name not in RESERVED else f"{quote}{name}{quote}"
