"""A foreign-key column that numbers itself."""

from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Dialect, Table


@rule(
    severity="warning",
    summary={"en": "foreign key filled by a sequence", "ko": "시퀀스가 값을 채우는 외래 키"},
    message={
        "en": "{column} references {target} and takes its value from a sequence of its own: an insert that leaves it out fails, or "
        "points at whatever row has that number; use {type} without one",
        "ko": "{column}은(는) {target}을(를) 참조하는데 자체 시퀀스에서 값을 받습니다. 값을 빠뜨린 INSERT는 실패하거나 우연히 그 번호인 "
        "행을 참조하게 됩니다. 시퀀스 없는 {type}을(를) 쓰십시오",
    },
)
def self_numbering_foreign_key(table: Table, context: Context) -> Iterator[Hit]:
    """Each serial, identity or AUTO_INCREMENT column that a foreign key to another table consists of."""
    for key in table.foreign_keys:
        for column in map(table.column, key.columns):
            if column and key.target != table.full_name and (column.has_sequence or column.autoincrement or _is_mysql_serial(column)):
                yield Hit(column, column=column.name, target=key.target, type=_plain_type(column, context.schema.dialect))


def _is_mysql_serial(column: Column) -> bool:
    return isinstance(column.type, ColumnType) and column.type.name == "serial"


def _plain_type(column: Column, dialect: Dialect) -> str:
    if dialect.is_mysql_family and _is_mysql_serial(column):
        return "bigint unsigned"
    return type_text(column.type.stored, dialect) if isinstance(column.type, ColumnType) else column.type.text
