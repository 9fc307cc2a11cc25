"""SQLite cannot alter a column or a constraint: the table is made anew beside the old one, filled, and takes its name."""

from collections.abc import Iterator
from dataclasses import replace

from bot.emit.indexes import create_index
from bot.emit.names import quote, quote_all
from bot.emit.tables import table_statement
from bot.model import (
    AddColumn,
    AlterColumn,
    Column,
    ColumnChange,
    Dialect,
    DropColumn,
    PartChange,
    RenameColumn,
    Schema,
    Table,
    apply,
)

SQLITE = Dialect.SQLITE


def rebuild(table: Table, columns: tuple[str, ...]) -> Iterator[str]:
    """The statements that give a table of that name the shape of `table`, keeping the values of `columns`.

    Foreign keys are off meanwhile: the DROP would cascade.
    """
    fresh = replace(table, name=f"__new_{table.name}")
    yield "PRAGMA foreign_keys=OFF"
    yield table_statement(fresh, SQLITE)
    if columns:
        names = quote_all(columns, SQLITE)
        yield f"INSERT INTO {quote(fresh.name, SQLITE)} ({names}) SELECT {names} FROM {quote(table.name, SQLITE)}"  # noqa: S608 # quoted
    yield f"DROP TABLE {quote(table.name, SQLITE)}"
    yield f"ALTER TABLE {quote(fresh.name, SQLITE)} RENAME TO {quote(table.name, SQLITE)}"
    yield from (create_index(table, index, SQLITE) for index in table.indexes)
    yield "PRAGMA foreign_keys=ON"


def rebuild_for(change: PartChange) -> Iterator[str]:
    """The rebuild that makes this one change, with everything else of its table as `change.table` has it."""
    known = isinstance(change, AddColumn) and change.table.column(change.after.name) is not None
    table = change.table if known else apply((change,), Schema(SQLITE, (change.table,))).tables[0]
    added = change.after.name if isinstance(change, AddColumn) else None
    yield from rebuild(table, tuple(column.name for column in table.columns if column.generated is None and column.name != added))


def is_in_place(change: ColumnChange) -> bool:
    """Whether SQLite makes the change without a rebuild."""
    match change:
        case AddColumn():
            return _can_add(change)
        case DropColumn():
            return _can_drop(change.table, change.before)
        case AlterColumn():
            return replace(change.before, comment=change.after.comment) == change.after  # it has no column comments
        case RenameColumn():
            return True


def _can_add(change: AddColumn) -> bool:
    """Whether ALTER TABLE … ADD COLUMN does it: not for a stored column, nor a key, nor NOT NULL without a constant default.

    https://www.sqlite.org/lang_altertable.html
    """
    column = change.after
    if column.generated is not None:
        return not column.generated.stored and column.nullable
    is_key = change.table.primary_key is not None and column.name in change.table.primary_key.columns
    default = "" if column.default is None else column.default.text
    computed = not default.startswith("'") and ("(" in default or default.startswith("current_"))
    return not is_key and not computed and (column.nullable or column.default is not None)


def _can_drop(table: Table, column: Column) -> bool:
    """Whether ALTER TABLE … DROP COLUMN does it: not where a key, constraint, index or expression may name the column."""
    name = column.name
    key = table.primary_key.columns if table.primary_key else ()
    lists = (key, *(unique.columns for unique in table.uniques), *(reference.columns for reference in table.foreign_keys))
    indexed = any(name in (part.column, None) or part.column is None for index in table.indexes for part in index.parts)
    computed = any(other.generated for other in table.columns)
    partial = any(index.where for index in table.indexes)
    return not (any(name in columns for columns in lists) or indexed or table.checks or computed or partial)
