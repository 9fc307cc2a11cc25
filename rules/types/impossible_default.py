"""A default that its own column does not take."""

import re
from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Dialect, Expression, Schema, Table, refuses

LITERAL = re.compile(r"'(?:[^']|'')*'|-?\d+(?:\.\d+)?")
BITS = {"tinyint": 8, "smallint": 16, "smallserial": 16, "mediumint": 24, "int": 32, "integer": 32, "bigint": 64}


@rule(
    severity="error",
    summary={"en": "default that the column does not take", "ko": "컬럼이 받지 못하는 기본값"},
    message={
        "en": "{column} defaults to {default}, which {reason} does not allow: the server refuses the definition, or every insert that "
        "leaves the column out",
        "ko": "{column}의 기본값 {default}은(는) {reason}에서 허용하지 않는 값입니다. 서버가 정의를 거부하거나, 컬럼을 생략한 INSERT가 "
        "모두 실패합니다",
    },
)
def impossible_default(table: Table, context: Context) -> Iterator[Hit]:
    """Each literal default outside the values of an enum, the length or range of the type, or a CHECK on that column alone."""
    schema = context.schema
    for column in table.columns:
        default = column.default.text if isinstance(column.default, Expression) else ""
        if LITERAL.fullmatch(default):
            ignore_case = schema.dialect.is_mysql_family  # its usual collations do
            refusing = (check for check in table.checks if refuses(check.expression, column.name, default, ignore_case=ignore_case))
            checked = next((check.expression.text for check in refusing), None)
            reason = type_text(column.type, schema.dialect) if _is_refused(column, default, schema) else checked
            if reason:
                yield Hit(column, column=column.name, default=default, reason=reason)


def _is_refused(column: Column, default: str, schema: Schema) -> bool:
    """Whether the type does not take it; SQLite's take anything."""
    used = column.type
    if not isinstance(used, ColumnType) or used.dimensions or schema.dialect is Dialect.SQLITE:
        return False
    if not default.startswith("'"):
        return _is_out_of_range(used, default)
    text = default[1:-1].replace("''", "'")
    enum = schema.enum(f"{used.schema}.{used.name}" if used.schema else used.name) if used.user_defined else None
    values = enum.values if enum else used.values if used.name == "enum" else ()
    known = text in values or (schema.dialect.is_mysql_family and text.lower() in map(str.lower, values))
    return bool(values and not known) or (used.is_text and used.length is not None and len(text) > used.length)


def _is_out_of_range(used: ColumnType, default: str) -> bool:
    bits = BITS.get(used.name)
    if bits is None or not default.removeprefix("-").isdecimal():
        return False
    low, high = (0, 2**bits - 1) if used.unsigned else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return not low <= int(default) <= high
