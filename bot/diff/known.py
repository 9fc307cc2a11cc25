"""Renames that migrations make, as one step from the first name to the last."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import RenameColumn, RenameTable


@dataclass(frozen=True, slots=True)
class KnownRenames:
    """New full name → old full name of tables; (new table, new column) → old column."""

    tables: dict[str, str]
    columns: dict[tuple[str, str], str]


def known_renames(changes: Iterable[RenameTable | RenameColumn]) -> KnownRenames:
    """The net effect of renames that follow each other."""
    tables: dict[str, str] = {}
    columns: dict[tuple[str, str], str] = {}
    for change in changes:
        if isinstance(change, RenameTable):
            old, new = change.before.full_name, change.after.full_name
            tables[new] = tables.pop(old, old)
            columns = {(new if table == old else table, column): first for (table, column), first in columns.items()}
        else:
            table = change.table.full_name
            columns[table, change.after.name] = columns.pop((table, change.before.name), change.before.name)
    return KnownRenames(tables, columns)
