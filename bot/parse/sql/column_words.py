"""Clauses of a column definition that only MySQL and MariaDB have: character sets, comments, places."""

from collections.abc import Callable

from bot.parse.sql.column_reader import ColumnReader


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
