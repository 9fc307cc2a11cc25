"""A name that a row is looked up by and that two rows may share."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Table, snake_case, speaks_of

LOGIN = re.compile(r"^(email|username|user_name|login_id|login)$")
PASSWORD = re.compile(r"(^|_)(password|passwd|pwd)(_|$)")
ACCOUNTS = re.compile(r"(^|_)(user|member|account|admin|customer|employee)s?$")
NUMBERED = re.compile(r"(^|_)(order|invoice|receipt)s?$")
NUMBER = re.compile(r"^(order|invoice|receipt)_(number|no)$")


@rule(
    severity="warning",
    summary={"en": "natural key without a unique index", "ko": "유니크 인덱스가 없는 자연 키"},
    message={
        "en": "{column} is what a row is found by, but no unique index holds it, alone or within its parent: two writers at once store it "
        "twice, and from then on a lookup finds whichever row comes first",
        "ko": "{column}은(는) 행을 찾는 데 쓰는 값인데 단독으로도 상위 항목 안에서도 유니크하지 않습니다. "
        "동시에 두 번 저장될 수 있고, 그 뒤로는 조회할 때마다 어느 행이 나올지 알 수 없습니다",
    },
)
def natural_key_without_unique(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each required login beside a password, and number of an order or invoice that no unique key or index holds."""
    if table.unread:
        return
    names, table_name = [snake_case(name) for name in table.column_names()], snake_case(table.name)
    holds_logins = ACCOUNTS.search(table_name) and any(PASSWORD.search(name) for name in names)
    holds_numbers = NUMBERED.search(table_name)
    for column, name in zip(table.columns, names, strict=True):
        is_login = holds_logins and LOGIN.match(name)
        is_number = holds_numbers and NUMBER.match(name)
        if (is_login or is_number) and _is_required_text(column) and not _is_unique(column, table):
            yield Hit(column, column=f"{table.full_name}.{column.name}")


def _is_required_text(column: Column) -> bool:
    return isinstance(column.type, ColumnType) and column.type.is_text and not column.nullable


def _is_unique(column: Column, table: Table) -> bool:
    held = (*table.keys(), *(key.columns for key in table.foreign_keys))
    if any(column.name in columns for columns in held):
        return True
    computed = (other.name for other in table.columns if other.generated and speaks_of(other.generated.expression, column.name))
    names = (column.name, *computed)
    parts = [part for index in table.indexes if index.unique for part in index.parts]
    return any(part.column in names or any(speaks_of(part.expression, name) for name in names) for part in parts)
