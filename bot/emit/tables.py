"""CREATE TABLE and what follows it."""

from collections.abc import Iterable, Iterator

from bot.emit.columns import column_definition
from bot.emit.constraints import constraint_text
from bot.emit.indexes import create_index
from bot.emit.names import quote, sql_name
from bot.emit.objects import comment_on, create_policy
from bot.emit.options import table_head, table_tail
from bot.model import CheckConstraint, Column, Dialect, ForeignKey, Table, UniqueConstraint


def create_table(table: Table, dialect: Dialect) -> str:
    """Everything of the table: CREATE TABLE, then its indexes, row security, policies and comments, each ended by a semicolon."""
    return script((table_statement(table, dialect), *table_extras(table, dialect), *late_constraints(table, dialect)))


def script(statements: Iterable[str]) -> str:
    """Statements as one text."""
    return "\n".join(f"{statement};" for statement in statements)


def table_statement(table: Table, dialect: Dialect, *, with_references: bool = True) -> str:
    """CREATE TABLE alone. Without references, foreign keys are left to `late_constraints`."""
    lines = [column_definition(column, dialect, is_key=_is_key(table, column)) for column in table.columns]
    if table.primary_key and not any(_is_key(table, column) for column in table.columns):
        lines.append(constraint_text(table.primary_key, dialect))
    repeated = _repeated(table, dialect)
    lines += [constraint_text(unique, dialect) for unique in table.uniques if unique not in repeated]
    lines += [constraint_text(exclusion, dialect) for exclusion in table.exclusions]
    lines += [constraint_text(check, dialect) for check in table.checks if check.validated]
    lines += [constraint_text(key, dialect) for key in table.foreign_keys if key.validated and with_references]
    body = ",\n".join(f"  {line}" for line in lines)
    return f"{table_head(table, dialect)} {sql_name(table, dialect)} (\n{body}\n){table_tail(table, dialect)}"


def _repeated(table: Table, dialect: Dialect) -> list[UniqueConstraint]:
    """The uniques that say what another key says: within one statement PostgreSQL would make one of the two."""
    seen = [table.primary_key.columns] if table.primary_key else []
    found = []
    for unique in table.uniques if dialect is Dialect.POSTGRESQL else ():
        if unique.columns in seen:
            found.append(unique)
        seen.append(unique.columns)
    return found


def _is_key(table: Table, column: Column) -> bool:
    """Whether the column's own definition carries the primary key: SQLite's AUTOINCREMENT stands nowhere else."""
    key = table.primary_key
    if key is None or key.columns != (column.name,):
        return False
    is_plain = key.name in (None, f"{table.name}_pkey") and not key.include and not key.deferrable
    return is_plain or column.autoincrement


def table_extras(table: Table, dialect: Dialect) -> Iterator[str]:
    """What follows CREATE TABLE: indexes, row security, policies, comments."""
    for index in table.indexes:
        yield create_index(table, index, dialect)
    if dialect is not Dialect.POSTGRESQL:
        return
    name = sql_name(table, dialect)
    if table.row_security:
        yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    if table.row_security_forced:
        yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    for policy in table.policies:
        yield create_policy(table, policy)
    if table.comment is not None:
        yield comment_on("TABLE", name, table.comment)
    for column in table.columns:
        if column.comment is not None:
            yield comment_on("COLUMN", f"{name}.{quote(column.name, dialect)}", column.comment)


def late_constraints(table: Table, dialect: Dialect, *, with_references: bool = False) -> Iterator[str]:
    """Constraints that CREATE TABLE cannot hold: repeated and not validated ones, and with `with_references` every foreign key."""
    for unique in _repeated(table, dialect):
        yield f"ALTER TABLE {sql_name(table, dialect)} ADD {constraint_text(unique, dialect)}"
    for check in table.checks:
        if not check.validated:
            yield add_constraint(table, check, dialect)
    for key in table.foreign_keys:
        if with_references or not key.validated:
            yield add_constraint(table, key, dialect)


def add_constraint(table: Table, part: CheckConstraint | ForeignKey, dialect: Dialect) -> str:
    """ALTER TABLE … ADD CONSTRAINT, NOT VALID where existing rows are not looked at."""
    behind = "" if part.validated else " NOT VALID" if dialect is Dialect.POSTGRESQL else " NOT ENFORCED"
    return f"ALTER TABLE {sql_name(table, dialect)} ADD {constraint_text(part, dialect)}{behind}"
