"""An index that does nothing another one does not do."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Index, KeyPart, Table, as_index, is_prefix, key_parts, key_title, order_of_keeping, repeats


@rule(
    severity="warning",
    summary={"en": "index made redundant by another index", "ko": "다른 인덱스와 중복되는 인덱스"},
    message={
        "en": "{other} serves every lookup that {index} serves, and every write maintains both: drop {index}",
        "ko": "{index}(으)로 하는 조회는 모두 {other}(으)로 처리할 수 있는데 쓰기마다 둘 다 갱신됩니다. {index}을(를) 삭제하십시오",
    },
)
def duplicate_index(table: Table, context: Context) -> Iterator[Hit]:
    """Each index that is not unique and that another one repeats or starts with."""
    before = context.before.table(table.full_name)
    parts = sorted(key_parts(table), key=lambda part: order_of_keeping(part, before))
    for index in table.indexes:
        keeper = None if index.unique else _keeper(index, parts)
        if keeper is not None:
            yield Hit(index, index=key_title(index), other=key_title(keeper), suggestion=context.removal(index.span))


def _keeper(index: Index, parts: list[KeyPart]) -> KeyPart | None:
    """The longest that starts with this one, else an equal one that should stay; equal to something unique is another rule's matter."""
    same = [part for part in parts[: parts.index(index)] if repeats(index, as_index(part))]
    if any(as_index(part).unique for part in same):
        return None
    longer = [part for part in parts if is_prefix(index, as_index(part))]
    return max(longer, key=lambda part: len(as_index(part).parts)) if longer else next(iter(same), None)
