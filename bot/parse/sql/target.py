"""The table an ALTER is about, as it stands between two actions."""

from dataclasses import dataclass

from bot.model import Column, Dialect, Span, Table
from bot.parse.sql.draft import Draft
from bot.parse.sql.lookups import column


@dataclass(slots=True)
class Target:
    """The table of that full name, looked up anew each time; None where it is not there, and the action is only read."""

    draft: Draft
    name: str

    @property
    def own_name(self) -> str:
        """The table's name without its schema."""
        return self.name.rsplit(".", 1)[-1]

    @property
    def table(self) -> Table | None:
        """The table as it stands now."""
        return self.draft.table(self.name)

    @property
    def dialect(self) -> Dialect:
        """The dialect of the file."""
        return self.draft.dialect

    def column(self, name: str, span: Span, *, optional: bool = False) -> tuple[Table, Column] | None:
        """The table with its column; a Problem where there is no such column, unless the table was not read in full."""
        table = self.table
        if table is None:
            return None
        found = column(table, name, self.dialect)
        if found is not None:
            return table, found
        self.missing(name, span, optional=optional, separator=".")
        return None

    def missing(self, name: str, span: Span, *, optional: bool = False, separator: str = ":") -> None:
        """Say that a part of the table is not there, unless it may be among what was not read."""
        table = self.table
        if table is not None and not table.unread and not optional:
            self.draft.missing(span, f"{self.name}{separator}{name}")
