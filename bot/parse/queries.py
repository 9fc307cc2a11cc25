"""What a query reads, as far as its text says it."""

from sqlglot import expressions as exp
from sqlglot import parse_one
from sqlglot.errors import SqlglotError

from bot.model import Dialect, full_name, schema_name

GRAMMARS = {Dialect.POSTGRESQL: "postgres", Dialect.MYSQL: "mysql", Dialect.MARIADB: "mysql", Dialect.SQLITE: "sqlite"}


def tables_read(query: str, dialect: Dialect) -> tuple[str, ...] | None:
    """The full names of the tables and views that a query reads, sorted; None where the query is not understood."""
    try:
        parsed = parse_one(query, read=GRAMMARS[dialect])
    except (SqlglotError, RecursionError):
        return None
    own = {_written(named.args["alias"].this, dialect) for named in parsed.find_all(exp.CTE)}
    found = {_name(table, dialect) for table in parsed.find_all(exp.Table) if isinstance(table.this, exp.Identifier)}
    return tuple(sorted(found - own))


def _name(table: exp.Table, dialect: Dialect) -> str:
    schema = table.args.get("db")
    return full_name(schema_name(_written(schema, dialect)) if schema else None, _written(table.this, dialect))


def _written(name: exp.Identifier, dialect: Dialect) -> str:
    """The name as the server holds it: PostgreSQL folds what is not quoted."""
    text = str(name.this)
    return text if name.args.get("quoted") or dialect is not Dialect.POSTGRESQL else text.lower()
