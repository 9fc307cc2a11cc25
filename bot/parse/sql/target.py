"""The table an ALTER is about, as it stands between two actions."""

from dataclasses import dataclass, field

from bot.model import Column, Dialect, Span, Table
from bot.parse.sql.draft import Draft
from bot.parse.sql.lookups import column
from bot.parse.sql.parts import Parts


@dataclass(slots=True)
class Statement:
    """What one ALTER of MySQL does all in all, for its clauses know of one another.

    `renamed`, `dropped` and `added` are names of columns in lower case. `keys` are those that it adds, made at its end, `places` where
    columns go, each with the place of its clause. `aside` says what a column is called meanwhile whose name another one takes.
    `options` are the character set and collation that it gives the table; `copies` whether it may copy the table.
    """

    renamed: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    keys: Parts = field(default_factory=Parts)
    places: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    copies: bool = False


@dataclass(slots=True)
class Target:
    """The table of that full name, looked up anew each time; None where it is not there, and the action is only read."""

    draft: Draft
    name: str
    statement: Statement = field(default_factory=Statement)

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
        found = column(table, self.statement.aside.pop(name.lower(), name), self.dialect)
        if found is not None:
            return table, found
        self.missing(name, span, optional=optional, separator=".")
        return None

    def missing(self, name: str, span: Span, *, optional: bool = False, separator: str = ":") -> None:
        """Say that a part of the table is not there, unless it may be among what was not read."""
        table = self.table
        if table is not None and not table.unread and not optional:
            self.draft.missing(span, f"{self.name}{separator}{name}")
