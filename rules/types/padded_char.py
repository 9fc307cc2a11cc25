"""char(n) in PostgreSQL for values that are not all of one length."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Table

# Codes, digests and identifiers, which fill the column.
CODES = 8
EXACT = frozenset({10, 12, 13, 14, 16, 24, 26, 27, 32, 36, 40, 56, 60, 64, 96, 128})


@rule(
    severity="note",
    dialects=("postgresql",),
    summary={"en": "char(n) column", "ko": "char(n) 컬럼"},
    message={
        "en": "{column} is char({length}): shorter values are filled up with blanks, which LIKE sees and comparison does not",
        "ko": "{column}의 타입이 char({length})입니다. 짧은 값은 공백으로 채워지는데 LIKE는 그 공백을 보고 비교 연산은 무시합니다",
    },
)
def padded_char(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each such column that is longer than a code and of no length that identifiers and digests have."""
    for column in table.columns:
        length = column.type.length if isinstance(column.type, ColumnType) and column.type.name in ("char", "bpchar") else None
        if length and length > CODES and length not in EXACT:
            yield Hit(column, column=column.name, length=length)
