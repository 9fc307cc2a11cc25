"""A column that names another table's key and has no foreign key, where its schema otherwise has them."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, Fit, Schema, Table, fit, snake_case

ENOUGH = 5
MOST = 0.8
# What is to outlive its parent, or comes from elsewhere.
APART = re.compile(
    r"(^|_)(logs?|audits?|histor\w+|archived?s?|\w*events?|snapshots?|imports?|outbox|staging|stats?|metrics?|analytics|queues?|caches?|"
    r"backups?|te?mp|deletions?|deleted|tombstones?|failures?)(_|$)"
)
# Other systems have these too, and their numbers.
AMBIGUOUS = re.compile("message|event|task|session|job|run|request|device|channel|file|account|order|payment|target")


@rule(
    severity="note",
    asks=True,
    summary={"en": "reference without a foreign key", "ko": "외래 키가 없는 참조 컬럼"},
    message={
        "en": "does {column} point at {target}? It has no foreign key, while {others} of {all} such columns of this schema have one, so "
        "nothing keeps it from pointing at a row that is gone",
        "ko": "{column}은(는) {target}을(를) 참조합니까? 이 스키마의 이런 컬럼 {all}개 중 {others}개에는 외래 키가 있지만 여기에는 "
        "없어서, 없는 행을 가리켜도 막을 수 없습니다",
    },
)
def missing_foreign_key(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each column `x_id` without one, where a table x has a key of one column and the same type, and most such columns have one."""
    keys = {_singular(table.name): table for table in schema.tables if table.primary_key and len(table.primary_key.columns) == 1}
    found = [
        (table, column, target) for table in schema.tables for column in table.columns if (target := _named(table, column, keys, schema))
    ]
    bare = [each for each in found if not any(each[1].name in key.columns for key in each[0].foreign_keys)]
    have = len(found) - len(bare)
    if have < max(ENOUGH, MOST * len(found)):
        return
    related = {(relation.table, name) for relation in schema.relations for name in relation.columns or ()}  # another rule's matter
    for table, column, target in bare:
        if not table.unread and (table.full_name, column.name) not in related and not APART.search(snake_case(table.name)):
            name = f"{table.full_name}.{column.name}"
            yield Hit(column, object=name, column=name, target=target.full_name, others=have, all=len(found))


def _named(table: Table, column: Column, keys: dict[str, Table], schema: Schema) -> Table | None:
    """The table whose key the column's name and type speak of; None beside `x_type`, which says the table row by row."""
    words = snake_case(column.name)
    target = keys.get(_singular(words.removesuffix("_id"))) if words.endswith("_id") else None
    key = target.column(target.primary_key.columns[0]) if target and target.primary_key else None
    if target is None or key is None or target is table or AMBIGUOUS.fullmatch(_singular(target.name)):
        return None
    says_which = table.column(column.name.removesuffix("_id") + "_type")
    return target if says_which is None and fit(column, key, schema) is Fit.SAME else None


def _singular(name: str) -> str:
    name = snake_case(name)
    return name[:-3] + "y" if name.endswith("ies") else name[:-1] if name.endswith("s") and not name.endswith("ss") else name
