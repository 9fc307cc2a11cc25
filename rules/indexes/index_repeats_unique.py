"""An index or UNIQUE over exactly the columns that something unique already covers."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table, as_index, key_parts, key_title, order_of_keeping, repeats


@rule(
    severity="warning",
    summary={"en": "index that repeats a unique key", "ko": "유니크 키와 중복되는 인덱스"},
    message={
        "en": "{name} repeats {other} on {columns}: the server maintains two indexes over the same rows; drop {name}",
        "ko": "{name}은(는) {columns}에 대해 {other}와(과) 중복됩니다. "
        "서버가 같은 행의 인덱스를 두 벌 유지하므로 {name}을(를) 삭제하십시오",
    },
)
def index_repeats_unique(table: Table, context: Context) -> Iterator[Hit]:
    """Each part that is an index on the server, where a primary key, UNIQUE constraint or unique index that should stay does the same."""
    before = context.before.table(table.full_name)
    parts = sorted(key_parts(table), key=lambda part: order_of_keeping(part, before))
    for place, part in enumerate(parts):
        index = as_index(part)
        keeper = next((other for other in parts[:place] if as_index(other).unique and repeats(index, as_index(other))), None)
        if keeper is not None:
            columns = index.columns or (key_title(part),)
            yield Hit(part, name=key_title(part), other=key_title(keeper), columns=columns, suggestion=context.removal(part.span))
