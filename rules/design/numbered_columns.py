"""Columns that are told apart by a number: a list inside a row."""

import re
from collections.abc import Iterator
from itertools import groupby

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Table, snake_case

NUMBERED = re.compile(r"^(?P<stem>[a-z_]*[a-z])_?(?P<number>\d{1,2})$")
# Lines of an address, digests, codes and measures that carry a number in their name.
NAMES = re.compile(
    r"(address|addr|line|street|sha|md|utf|base|iso|web|oauth|p|q|x|y|z|v|h|t|percentile|quarter|week|day|hour|month|level)$"
)
ENOUGH = 3


@rule(
    severity="note",
    summary={"en": "numbered columns", "ko": "번호가 붙은 반복 컬럼"},
    message={
        "en": "{columns} of {table} are one list: the next one needs a migration, and a search for a value has to ask each of them; "
        "a table with a row for each does without both",
        "ko": "{table}의 {columns}은(는) 하나의 목록입니다. 하나 더 필요할 때마다 마이그레이션이 필요하고 "
        "값을 찾으려면 모든 컬럼을 조회해야 하므로, 항목마다 한 행을 두는 하위 테이블로 분리하십시오",
    },
)
def numbered_columns(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Three or more columns of one type whose names differ in a number that counts from 1 (or 0) without a gap."""
    named = [
        (found["stem"], int(found["number"]), column) for column in table.columns if (found := NUMBERED.match(snake_case(column.name)))
    ]
    for stem, group in groupby(sorted(named, key=lambda each: each[:2]), key=lambda each: each[0]):
        members = list(group)
        numbers = [number for _, number, _ in members]
        in_order = numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        if len(members) >= ENOUGH and in_order and not NAMES.search(stem) and _is_one_type([column for *_, column in members]):
            columns = tuple(column.name for *_, column in members)
            yield Hit(members[0][2], also=tuple(column.span for *_, column in members[1:]), columns=columns, table=table.full_name)


def _is_one_type(columns: list[Column]) -> bool:
    return all(isinstance(column.type, ColumnType) and column.type == columns[0].type for column in columns)
