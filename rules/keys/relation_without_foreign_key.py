"""A Drizzle relation that no foreign key keeps, in a schema whose other relations have one."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Fit, Relation, Schema, fit, related_keys, related_pairs

ENOUGH = 4  # relations with a foreign key, before they are a habit
MAJORITY = 0.8
# tables of what was: their rows outlive what they speak of
RECORDS = re.compile(r"audit|log|histor|event|archiv|delet|snapshot|backup", re.IGNORECASE)


@rule(
    severity="note",
    summary={"en": "relation without a foreign key", "ko": "외래 키가 없는 relation"},
    message={
        "en": "{keyed} of {all} relations stand on a foreign key, this one over {columns} to {target} does not: the database keeps rows "
        "whose partner is gone; add `references`",
        "ko": "relation {all}개 가운데 {keyed}개는 외래 키가 있지만 {columns}에서 {target}(으)로 가는 이 relation에는 없습니다. "
        "상대 행이 사라져도 데이터베이스에 그대로 남으므로 `references`를 추가하십시오",
    },
)
def relation_without_foreign_key(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # the schema knows both
    """Each relation to a key of its target, of one type with it, where most relations of the schema have a foreign key."""
    ones = [relation for relation in schema.relations if not relation.is_many and related_pairs(relation, schema)]
    keyed = [relation for relation in ones if related_keys(relation, schema)]
    if len(keyed) < ENOUGH or len(keyed) < MAJORITY * len(ones):
        return
    for relation in ones:
        if relation not in keyed and _could_have_one(relation, schema, ones):
            name, columns = f"{relation.table}.{relation.name}", relation.columns or ()
            yield Hit(relation, object=name, keyed=len(keyed), all=len(ones), columns=columns, target=relation.target or "")


def _could_have_one(relation: Relation, schema: Schema, ones: list[Relation]) -> bool:
    """Whether its columns point at a key, and at one table alone: a column for several tables has no foreign key to give."""
    table, target = schema.table(relation.table), schema.table(relation.target or "")
    if table is None or target is None or table.unread or target.unread or table is target:
        return False
    if RECORDS.search(table.name) or table.full_name in target.targets():  # two tables that refer to each other often leave one way open
        return False
    own = set(relation.columns or ())
    targets = {other.target for other in ones if other.table == relation.table and own & set(other.columns or ())}
    targets |= {key.target for key in table.foreign_keys if own & set(key.columns)}
    is_to_a_key = target.has_key_on(relation.target_columns or ()) and not table.has_key_on(relation.columns or ())
    return targets == {relation.target} and is_to_a_key and all(fit(*pair, schema) is Fit.SAME for pair in related_pairs(relation, schema))
