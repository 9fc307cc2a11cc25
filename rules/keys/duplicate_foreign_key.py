"""A foreign key that another one of its table repeats."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ForeignKey, Table


@rule(
    severity="warning",
    summary={"en": "foreign key declared twice", "ko": "중복 선언된 외래 키"},
    message={
        "en": "{columns} references {target} twice: the server checks both keys at every write, and of two actions on delete the "
        "order of the keys decides which one acts; drop one of them",
        "ko": "{columns}이(가) {target}을(를) 두 번 참조합니다. 서버는 쓰기마다 둘 다 검사하고, "
        "삭제 동작이 서로 다르면 어느 쪽이 적용될지는 외래 키의 순서로 정해집니다. 둘 중 하나를 삭제하십시오",
    },
)
def duplicate_foreign_key(table: Table, context: Context) -> Iterator[Hit]:
    """Each key over the same pairs of columns as one that the base has, or that was written before it."""
    before = context.before.table(table.full_name)
    old = before.foreign_keys if before else ()
    kept: dict[tuple[object, ...], ForeignKey] = {}
    for key in sorted(table.foreign_keys, key=lambda key: (key not in old, key.span.path, key.span.line, key.span.column)):
        first = kept.setdefault(_pairs(key), key)
        if first is not key:
            yield Hit(key, columns=key.columns, target=key.target)


def _pairs(key: ForeignKey) -> tuple[object, ...]:
    return key.target, frozenset(zip(key.columns, key.target_columns, strict=False))
