"""Clauses of a column definition that only MySQL and MariaDB have: character sets, comments, places."""

from collections.abc import Callable, Iterator
from itertools import takewhile

from bot.model import ColumnType, Expression, Unknown
from bot.parse.sql.column_reader import ColumnReader
from bot.parse.sql.versions import has_explicit_timestamps


def _binary(reader: ColumnReader) -> None:
    reader.given["collation"] = "_bin"  # of the character set that the column will turn out to have


def _byte(reader: ColumnReader) -> None:
    reader.given["charset"] = "binary"


def _ascii(reader: ColumnReader) -> None:
    reader.given["charset"] = "latin1"


def _unicode(reader: ColumnReader) -> None:
    reader.given["charset"] = "ucs2"


def _after(reader: ColumnReader) -> None:
    reader.parts.places[reader.name] = reader.cursor.name()


def _first(reader: ColumnReader) -> None:
    reader.parts.places[reader.name] = None


def _charset(reader: ColumnReader) -> None:
    reader.given["charset"] = reader.cursor.take().text.lower()


def _comment(reader: ColumnReader) -> None:
    reader.cursor.accept("=")
    reader.given["comment"] = reader.cursor.string() or None


def fill_timestamp(reader: ColumnReader) -> None:
    """What older servers make of a TIMESTAMP that does not say NULL.

    https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_explicit_defaults_for_timestamp
    """
    given = reader.given
    is_explicit = has_explicit_timestamps(reader.draft.source.version, reader.draft.dialect)
    if is_explicit or given.get("nullable") or "generated" in given:
        return
    given["nullable"] = False
    if "default" in given:
        return
    if "on_update" in given or any(isinstance(type_, ColumnType) and type_.name == "timestamp" for type_ in _earlier_types(reader)):
        given["default"] = "'0000-00-00 00:00:00'"
    else:
        given["default"], given["on_update"] = "current_timestamp", Expression("current_timestamp")


def _earlier_types(reader: ColumnReader) -> Iterator[ColumnType | Unknown]:
    """The types of the columns before this one, in the table and in the statement."""
    known = reader.draft.table(reader.table)
    before = takewhile(lambda column: column.name != reader.name, known.columns if known else ())
    return (column.type for column in (*before, *reader.parts.columns))


MYSQL_CLAUSES: dict[str, Callable[[ColumnReader], None]] = {
    "binary": _binary,
    "byte": _byte,
    "ascii": _ascii,
    "unicode": _unicode,
    "after": _after,
    "first": _first,
    "charset": _charset,
    "comment": _comment,
}
