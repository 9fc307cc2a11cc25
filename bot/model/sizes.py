"""How many rows the tables of a database hold, as far as somebody has counted."""

from collections.abc import Iterable
from dataclasses import dataclass

# Below this, what locks, scans or rewrites a table is over before anybody notices.
SMALL = 10_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows by the tables' full names, sorted; a table that is not named has an unknown size."""

    rows: tuple[tuple[str, int], ...] = ()

    def of(self, table: str) -> int | None:
        """The rows of the table of that full name, None where that is not known."""
        return dict(self.rows).get(table)

    def are_small(self, tables: Iterable[str]) -> bool | None:
        """Whether every one of these tables is known to be small; None where no large one is among them and one is not known."""
        known = [self.of(table) for table in tables]
        if any(rows is not None and rows >= SMALL for rows in known):
            return False
        return True if known and None not in known else None
