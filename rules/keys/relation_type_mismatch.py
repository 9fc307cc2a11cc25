"""A Drizzle relation between columns that PostgreSQL has no comparison for."""

from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Fit, Schema, fit, related_pairs


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "relation between types that cannot be compared", "ko": "비교할 수 없는 타입을 잇는 relation"},
    message={
        "en": "the relation {relation} compares {column} ({type}) with {target} ({target_type}), which PostgreSQL refuses: every query "
        "that loads it fails; give both the same type",
        "ko": "{relation} relation은 {column}({type})을(를) {target}({target_type})과(와) 비교하지만 PostgreSQL이 거부합니다. "
        "이 relation을 불러오는 쿼리가 모두 실패하므로 두 컬럼의 타입을 맞추십시오",
    },
)
def relation_type_mismatch(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # the schema knows both
    """Each relation with a pair that has no operator in either direction; where a foreign key says so, that one is spoken of."""
    declared = {(table.full_name, own, key.target) for table in schema.tables for key in table.foreign_keys for own in key.columns}
    for relation in schema.relations:
        name = f"{relation.table}.{relation.name}"
        for own, theirs in related_pairs(relation, schema):
            refused = fit(own, theirs, schema) is Fit.REFUSED is fit(theirs, own, schema)
            if refused and (relation.table, own.name, relation.target) not in declared:
                yield Hit(
                    relation,
                    object=name,
                    relation=name,
                    column=own.name,
                    type=type_text(own.type, schema.dialect),
                    target=f"{relation.target}.{theirs.name}",
                    target_type=type_text(theirs.type, schema.dialect),
                )
