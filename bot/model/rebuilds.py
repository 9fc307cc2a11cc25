"""A table made anew under its name: how SQLite changes what its ALTER TABLE cannot (https://www.sqlite.org/lang_altertable.html, 7)."""

from dataclasses import dataclass

from bot.model.changes import Change
from bot.model.copies import RowCopy
from bot.model.migrations import Step
from bot.model.parts import Column, ForeignKey, Index, Trigger
from bot.model.schema import Table, View


@dataclass(frozen=True, slots=True)
class Rebuild:
    """The table before and after, the Steps that did it, and the Changes that they stand for.

    `reached` are foreign keys of other tables that point at the old table when it is dropped: where the server checks foreign keys then,
    the rows go as ON DELETE says, as if each old row were deleted. `stray` are those that point at a table which is gone
    afterwards. `views` are those that read the old table when it is dropped and are not made anew; `ready` is the Step that gives the new
    table its name, or `drop` itself where it had it from the begin.
    """

    before: Table
    after: Table
    steps: tuple[Step, ...]
    copies: tuple[RowCopy, ...]
    changes: tuple[Change, ...]
    drop: Step
    ready: Step
    reached: tuple[tuple[Table, ForeignKey], ...] = ()
    stray: tuple[tuple[Table, ForeignKey], ...] = ()
    views: tuple[View, ...] = ()

    @property
    def interim_names(self) -> frozenset[str]:
        """What the new table was called while it was filled."""
        return frozenset(copy.target for copy in self.copies)

    @property
    def is_refused(self) -> bool:
        """Whether RENAME TO fails over a view that finds no table: all views are checked, unless legacy_alter_table is on."""
        return bool(self.views) and self.ready is not self.drop and "legacy-alter-table" not in self.ready.words

    @property
    def lost_columns(self) -> tuple[Column, ...]:
        """The stored columns of the old table that nothing in the new one is made of."""
        read = frozenset(name for copy in self.copies for name in copy.read)
        return tuple(column for column in self.before.columns if column.name not in read and column.generated is None)

    @property
    def forgotten_columns(self) -> tuple[Column, ...]:
        """The columns that stand on both sides and are filled by no copy: their values are gone."""
        filled = frozenset(column.name for copy in self.copies for column in copy.columns)
        both = (column for column in self.after.columns if self.before.column(column.name) and column.generated is None)
        return tuple(column for column in both if column.name not in filled)

    @property
    def keeps_every_row(self) -> bool:
        """Whether some copy takes the rows without choosing among them."""
        return any(not copy.chosen for copy in self.copies)

    @property
    def lost_indexes(self) -> tuple[Index, ...]:
        """The indexes over columns that stay which went with the old table and were not made again with the new one."""
        kept = {index.name for index in self.after.indexes} | {unique.name for unique in self.after.uniques}
        stay = set(self.after.column_names())
        return tuple(index for index in self.before.indexes if index.name not in kept and set(index.columns) <= stay)

    @property
    def lost_triggers(self) -> tuple[Trigger, ...]:
        """The triggers that went with the old table and were not made again."""
        kept = {trigger.name.lower() for trigger in self.after.triggers}
        return tuple(trigger for trigger in self.before.triggers if trigger.name.lower() not in kept)
