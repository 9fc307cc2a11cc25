"""A stored total that nothing in the database keeps equal to what it sums up: a question."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Schema, Table, snake_case, speaks_of

TOTAL = re.compile(r"^(order_|grand_|sub)?total(_(amount|price|cost|sum))?(_(in_)?cents)?$")
QUANTITY = re.compile(r"(^|_)(quantity|qty)$")
PRICE = re.compile(r"(^|_)(price|cost|amount)(_(in_)?cents)?$")
RATE = re.compile(r"^discount_(rate|percent|percentage)$")
FROM = re.compile(r"^(original|list|regular|base)_price$")
TO = re.compile(r"^((sale|selling|discounted|final)_)?price$")


@rule(
    severity="note",
    asks=True,
    summary={"en": "derived column that nothing maintains", "ko": "관리 주체가 없는 파생 컬럼"},
    message={
        "en": "who keeps {column} equal to what follows from {sources}? It is stored beside them, and no generated column, "
        "CHECK or trigger holds them together, so every path that changes one must remember the other",
        "ko": "{column}이(가) {sources}에서 계산한 값과 같도록 누가 유지합니까? 함께 저장되지만 생성 컬럼, CHECK, 트리거가 없어 "
        "한쪽을 바꾸는 모든 경로가 다른 쪽도 맞춰야 합니다",
    },
)
def derived_column_unmaintained(table: Table, context: Context) -> Iterator[Hit]:
    """Each total beside rows of a price and a quantity, and each discount rate beside both prices."""
    if table.unread or table.triggers:
        return
    for column in table.columns:
        name = snake_case(column.name)
        if not isinstance(column.type, ColumnType) or not column.type.is_number or column.generated:
            continue
        sources = _lines(table, context.schema) if TOTAL.match(name) else _prices(table) if RATE.match(name) else ()
        if sources and not any(
            speaks_of(check.expression, source.rpartition(".")[2]) and speaks_of(check.expression, column.name)
            for check in table.checks
            for source in sources
        ):
            yield Hit(column, column=f"{table.full_name}.{column.name}", sources=sources)


def _lines(table: Table, schema: Schema) -> tuple[str, ...]:
    """Price and quantity in a table whose rows belong to one of this table's."""
    for child in schema.tables_mentioning(table.full_name, Table.targets):
        price = next((column.name for column in child.columns if PRICE.search(snake_case(column.name))), None)
        quantity = next((column.name for column in child.columns if QUANTITY.search(snake_case(column.name))), None)
        if price and quantity and not child.triggers and child is not table:
            return (f"{child.full_name}.{price}", f"{child.full_name}.{quantity}")
    return ()


def _prices(table: Table) -> tuple[str, ...]:
    names = table.column_names()
    full = next((name for name in names if FROM.match(snake_case(name))), None)
    reduced = next((name for name in names if TO.match(snake_case(name))), None)
    return (full, reduced) if full and reduced else ()
