"""A key or index that names one column twice."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table, as_index, key_parts, key_title


@rule(
    severity="error",
    summary={"en": "column named twice in one key", "ko": "한 키에 두 번 나오는 컬럼"},
    message={
        "en": "{key} names {columns} twice: MySQL refuses it, PostgreSQL too for a constraint, and where it is taken the second does "
        "nothing; probably another column was meant",
        "ko": "{key}에 {columns}이(가) 두 번 나옵니다. MySQL은 거부하고 PostgreSQL도 제약 조건이면 거부하며, 받아들여져도 두 번째는 아무 "
        "역할이 없습니다. 다른 컬럼을 쓰려던 것으로 보입니다",
    },
)
def column_twice_in_key(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each part that has a column twice under the same operator class and collation."""
    for part in key_parts(table):
        keys = [(key.column, key.opclass, key.collation) for key in as_index(part).parts if key.column]
        twice = tuple(dict.fromkeys(str(key[0]) for key in keys if keys.count(key) > 1))
        if twice:
            yield Hit(part, key=key_title(part), columns=twice)
