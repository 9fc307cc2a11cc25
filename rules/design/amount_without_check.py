"""Prices, quantities and the like that no CHECK keeps in their range."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Schema, Side, Table, part_object, snake_case, speaks_of

AMOUNTS = re.compile(
    r"(^|_)(price|quantity|qty|stock|month|discount_(rate|percent|percentage)|(total|pay|paid|order|payment|shipping|tax|discount)_(amount|amt)|amt)"
    r"(_(in_)?(cents?|krw|usd|eur))?$"
)
SIGNED = re.compile(
    r"(^|_)(delta|change|diff|difference|adjustment|net|balance|profit|gain|loss|margin|per|avg|average|target|since|last|history|movement)s?(_|$)"
)
# A range that the column's comment names: `1~10`, `0-100`.
RANGE = re.compile(r"(?<![\d.-])(\d{1,6})\s*(?:~|-|–|\.\.)\s*(\d{1,6})(?![\d.-])")
SHOWN = 8


@rule(
    severity="note",
    summary={"en": "amount without a CHECK", "ko": "CHECK가 없는 수량·금액 컬럼"},
    message={
        "en": "no CHECK keeps {columns} in range: a negative price or quantity, or a month 13, is stored like any other value",
        "ko": "{columns}에 범위를 제한하는 CHECK가 없어 음수 가격이나 수량, 13월 같은 값도 그대로 저장됩니다",
    },
)
def amount_without_check(schema: Schema, context: Context) -> Iterator[Hit]:
    """The columns that the pull request brings and that are amounts by their name, or have a range in their comment."""
    bare = [(table, column) for table in schema.tables for column in table.columns if _is_bare(table, column)]
    added = [(table, column) for table, column in bare if not _stood(table, column, context)]
    if added:
        yield Hit(
            added[0][1],
            object=part_object(*added[0]),
            also=tuple(column.span for _, column in added[1:]),
            columns=tuple(f"{table.full_name}.{column.name}" for table, column in added[:SHOWN]),
        )


def _is_bare(table: Table, column: Column) -> bool:
    kind, name = column.type, snake_case(column.name)
    if not isinstance(kind, ColumnType) or not kind.is_number or kind.unsigned or column.generated or table.unread:
        return False
    named = AMOUNTS.search(name) is not None and not SIGNED.search(name) and not SIGNED.search(snake_case(table.name))
    ranged = named or RANGE.search(column.comment or "") is not None
    return ranged and not any(speaks_of(check.expression, column.name) for check in table.checks)


def _stood(table: Table, column: Column, context: Context) -> bool:
    before = context.before.table(table.full_name) if context.side is Side.HEAD else None
    return before is not None and before.column(column.name) is not None
