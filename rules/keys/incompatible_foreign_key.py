"""A foreign key that is of a type that the server does not let it have."""

from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Fit, Table, fit, referenced_pairs


@rule(
    severity="error",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "foreign key with a type the server refuses", "ko": "서버가 거부하는 타입의 외래 키"},
    message={
        "en": "the server refuses this foreign key: {column} is {type}, but {target}, which it references, is {target_type}; "
        "give both the same type",
        "ko": "서버가 이 외래 키를 거부합니다. {column}은(는) {type}인데 참조 대상 {target}은(는) {target_type}입니다. "
        "두 컬럼의 타입을 맞추십시오",
    },
)
def incompatible_foreign_key(table: Table, context: Context) -> Iterator[Hit]:
    """Each key with a pair of columns between which the server knows no comparison."""
    dialect = context.schema.dialect
    for key in table.foreign_keys:
        for own, theirs in referenced_pairs(table, key, context.schema):
            if fit(own, theirs, context.schema) is Fit.REFUSED:
                target = f"{key.target}.{theirs.name}"
                types = (type_text(own.type, dialect), type_text(theirs.type, dialect))
                yield Hit(key, column=own.name, target=target, type=types[0], target_type=types[1])
