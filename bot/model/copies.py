"""Rows that one statement copies from a table into another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopiedColumn:
    """One column that is filled: `sources` are the columns its value is made of; `as_is` where the value is just one of them.

    `absent` is the quoted name that the value is, where the table has no such column: SQLite refuses it, or takes it for a text.
    """

    name: str
    sources: tuple[str, ...]
    as_is: bool = False
    absent: str | None = None


@dataclass(frozen=True, slots=True)
class RowCopy:
    """INSERT … SELECT or CREATE TABLE … AS SELECT over one table. `chosen` where not every row is sure to arrive.

    `source` and `target` are the full names of the tables at that time.
    """

    source: str
    target: str
    columns: tuple[CopiedColumn, ...]
    chosen: bool = False

    @property
    def read(self) -> frozenset[str]:
        """The columns of the source that anything is made of."""
        return frozenset(source for column in self.columns for source in column.sources)
