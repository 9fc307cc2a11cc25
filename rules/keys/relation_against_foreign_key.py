"""A Drizzle relation that leads to another table than the foreign key over the same columns."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema, Table, related_keys


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
        others = [key for key in table.foreign_keys if set(key.columns) == set(relation.columns)]
        if others and _leads_apart(schema, others[0].target, relation.target):
            name = f"{relation.table}.{relation.name}"
            key = others[0]
            yield Hit(
                relation, object=name, relation=name, columns=relation.columns, target=relation.target, keyed=key.target, also=(key.span,)
            )


def _leads_apart(schema: Schema, keyed: str, target: str) -> bool:
    """Whether two tables hold different rows: one that shares its key with the other, as a subtype does, may stand for it."""
    pairs = ((schema.table(keyed), target), (schema.table(target), keyed))
    return not any(table and table.primary_key and _shares(table.primary_key.columns, table, other) for table, other in pairs)


def _shares(columns: tuple[str, ...], table: Table, other: str) -> bool:
    return any(key.target == other and set(key.columns) == set(columns) for key in table.foreign_keys)
