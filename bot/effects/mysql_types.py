"""MySQL and MariaDB: which new column definitions leave the stored rows alone.

https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-column-operations and
https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-instant-alter-algorithm/; measured on MariaDB 10.11.
"""

from dataclasses import replace

from bot.model import Column, ColumnType, Table

BYTES = {"latin1": 1, "ascii": 1, "binary": 1, "utf8": 3, "utf8mb3": 3, "ucs2": 2, "utf16": 4, "utf32": 4}
SET_SIZES = (8, 16, 24, 32, 64)
# Decimal digits that a binary fraction keeps, and those that an integer may have.
DIGITS = {"float": 6, "double": 15}
INTEGER_DIGITS = {"mediumint": 7, "int": 10, "bigint": 19}
WHOLE = {"tinyint": 1, "boolean": 1, "smallint": 2, "mediumint": 3, "int": 4, "bigint": 8}


def keeps_rows(before: Column, after: Column, table: Table) -> bool:
    """Whether the new type is only a new description of the same bytes."""
    old, new = before.type, after.type
    if not isinstance(old, ColumnType) or not isinstance(new, ColumnType) or old == new:
        return True
    if {old.name, new.name} == {"boolean", "tinyint"}:
        return not old.unsigned and not new.unsigned  # boolean is another word for tinyint(1)
    if old.name != new.name:
        return False
    match old.name:
        case "varchar" | "varbinary":
            return _varchar_grows(old, new, 1 if old.name == "varbinary" else _character_bytes(after, table))
        case "enum":
            return _appends(old, new) and (len(old.values) < 256) == (len(new.values) < 256)
        case "set":
            return _appends(old, new) and _set_size(old) == _set_size(new)
    return replace(old, modifiers=new.modifiers) == new


def _varchar_grows(old: ColumnType, new: ColumnType, width: int) -> bool:
    """Up to 255 bytes the length is stored in one byte, above in two."""
    if old.length is None or new.length is None or new.length < old.length:
        return False
    return (old.length * width < 256) == (new.length * width < 256)


def _character_bytes(column: Column, table: Table) -> int:
    default = next((value for key, value in table.options if "char" in key.lower()), None)
    return BYTES.get((column.charset or default or "utf8mb4").lower(), 4)


def _appends(old: ColumnType, new: ColumnType) -> bool:
    return new.values[: len(old.values)] == old.values


def _set_size(used: ColumnType) -> int:
    return next((size for size in SET_SIZES if len(used.values) <= size), 64)


def rounds(old: ColumnType, new: ColumnType) -> bool:
    """Whether strict mode changes a value that does not fit without an error: fractions and times are rounded."""
    if new.name in WHOLE and old.name in ("decimal", "float", "double"):
        return True
    if old.name == "decimal" == new.name:
        return (new.scale or 0) < (old.scale or 0)
    if new.name in DIGITS and (INTEGER_DIGITS.get(old.name) or (old.precision if old.name == "decimal" else 0) or 0) > DIGITS[new.name]:
        return True
    if old.name in ("datetime", "timestamp") and new.name == "bigint":
        return bool(old.precision)  # a smaller number refuses them
    if old.name == "double" and new.name in ("float", "decimal"):
        return True
    if old.name in ("datetime", "timestamp", "time") and new.name in ("datetime", "timestamp", "time", "date"):
        return new.name == "date" or (new.name == "time" != old.name) or (new.precision or 0) < (old.precision or 0)
    return False
