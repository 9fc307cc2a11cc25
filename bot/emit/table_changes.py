"""Tables and columns: added, dropped, renamed, altered."""

from collections.abc import Iterator

from bot.emit.alter_column import alter_column
from bot.emit.columns import column_definition
from bot.emit.names import qualified, quote, sql_name
from bot.emit.objects import comment_on
from bot.emit.options import altered_options, mysql_options
from bot.emit.rebuild import is_in_place, rebuild, rebuild_for
from bot.emit.tables import late_constraints, table_extras, table_statement
from bot.model import (
    AddColumn,
    AddTable,
    AlterColumn,
    AlterTable,
    ColumnChange,
    Dialect,
    DropColumn,
    DropTable,
    RenameColumn,
    RenameTable,
    TableChange,
)

SQLITE = Dialect.SQLITE


def table_change_statements(change: TableChange, dialect: Dialect) -> Iterator[str]:
    """The statements of one change of a table as a whole."""
    match change:
        case AddTable():
            yield table_statement(change.after, dialect)
            yield from table_extras(change.after, dialect)
            yield from late_constraints(change.after, dialect)
        case DropTable():
            yield f"DROP TABLE {sql_name(change.before, dialect)}"
        case RenameTable():
            yield from _rename(change, dialect)
        case AlterTable() if dialect is SQLITE:
            yield from rebuild(change.after, tuple(c.name for c in change.after.columns if c.generated is None))
        case AlterTable():
            yield from _altered_postgresql(change) if dialect is Dialect.POSTGRESQL else _altered_mysql(change, dialect)


def _rename(change: RenameTable, dialect: Dialect) -> Iterator[str]:
    before, after = change.before, change.after
    if dialect.is_mysql_family:
        yield f"RENAME TABLE {sql_name(before, dialect)} TO {sql_name(after, dialect)}"
        return
    if before.schema != after.schema:
        yield f"ALTER TABLE {sql_name(before, dialect)} SET SCHEMA {quote(after.schema or 'public', dialect)}"
    if before.name != after.name:
        yield f"ALTER TABLE {qualified(after.schema, before.name, dialect)} RENAME TO {quote(after.name, dialect)}"


def _altered_postgresql(change: AlterTable) -> Iterator[str]:
    before, after, name = change.before, change.after, sql_name(change.after, Dialect.POSTGRESQL)
    if before.row_security != after.row_security:
        yield f"ALTER TABLE {name} {'ENABLE' if after.row_security else 'DISABLE'} ROW LEVEL SECURITY"
    if before.comment != after.comment:
        yield comment_on("TABLE", name, after.comment)
    yield from (f"ALTER TABLE {name} {action}" for action in altered_options(before.options, after.options))


def _altered_mysql(change: AlterTable, dialect: Dialect) -> Iterator[str]:
    before, after = change.before, change.after
    comment = None if before.comment == after.comment else after.comment or ""
    changed = mysql_options(tuple(option for option in after.options if option not in before.options), comment)
    yield from (f"ALTER TABLE {sql_name(after, dialect)} {option}" for option in changed)


def column_statements(change: ColumnChange, dialect: Dialect) -> Iterator[str]:
    """The statements of one change of a column."""
    if dialect is SQLITE and not is_in_place(change):
        yield from rebuild_for(change)
        return
    table = sql_name(change.table, dialect)
    match change:
        case AddColumn():
            yield f"ALTER TABLE {table} ADD COLUMN {column_definition(change.after, dialect)}"
            if change.after.comment is not None and dialect is Dialect.POSTGRESQL:
                yield comment_on("COLUMN", f"{table}.{quote(change.after.name, dialect)}", change.after.comment)
        case DropColumn():
            yield f"ALTER TABLE {table} DROP COLUMN {quote(change.before.name, dialect)}"
        case RenameColumn():
            yield f"ALTER TABLE {table} RENAME COLUMN {quote(change.before.name, dialect)} TO {quote(change.after.name, dialect)}"
        case AlterColumn() if dialect is not SQLITE:
            yield from alter_column(change, dialect)
