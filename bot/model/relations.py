"""How rows of two tables stand to each other: what the program queries by, and how many may meet."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.place import Span


class Cardinality(StrEnum):
    """How many rows a foreign key joins to one row of its target; `0..1` where the key may be NULL."""

    ONE_TO_ONE = "1:1"
    ONE_TO_ONE_OPTIONAL = "0..1:1"
    ONE_TO_MANY = "1:N"
    ONE_TO_MANY_OPTIONAL = "0..1:N"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that the program queries by, from `table` to `target`; the database knows nothing of it.

    `columns` of the table are matched with `target_columns`; both are empty where the other side's relation says them. `alias` tells
    several relations between two tables apart. What is not known is None.
    """

    name: str
    table: str
    span: Span = field(compare=False)
    target: str | None
    is_many: bool = False
    columns: tuple[str, ...] | None = ()
    target_columns: tuple[str, ...] | None = ()
    alias: str | None = None
