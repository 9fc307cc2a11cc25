"""A table that is replaced: a new one is made, the rows are copied, the old one is dropped, the new one takes its name.

This is how SQLite changes anything but a name (https://www.sqlite.org/lang_altertable.html, section 7), and how drizzle-kit writes it.
"""

from bot.effects.code import BROKEN, LOST, became_required
from bot.effects.runners import checks_keys_meanwhile
from bot.effects.sqlite import REBUILDS
from bot.effects.statement import Statement, is_copy_of, references
from bot.model import Dialect, Effect, Schema, Table

# What DROP TABLE's implicit deletes do to the rows that point at the table, where foreign keys are checked.
REACHING = frozenset({"cascade", "set null", "set default"})


def copy_of(table: Table, statement: Statement, base: Schema) -> Table | None:
    """The new table that holds the dropped one's rows: made by the pull request, named after it (`__new_users`), with most columns."""
    if not statement.written:
        return None
    new = (other for other in statement.before.tables if base.table(other.full_name) is None)
    return next((other for other in new if table.name in other.name and is_copy_of(other, table)), None)


def replaced(old: Table, copy: Table, statement: Statement) -> frozenset[Effect]:
    """The effects of dropping the old table once its rows are in the copy."""
    dialect = statement.before.dialect
    found = REBUILDS if dialect is Dialect.SQLITE else frozenset({Effect.REWRITES_TABLE})
    if not set(old.column_names()) <= set(copy.column_names()):
        found |= LOST | BROKEN
    if any(became_required(old.column(column.name), column) for column in copy.columns):
        found |= BROKEN
    children = references(old, statement.before)
    if dialect is Dialect.SQLITE and checks_keys_meanwhile(statement.project) and any(key.on_delete in REACHING for _, key in children):
        found |= LOST
    return found
