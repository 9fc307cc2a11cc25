"""A status that may hold any text: a question, since only the team knows the list."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Table, Unknown

ENDINGS = ("status", "state", "kind", "type", "phase", "stage", "role", "priority", "severity", "visibility", "method")
# Types with a list of their own elsewhere, tokens that come back from another server, parts of an address.
OPEN_LISTS = re.compile(r"(^|_)(mime|content|media|file|http|oauth|auth|session|token|grant|data|column|event|action|request)_|^method$")
# OAuth's `state` comes back from the other server as it was sent.
LOGIN = re.compile(r"(^|_)(oauth\d*|oidc|sso|pkce|logins?|auth)(_|$)")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
ADDRESS = frozenset({"city", "zip", "zip_code", "postal_code", "postcode", "country", "country_code", "street", "address_line1", "address"})


@rule(
    severity="note",
    asks=True,
    options={"endings": ENDINGS},
    summary={"en": "status without allowed values", "ko": "허용 값이 정해지지 않은 상태 컬럼"},
    message={
        "en": "which values may {column} have? No enum, CHECK or lookup table limits it, so a misspelt value is stored like any other",
        "ko": "{column}에 허용되는 값은 무엇입니까? ENUM, CHECK, 코드 테이블 중 어느 것도 값을 제한하지 않아 오타가 난 값도 저장됩니다",
    },
)
def status_without_allowed_values(table: Table, context: Context) -> Iterator[Hit]:
    """Each text column whose name ends like that of a closed list, where neither database nor program names the values."""
    endings = context.options["endings"]
    words = tuple(f"_{ending}" for ending in endings) if isinstance(endings, tuple) else ()
    for column in table.columns if not table.unread else ():
        name = HUMP.sub("_", column.name).lower()
        if f"_{name}".endswith(words) and not OPEN_LISTS.search(name) and not _is_elsewhere(name, table) and _takes_any_text(column, table):
            yield Hit(column, column=f"{table.full_name}.{column.name}")


def _is_elsewhere(name: str, table: Table) -> bool:
    """Whether it is part of an address, the token of a login, or says which table `…_id` beside it points at."""
    names = {HUMP.sub("_", other).lower() for other in table.column_names()}
    token = LOGIN.search(HUMP.sub("_", table.name).lower()) is not None
    return (name == "state" and (token or bool(ADDRESS & names))) or (name.endswith("_type") and f"{name.removesuffix('type')}id" in names)


def _takes_any_text(column: Column, table: Table) -> bool:
    if not isinstance(column.type, ColumnType) or not column.type.is_text or column.generated or column.application_values:
        return False
    if table.has_key_on((column.name,)) or any(column.name in key.columns for key in table.foreign_keys):
        return False
    mentioned = re.compile(rf"\b{re.escape(column.name)}\b", re.IGNORECASE)
    return not any(isinstance(check.expression, Unknown) or mentioned.search(check.expression.text) for check in table.checks)
