"""A tree whose rows may hang under a parent of another scope."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ForeignKey, Table, snake_case

PEOPLE = re.compile(r"(^|_)(user|member|author|person|people|profile|employee|owner|creator)s?$|_by(_id)?$")
UPWARDS = re.compile(r"(^|_)(parent|root|thread|reply|ancestor|up)(_|$)")
# What a row is filed under, not what it lives in.
FILING = re.compile(r"(^|_)(language|locale|currency|country|category|type|status|state|kind|role|level)(s|es|ies)?$")


@rule(
    severity="note",
    summary={"en": "self reference that may leave its scope", "ko": "범위를 벗어날 수 있는 자기 참조"},
    message={
        "en": "a row of {table} may hang under a parent of another {scope}: {column} alone says nothing of it; "
        "a foreign key ({scope}, {column}) on a unique ({scope}, {target}) holds both to the same",
        "ko": "{table}의 행이 {scope}이(가) 다른 부모를 가리킬 수 있습니다. {column}만으로는 막지 못하므로, "
        "유니크 키 ({scope}, {target})을(를) 참조하는 외래 키 ({scope}, {column})을(를) 두어 같은 범위임을 강제하십시오",
    },
)
def self_reference_escapes_scope(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each reference to the table itself by one column, where every row must stand in one scope."""
    scopes = [key.columns[0] for key in table.foreign_keys if _is_scope(table, key)]
    for key in table.foreign_keys:
        if (
            key.target != table.full_name
            or len(key.columns) != 1
            or len(scopes) != 1
            or len(key.target_columns) != 1
            or not UPWARDS.search(snake_case(key.columns[0]))
        ):
            continue
        together = (other for other in table.foreign_keys if other.target == table.full_name and len(other.columns) > 1)
        if not any(key.columns[0] in other.columns for other in together):
            yield Hit(key, table=table.full_name, scope=scopes[0], column=key.columns[0], target=key.target_columns[0])


def _is_scope(table: Table, key: ForeignKey) -> bool:
    named = f"{snake_case(key.target)} {snake_case(key.columns[0])}"
    outside = key.target != table.full_name and len(key.columns) == 1 and not table.has_key_on(key.columns)
    filed = any(PEOPLE.search(word) or FILING.search(word) for word in named.split())
    return outside and table.requires(key.columns[0]) and not filed
