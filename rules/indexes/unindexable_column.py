"""An index that the server refuses, because the type of its column has no order or no length."""

from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Dialect, IndexPart, PrimaryKey, Table, as_index, key_parts, key_title

# Measured on PostgreSQL 15: none has a default operator class for btree or hash.
UNORDERED = frozenset({"json", "xml", "point", "line", "lseg", "box", "path", "polygon"})
LONG = frozenset({"tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob"})


@rule(
    severity="error",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "index on a type the server cannot index", "ko": "서버가 인덱스를 만들 수 없는 타입의 인덱스"},
    message={
        "en": "the server refuses {key}: {column} is {type}, which it cannot put into this kind of index as it stands (PostgreSQL: json, "
        "xml and geometric types; MySQL: JSON, and TEXT or BLOB without a prefix length)",
        "ko": "서버가 {key}을(를) 거부합니다. {column}의 타입 {type}은(는) 이대로는 이런 인덱스에 넣을 수 없습니다(PostgreSQL은 json, "
        "xml, 기하 타입, MySQL은 JSON과 프리픽스 길이 없는 TEXT·BLOB)",
    },
)
def unindexable_column(table: Table, context: Context) -> Iterator[Hit]:
    """Each primary key, UNIQUE or ordinary index with such a column; MariaDB hashes or cuts long text in all but a primary key."""
    dialect = context.schema.dialect
    for part in key_parts(table):
        index = as_index(part)
        keys = index.parts if index.method in (None, "btree", "hash") else ()
        columns = (column for key in keys if (column := table.column(key.column or "")) and _is_refused(column, key, dialect))
        column = next(columns, None)
        if column and (dialect is not Dialect.MARIADB or isinstance(part, PrimaryKey)):
            yield Hit(part, key=key_title(part), column=column.name, type=type_text(column.type, dialect))


def _is_refused(column: Column, key: IndexPart, dialect: Dialect) -> bool:
    used = column.type
    if not isinstance(used, ColumnType) or used.dimensions or used.user_defined:
        return False
    if dialect is Dialect.POSTGRESQL:
        return used.name in UNORDERED and key.opclass is None
    return (used.name in LONG and key.length is None) or (used.name == "json" and dialect is Dialect.MYSQL)
