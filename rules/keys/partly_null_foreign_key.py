"""A foreign key of several columns of which some may be NULL without the others."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table, speaks_of


@rule(
    severity="warning",
    summary={"en": "composite foreign key that NULL switches off", "ko": "일부 컬럼의 NULL로 검사되지 않는 복합 외래 키"},
    message={
        "en": "the key to {target} is not checked as soon as one of {columns} is NULL, so that the others may point nowhere: make them "
        "NOT NULL, say MATCH FULL (PostgreSQL), or add a CHECK that all or none are NULL",
        "ko": "{columns} 중 하나라도 NULL이면 {target}에 대한 외래 키를 검사하지 않으므로 나머지 값이 없는 행을 가리킬 수 있습니다. NOT "
        "NULL로 바꾸거나, MATCH FULL(PostgreSQL)을 쓰거나, 모두 NULL이거나 모두 값이 있도록 CHECK를 추가하십시오",
    },
)
def partly_null_foreign_key(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each key with two nullable columns or more that no CHECK and no key on one of them alone holds together.

    With only one such column, NULL in it means that there is no parent.
    """
    for key in table.foreign_keys:
        nullable = table.nullable_among(key.columns)
        alone = any(
            other.target == key.target and len(other.columns) == 1 for other in table.foreign_keys if set(other.columns) <= set(nullable)
        )
        if len(nullable) > 1 and not (alone or key.match_full or _is_checked(table, nullable)):
            yield Hit(key, target=key.target, columns=nullable)


def _is_checked(table: Table, columns: tuple[str, ...]) -> bool:
    return any(all(speaks_of(check.expression, name) for name in columns) for check in table.checks)
