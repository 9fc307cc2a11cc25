"""Character sets of MySQL: what a column has that says nothing is its table's.

https://dev.mysql.com/doc/refman/8.4/en/charset-table.html
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.model.parts import Column
from bot.model.schema import Table
from bot.model.types import ColumnType

CHARACTERS = frozenset({"tinytext", "text", "mediumtext", "longtext", "char", "varchar", "enum", "set"})


def has_characters(column: Column) -> bool:
    """Whether the column has a character set."""
    return isinstance(column.type, ColumnType) and column.type.name in CHARACTERS


def charset_of(options: Mapping[str, str]) -> str | None:
    """The character set that options say; a collation begins with the name of its own."""
    collation = options.get("collate")
    return options.get("charset") or (collation.partition("_")[0] if collation else None)


def with_charset(column: Column, table: Table) -> Column:
    """The text column with the character set and collation that it has, as far as it or its table says; `utf8` means utf8mb3."""
    if not has_characters(column):
        return column
    said = {"charset": column.charset or "", "collate": column.collation or ""}
    options = said if any(said.values()) else dict(table.options)
    charset = charset_of(options)
    collation = options.get("collate") or None
    if collation and collation.startswith("utf8_"):
        collation = f"utf8mb3{collation.removeprefix('utf8')}"
    return replace(column, charset="utf8mb3" if charset == "utf8" else charset, collation=collation)
