"""An index over nothing but a boolean."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Dialect, Message, Table, key_title


@rule(
    severity="note",
    summary={"en": "index on a boolean alone", "ko": "boolean 컬럼만의 인덱스"},
    message={
        "en": "{index} is on {column} alone, which has two values: a lookup of the common one reads the table all the same, and every "
        "write maintains the index",
        "ko": "{index}은(는) 값이 두 가지뿐인 {column} 하나에 대한 인덱스입니다. 흔한 값을 찾을 때는 어차피 테이블을 읽고, 쓰기마다 "
        "인덱스를 갱신합니다",
    },
)
def boolean_index(table: Table, context: Context) -> Iterator[Hit]:
    """Each whole-table index with one key, which is boolean; on MySQL `tinyint(1)` or an ENUM of two values as well."""
    for index in table.indexes:
        column = table.column(index.columns[0]) if len(index.parts) == 1 and index.columns and index.where is None else None
        if column and _is_boolean(column) and not index.unique and not index.include:
            yield Hit(index, index=key_title(index), column=column.name, advice=_advice(column, context.schema.dialect))


def _is_boolean(column: Column) -> bool:
    if not isinstance(column.type, ColumnType) or column.type.dimensions:
        return False
    return column.type.name in ("boolean", "bool") or (column.type.name == "enum" and len(column.type.values) == 2)


def _advice(column: Column, dialect: Dialect) -> Message:
    if dialect.is_mysql_family:
        return Message.of(en="put it behind the column that is looked up with it", ko="함께 조회하는 컬럼의 뒤에 두십시오")
    return Message.of(
        en="index what is looked up with it, for the rare value only in {column}: a partial index",
        ko="함께 조회하는 컬럼에 인덱스를 만들고 {column}의 드문 값만 담는 부분 인덱스로 하십시오",
        column=column.name,
    )
