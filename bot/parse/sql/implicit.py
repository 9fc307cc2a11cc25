"""Indexes that MySQL and MariaDB make by themselves: for a foreign key where none fits, and for SERIAL.

One made for a foreign key goes without a word when an index comes that fits as well; dropping the foreign key leaves it where it is.
https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html, and mysql_prepare_create_table in MariaDB's sql_table.cc.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.model import Index, IndexPart, PrimaryKey, Span, UniqueConstraint, as_index


def made_index(name: str | None, columns: tuple[str, ...], span: Span, *, unique: bool = False) -> Index:
    """The index that the server makes if it has to; without a name it gets its first column's."""
    return Index(name, tuple(map(IndexPart, columns)), span, unique=unique, implicit=True)


def still_needed(made: Sequence[Index], written: Iterable[PrimaryKey | UniqueConstraint | Index]) -> Iterator[Index]:
    """The indexes out of `made`, in the order they were made, that none of the written ones nor another made one stands in for."""
    others = tuple(map(as_index, written))
    for place, index in enumerate(made):
        rivals = (*(other for other in made if len(other.parts) > len(index.parts)), *made[place + 1 :])
        if index.unique or not any(_stands_in(other, index) for other in (*others, *rivals)):
            yield index


def _stands_in(other: Index, index: Index) -> bool:
    """Whether it begins with all keys of the index, in their order and as whole columns."""
    head = [(part.column, part.length) for part in other.parts[: len(index.parts)]]
    return head == [(part.column, None) for part in index.parts]


def without_column(indexes: Iterable[Index], column: str) -> Iterator[Index]:
    """The indexes after a column has gone."""
    for index in indexes:
        left = tuple(part for part in index.parts if part.column != column)
        if left:
            yield replace(index, parts=left)
