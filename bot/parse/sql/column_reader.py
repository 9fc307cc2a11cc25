"""One column definition while it is being read."""

from dataclasses import dataclass, field
from typing import Any

from bot.model import ColumnType, Unknown
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.parts import Parts


@dataclass(slots=True)
class ColumnReader:
    """One column definition at work: `given` are the fields of the Column, `label` a constraint name that waits for its constraint."""

    cursor: Cursor
    draft: Draft
    parts: Parts
    table: str
    name: str
    type_: ColumnType | Unknown
    start: int
    given: dict[str, Any] = field(default_factory=dict)
    label: str | None = None

    def take_label(self) -> str | None:
        """The name written before this constraint, used once."""
        label, self.label = self.label, None
        return label
