"""Why MySQL and MariaDB refuse to drop a column."""

from collections.abc import Iterator

from bot.model import Column, Dialect, Table
from bot.parse.sql.lookups import referring
from bot.parse.sql.parts import uses
from bot.parse.sql.target import Target


def needed_by(table: Table, column: Column, target: Target) -> str | None:
    """The name of a part that stays and needs the column, so that the server refuses; None where nothing is in the way.

    https://dev.mysql.com/doc/refman/8.4/en/alter-table.html, https://mariadb.com/kb/en/alter-table/#drop-column
    """
    names = [*_references(table, column.name, target)]
    left = [each.name for each in table.columns if each.name.lower() not in target.statement.dropped]
    if column.name.lower() not in target.statement.added:
        names += _expressions(table, column.name, left, target.dialect)
        names += _uniques(table, column.name, left) if target.dialect is Dialect.MARIADB else ()
    return next(iter(names), None)


def _references(table: Table, column: str, target: Target) -> Iterator[str]:
    yield from (key.name or "" for key in table.foreign_keys if column in key.columns)
    others = referring(target.draft.schema, table)
    yield from (key.name or "" for other, key in others if other.full_name != table.full_name and column in key.target_columns)


def _expressions(table: Table, column: str, left: list[str], dialect: Dialect) -> Iterator[str]:
    for check in table.checks:
        if uses(check.expression, column, dialect) and any(uses(check.expression, name, dialect) for name in left):
            yield check.name or ""
    made = (each for each in table.columns if each.generated is not None and each.name in left)
    yield from (each.name for each in made if each.generated is not None and uses(each.generated.expression, column, dialect))


def _uniques(table: Table, column: str, left: list[str]) -> Iterator[str]:
    """MariaDB keeps a UNIQUE or primary key as wide as it is, or drops it as a whole."""
    keys = [(each.name or "", each.columns) for each in table.uniques]
    keys += [(each.name or "", each.columns) for each in table.indexes if each.unique]
    keys += [("PRIMARY", table.primary_key.columns)] if table.primary_key else []
    yield from (name for name, columns in keys if column in columns and any(each in left for each in columns))
