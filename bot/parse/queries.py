"""What a query reads, as far as its text says it."""

from collections.abc import Iterator

from sqlglot import expressions as exp
from sqlglot import parse_one
from sqlglot.errors import SqlglotError

from bot.model import Dialect, full_name, schema_name

GRAMMARS = {Dialect.POSTGRESQL: "postgres", Dialect.MYSQL: "mysql", Dialect.MARIADB: "mysql", Dialect.SQLITE: "sqlite"}


def tables_read(query: str, dialect: Dialect) -> tuple[str, ...] | None:
    """The full names of the tables and views that a query reads, sorted; None where the query is not understood."""
    parsed = _parsed(query, dialect)
    return None if parsed is None else _tables(parsed, dialect)


def is_column_read(query: str, column: str, table: str, dialect: Dialect, *, alone: bool) -> bool | None:
    """Whether a query reads that column of the table, None where its text does not say; `alone`, if nothing else has such a column."""
    parsed = _parsed(query, dialect)
    if parsed is None or isinstance(parsed, exp.Command):
        return None
    answers = {*_stars(parsed, table, dialect), *_mentions(parsed, column, table, dialect, alone=alone)}
    return True if True in answers else None if None in answers else False


def _parsed(query: str, dialect: Dialect) -> exp.Expr | None:
    try:
        return parse_one(query, read=GRAMMARS[dialect])
    except (SqlglotError, RecursionError):
        return None


def _tables(parsed: exp.Expr, dialect: Dialect) -> tuple[str, ...]:
    own = {_written(named.args["alias"].this, dialect) for named in parsed.find_all(exp.CTE)}
    found = {_name(table, dialect) for table in parsed.find_all(exp.Table) if isinstance(table.this, exp.Identifier)}
    return tuple(sorted(found - own))


def _stars(parsed: exp.Expr, table: str, dialect: Dialect) -> Iterator[None]:
    """None for each place that may read every column of the table: which ones there were when the view was made is not known."""
    for star in parsed.find_all(exp.Star):
        found = _sources(parsed, dialect, of=star.parent_select)
        if isinstance(star.parent, exp.Column) and star.parent.args.get("table"):
            found = [each for each in _sources(parsed, dialect) if each[0] == _written(star.parent.args["table"], dialect)]
        if not isinstance(star.parent, exp.Count) and any(read == table for _, read in found):
            yield None
    for join in parsed.find_all(exp.Join):
        if join.args.get("method") == "NATURAL":
            yield None
    for alias in parsed.find_all(exp.TableAlias):
        if isinstance(alias.parent, exp.Table) and alias.args.get("columns"):
            yield None


def _mentions(parsed: exp.Expr, column: str, table: str, dialect: Dialect, *, alone: bool) -> Iterator[bool | None]:
    """For each place with that name whether the column is meant; an unqualified name may be one that the query itself gives."""
    named = [each for each in parsed.find_all(exp.Identifier) if _written(each, dialect) == column]
    is_given = any(isinstance(each.parent, exp.Alias | exp.TableAlias) for each in named)
    sources = _sources(parsed, dialect)
    for each in named:
        place = each.parent
        if not isinstance(place, exp.Column):
            if not isinstance(place, exp.Alias | exp.TableAlias | exp.Table | exp.DataType):
                yield None
        elif place.this is each and (qualifier := place.args.get("table")):
            meant = {read == table for name, read in sources if name == _written(qualifier, dialect)}
            yield None if len(meant) > 1 else True in meant
        elif place.this is each:
            yield True if alone and not is_given else None
    if any(each.name.lower() == column.lower() for each in parsed.find_all(exp.Var, exp.Anonymous)):
        yield None


def _sources(parsed: exp.Expr, dialect: Dialect, *, of: exp.Expr | None = None) -> list[tuple[str, str]]:
    """What the query reads, or one SELECT in it: the name it has there, and the full name of the table or view."""
    tables = (table for table in parsed.find_all(exp.Table) if isinstance(table.this, exp.Identifier))
    return [(_alias(table, dialect), _name(table, dialect)) for table in tables if of is None or table.parent_select is of]


def _alias(table: exp.Table, dialect: Dialect) -> str:
    alias = table.args.get("alias")
    return _written(alias.this if alias and alias.this else table.this, dialect)


def _name(table: exp.Table, dialect: Dialect) -> str:
    schema = table.args.get("db")
    return full_name(schema_name(_written(schema, dialect)) if schema else None, _written(table.this, dialect))


def _written(name: exp.Identifier, dialect: Dialect) -> str:
    """The name as the server holds it: PostgreSQL folds what is not quoted."""
    text = str(name.this)
    return text if name.args.get("quoted") or dialect is not Dialect.POSTGRESQL else text.lower()
