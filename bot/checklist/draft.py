"""One item before it has an id, and what the functions that write items know."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Change, Dialect, DropColumn, Effect, ItemKind, Message, Project, RenameColumn, RenameTable, Schema, Table


class When(StrEnum):
    """On which of the two databases the SQL of an item runs."""

    BEFORE = "before"  # on the database as it is, before the migration
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing to test; `key` tells it from the other items of the same change. `table` is set where the item is about a whole table.

    `joins` names the placeholder, a tuple, by which drafts that say the same of several objects become one item.
    """

    key: str
    kind: ItemKind
    message: Message
    sql: str | None = None
    when: When = When.BEFORE
    table: str | None = None
    joins: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The project, both Schemas, all changes, and what the one in hand does to the server."""

    project: Project
    before: Schema
    after: Schema
    effects: frozenset[Effect]
    changes: tuple[Change, ...] = ()

    @property
    def dialect(self) -> Dialect:
        """The project's dialect."""
        return self.project.dialect

    def origin(self, table: Table) -> Table:
        """The table as it is before the migration, under the name it has there."""
        renames = (change for change in self.changes if isinstance(change, RenameTable))
        old = next((change.before.full_name for change in renames if change.after.full_name == table.full_name), table.full_name)
        return self.before.table(old) or table

    def origin_columns(self, table: Table, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The columns' names before the migration; those of new columns as they are."""
        old = {
            change.after.name: change.before.name
            for change in self.changes
            if isinstance(change, RenameColumn) and change.table.full_name == table.full_name
        }
        return tuple(old.get(column, column) for column in columns)

    def stood(self, table: Table, columns: tuple[str, ...]) -> bool:
        """Whether every column was there before the migration."""
        return set(self.origin_columns(table, columns)) <= set(self.origin(table).column_names())

    def dropped_columns(self, table: Table) -> tuple[str, ...]:
        """The columns that the table loses."""
        dropped = (change for change in self.changes if isinstance(change, DropColumn))
        return tuple(dict.fromkeys(change.before.name for change in dropped if change.table.full_name == table.full_name))
