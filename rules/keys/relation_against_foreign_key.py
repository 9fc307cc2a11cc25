"""A Drizzle relation that leads to another table than the foreign key over the same columns."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Relation, Schema, related_keys


@rule(
    severity="warning",
    summary={"en": "relation that contradicts a foreign key", "ko": "외래 키와 어긋나는 relation"},
    message={
        "en": "the relation {relation} takes {columns} for a key of {target}, but its foreign key references {keyed}: what is loaded is "
        "found by chance or not at all; correct one of the two",
        "ko": "{relation} relation은 {columns}을(를) {target}의 키로 보지만 외래 키는 {keyed}을(를) 참조합니다. "
        "엉뚱한 행을 불러오거나 아무것도 찾지 못하므로 둘 중 하나를 고치십시오",
    },
)
def relation_against_foreign_key(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # the schema knows both
    """Each relation whose columns are those of a foreign key to another table, where none joins the two."""
    for relation in schema.relations:
        table = schema.table(relation.table)
        if table is None or relation.target is None or not relation.columns or related_keys(relation, schema):
            continue
        key = next((key for key in table.foreign_keys if set(key.columns) == set(relation.columns)), None)
        if key is not None and not _is_shared(schema, key.target, relation):
            name = f"{relation.table}.{relation.name}"
            yield Hit(
                relation, object=name, relation=name, columns=relation.columns, target=relation.target, keyed=key.target, also=(key.span,)
            )


def _is_shared(schema: Schema, keyed: str, relation: Relation) -> bool:
    """Whether both hold one id: the target's columns are a foreign key to that table too, or the one's primary key is one to the other."""
    keys = (schema.table(keyed), relation.target, None), (schema.table(relation.target or ""), keyed, relation.target_columns)
    for table, other, columns in keys:
        own = (table.primary_key.columns if table and table.primary_key else (), columns or ())
        if table and any(key.target == other and key.columns in own for key in table.foreign_keys):
            return True
    return False
