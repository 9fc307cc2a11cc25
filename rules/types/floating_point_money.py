"""An amount of money in a binary floating-point type."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Table

WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
# Alone they say money; the vague ones only where no unit stands beside them.
MONEY = frozenset(
    WORD.findall(
        "price cost fee fees salary wage wages revenue refund deposit payout discount subtotal commission tax vat tip rent "
        "income expense payment money cash usd eur gbp krw jpy amount total balance"
    )
)
VAGUE = frozenset({"amount", "total", "balance"})
COMPUTED = frozenset({"cost", "price"})  # beside counted tokens: fractions of a cent, from a list of prices
OTHER_MEASURES = frozenset(
    WORD.findall(
        "rate ratio percent percentage pct share factor multiplier weight score rank index level "
        "lat lng lon latitude longitude count quantity qty units size length width height "
        "time duration seconds minutes hours days ms distance km miles meters area volume "
        "ml cl oz kg mg grams lbs calories kcal protein carbs fat fiber energy kwh power watts temperature "
        "tokens bytes mb gb points xp credits change confidence probability sensitivity elasticity "
        "extreme trigger triggered alert market spot highest lowest tick quote "
        "avg average mean median stddev variance estimate estimated prediction predicted forecast"
    )
)


@rule(
    severity="warning",
    summary={"en": "money in a floating-point column", "ko": "부동소수점 타입의 금액 컬럼"},
    message={
        "en": "{column} holds money as {type}, which cannot store 0.1 exactly, so errors add up in sums: "
        "use an exact decimal type, or an integer in the smallest unit of the currency",
        "ko": "금액 컬럼 {column}의 타입이 {type}입니다. 0.1을 정확히 저장하지 못해 합계에 오차가 쌓이므로 "
        "고정소수점 타입을 쓰거나 최소 화폐 단위의 정수로 저장하십시오",
    },
)
def floating_point_money(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each floating-point column whose name says that it is money and nothing else."""
    counted = any("tokens" in _words(column.name) for column in table.columns)
    measured = counted or any(column.name.lower().endswith(("unit", "units", "uom")) for column in table.columns)
    for column in table.columns:
        if isinstance(column.type, ColumnType) and column.type.is_floating_point:
            words = _words(column.name) - (COMPUTED if counted else frozenset())
            if _is_money(words, measured=measured):
                yield Hit(column, column=column.name, type=column.type.name)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(name))


def _is_money(words: frozenset[str], *, measured: bool) -> bool:
    clear = words & (MONEY - VAGUE)
    vague = words & VAGUE and not measured
    return bool(clear or vague) and not words & OTHER_MEASURES
