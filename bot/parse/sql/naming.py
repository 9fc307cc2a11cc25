"""The names servers give to constraints and indexes that have none."""

from collections.abc import Container
from itertools import count

from bot.model import POSTGRESQL_NAME_BYTES


def chosen_name(table: str, columns: str, label: str, taken: Container[str]) -> str:
    """PostgreSQL's `table_columns_label`, shortened and numbered as makeObjectName and ChooseConstraintName do."""
    for number in range(1000):
        name = _object_name(table, columns, f"{label}{number or ''}")
        if name not in taken:
            return name
    return _object_name(table, columns, label)


def _object_name(table: str, columns: str, label: str) -> str:
    room = POSTGRESQL_NAME_BYTES - len(label) - 1 - (1 if columns else 0)
    first, second = len(table.encode()), len(columns.encode())
    while first + second > room:
        if first > second:
            first -= 1
        else:
            second -= 1
    parts = (_clipped(table, first), _clipped(columns, second), label)
    return "_".join(part for part in parts if part)


def _clipped(text: str, size: int) -> str:
    return text if len(text) <= size and text.isascii() else text.encode()[:size].decode(errors="ignore")


def mysql_index_name(column: str, taken: Container[str]) -> str:
    """MySQL's name for an index: that of its first column, with `_2`, `_3` … where it is taken."""
    if column not in taken:
        return column
    return next(name for number in range(2, 1000) if (name := f"{column}_{number}") not in taken)


def next_numbered(prefix: str, taken: frozenset[str]) -> str:
    """The prefix with one more than the highest number in use."""
    used = (name.removeprefix(prefix) for name in taken if name.startswith(prefix))
    return f"{prefix}{max((int(number) for number in used if number.isdecimal()), default=0) + 1}"


def first_free(prefix: str, taken: Container[str | None]) -> str:
    """The prefix with the lowest number that is not in use: MariaDB's way with checks."""
    return next(name for number in count(1) if (name := f"{prefix}{number}") not in taken)


def clipped(name: str) -> str:
    """The name as PostgreSQL keeps it: its first 63 bytes."""
    return _clipped(name, POSTGRESQL_NAME_BYTES)
