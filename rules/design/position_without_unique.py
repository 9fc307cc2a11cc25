"""A number that counts within a parent and may be given twice: a question."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Expression, Table, snake_case

# Numbers that name the row within its parent; an order of display may have ties.
NUMBERING = re.compile(
    r"^((line|item|step|page|chapter|revision|version|round|episode|part|installment|set|question|slot|stage|turn|chunk|media)_(no|number|num|index|order|seq)"
    r"|sequence_(no|number)|seq_no)$"
)


@rule(
    severity="note",
    asks=True,
    summary={"en": "position without a unique key", "ko": "유니크 키가 없는 순번"},
    message={
        "en": "may two rows of one {scope} have the same {column}? No unique key over ({scope}, {column}) says otherwise, "
        "and two writers that both take the next number get the same one",
        "ko": "같은 {scope}의 두 행이 같은 {column} 값을 가져도 됩니까? ({scope}, {column}) 유니크 키가 없어 "
        "동시에 다음 번호를 구한 두 트랜잭션이 같은 번호를 저장할 수 있습니다",
    },
)
def position_without_unique(table: Table, context: Context) -> Iterator[Hit]:
    """Each number that counts the rows of the one parent that owns them, where no key holds parent and number."""
    owners = [key.columns[0] for key in table.foreign_keys if len(key.columns) == 1 and table.requires(key.columns[0])]
    if table.unread or len(owners) != 1:
        return
    for column in table.columns:
        if not NUMBERING.match(snake_case(column.name)) or not _is_counted(column):
            continue
        if not any({owners[0], column.name} <= {*columns} or column.name in columns for columns in _unique_columns(table)):
            pair = (owners[0], column.name)
            candidate = context.candidate(table, pair, unique=True)
            yield Hit(column, scope=owners[0], column=column.name, candidate=candidate)


def _is_counted(column: Column) -> bool:
    start = column.default.text if isinstance(column.default, Expression) else ""
    return (
        isinstance(column.type, ColumnType) and column.type.is_integer and not column.nullable and not column.has_sequence and start != "0"
    )


def _unique_columns(table: Table) -> Iterator[tuple[str, ...]]:
    yield from table.keys()
    yield from (index.columns for index in table.indexes if index.unique)
