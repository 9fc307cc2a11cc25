"""A foreign key that is narrower than the column it points at, or of another kind."""

from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Fit, Table, fit, referenced_pairs


@rule(
    severity="warning",
    summary={"en": "foreign key whose type differs from its target", "ko": "참조 대상과 타입이 다른 외래 키"},
    message={
        "en": "{column} is {type}, but {target}, which it references, is {target_type}: values that do not fit can never be referenced; "
        "give both the same type",
        "ko": "{column}은(는) {type}인데 참조 대상 {target}은(는) {target_type}입니다. "
        "타입에 맞지 않는 값은 참조할 수 없으므로 두 컬럼의 타입을 맞추십시오",
    },
)
def foreign_key_type_mismatch(table: Table, context: Context) -> Iterator[Hit]:
    """Each key with a pair of columns whose types the server accepts although not every value has its like on the other side."""
    dialect = context.schema.dialect
    for key in table.foreign_keys:
        for own, theirs in referenced_pairs(table, key, context.schema):
            if fit(own, theirs, context.schema) in (Fit.NARROWER, Fit.CONVERTED):
                target = f"{key.target}.{theirs.name}"
                types = (type_text(own.type, dialect), type_text(theirs.type, dialect))
                yield Hit(key, column=own.name, target=target, type=types[0], target_type=types[1])
