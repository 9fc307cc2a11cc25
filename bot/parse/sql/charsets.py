"""Character sets of MySQL tables and columns: a column that says nothing has its table's, as it was when the column came.

https://dev.mysql.com/doc/refman/8.4/en/charset-table.html and …/alter-table.html#alter-table-character-set
"""

from dataclasses import replace

from bot.model import Column, ColumnType, Table, charset_of, has_characters

Options = tuple[tuple[str, str], ...]

# the longest character in bytes, where that is not one
WIDTHS = {
    **dict.fromkeys(("utf8mb4", "utf16", "utf16le", "utf32", "gb18030"), 4),
    **dict.fromkeys(("utf8", "utf8mb3", "eucjpms", "ujis"), 3),
    **dict.fromkeys(("ucs2", "big5", "cp932", "euckr", "gb2312", "gbk", "sjis"), 2),
}
GROWING = ("tinytext", "text", "mediumtext", "longtext")
BYTES = {"char": "binary", "varchar": "varbinary"} | {name: name.replace("text", "blob") for name in GROWING}
FALLBACK = "utf8mb4"  # what MySQL since 8.0 and MariaDB since 11.6 assume; of an older server the migrations do not tell it


def of_bytes(type_: ColumnType) -> ColumnType:
    """The type that a character type becomes under `CHARACTER SET binary` and BYTE."""
    return replace(type_, name=BYTES.get(type_.name, type_.name))


def with_bin_collations(table: Table) -> Table:
    """The table with the collation of each column that was declared BINARY: `_bin` of whatever character set it has."""
    if all(column.collation != "_bin" for column in table.columns):
        return table
    default = charset_of(dict(table.options)) or FALLBACK

    def said(column: Column) -> Column:
        return replace(column, collation=f"{column.charset or default}_bin") if column.collation == "_bin" else column

    return replace(table, columns=tuple(map(said, table.columns)))


def pinned(table: Table) -> Table:
    """The table with its own character set written at each column that had it silently, as far as that is known."""
    options = dict(table.options)
    charset, collation = charset_of(options), options.get("collate")

    def said(column: Column) -> Column:
        silent = column.charset is None and column.collation is None and has_characters(column)
        return replace(column, charset=charset, collation=collation) if silent else column

    return replace(table, columns=tuple(map(said, table.columns))) if charset else table


def converted(column: Column, old: str | None, new: str | None) -> Column:
    """The column after CONVERT TO from its table's character set to another: it says nothing of its own, and a TEXT may have grown."""
    if not has_characters(column) or not isinstance(column.type, ColumnType):
        return column
    charset = charset_of({"charset": column.charset or "", "collate": column.collation or ""}) or old
    type_ = column.type
    if type_.name in GROWING[:-1] and charset and new and WIDTHS.get(new, 1) > WIDTHS.get(charset, 1):
        type_ = replace(type_, name=GROWING[GROWING.index(type_.name) + 1])
    return replace(column, type=type_, charset=None, collation=None)
