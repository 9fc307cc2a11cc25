"""The SQL of checklist items: text per dialect, every name quoted."""

from bot.emit.names import literal, qualified, qualified_full, quote
from bot.model import Dialect, Enum, Expression, ForeignKey, Index, Schema, Sequence, Table, Unknown, View

INFORMATION = "information_schema"


def named(value: Table | View | Enum | Sequence, dialect: Dialect) -> str:
    """An object's name as SQL, with its schema where that is not the default one."""
    return qualified(value.schema, value.name, dialect)


def target_name(key: ForeignKey, schema: Schema) -> str:
    """The referenced table's name as SQL."""
    table = schema.table(key.target)
    return named(table, schema.dialect) if table else qualified_full(key.target, schema.dialect)


def listed(columns: tuple[str, ...], dialect: Dialect) -> str:
    """Quoted column names with commas between."""
    return ", ".join(quote(column, dialect) for column in columns)


def count(table: Table, condition: str, dialect: Dialect) -> str:
    """How many rows meet the condition."""
    return f"SELECT count(*) FROM {named(table, dialect)} WHERE {condition};"


def not_null_violations(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """How many rows hold NULL in one of the columns."""
    return count(table, " OR ".join(f"{quote(column, dialect)} IS NULL" for column in columns), dialect)


def duplicates(table: Table, columns: tuple[str, ...], dialect: Dialect, *, where: str | None = None, nulls_equal: bool = False) -> str:
    """The values that stand more than once, most frequent first; rows with a NULL are left out unless NULLs count as equal."""
    names = listed(columns, dialect)
    conditions = [] if nulls_equal else [f"{quote(column, dialect)} IS NOT NULL" for column in columns]
    conditions += [f"({where})"] if where else []
    only = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return (
        f"SELECT {names}, count(*) FROM {named(table, dialect)}{only} GROUP BY {names} HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT 20;"
    )


def orphans(table: Table, key: ForeignKey, schema: Schema) -> str | None:
    """How many rows point at a row that does not exist; None where the referenced columns are not known."""
    if not key.target_columns or len(key.columns) != len(key.target_columns):
        return None
    dialect = schema.dialect
    pairs = zip(key.columns, key.target_columns, strict=True)
    joined = " AND ".join(f"p.{quote(target, dialect)} = c.{quote(column, dialect)}" for column, target in pairs)
    filled = " AND ".join(f"c.{quote(column, dialect)} IS NOT NULL" for column in key.columns)
    return (
        f"SELECT count(*) FROM {named(table, dialect)} c WHERE {filled}"
        f" AND NOT EXISTS (SELECT 1 FROM {target_name(key, schema)} p WHERE {joined});"
    )


def rows_per_parent(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """How many rows stand at one value of the columns, most first."""
    names = listed(columns, dialect)
    return f"SELECT {names}, count(*) FROM {named(table, dialect)} GROUP BY {names} ORDER BY count(*) DESC LIMIT 10;"


def explain(query: str, dialect: Dialect) -> str:
    """The plan of a query, without running it."""
    return f"{'EXPLAIN QUERY PLAN' if dialect is Dialect.SQLITE else 'EXPLAIN'} {query};"


def explain_lookup(table: Table, columns: tuple[str, ...], dialect: Dialect, *, where: str | None = None) -> str:
    """The plan of finding rows by those columns, with values that stand in the table."""
    name = named(table, dialect)
    found = [f"{quote(column, dialect)} = (SELECT {quote(column, dialect)} FROM {name} LIMIT 1)" for column in columns]
    conditions = " AND ".join(found + ([f"({where})"] if where else []))
    return explain(f"SELECT * FROM {name} WHERE {conditions}", dialect)


def explain_index(table: Table, index: Index, dialect: Dialect) -> str | None:
    """The plan of the query that the index is for; its use so far where its method answers other questions than equality."""
    where = expression_text(index.where)
    first = index.parts[0] if index.parts else None
    if first is None or (index.where is not None and where is None):
        return None
    if index.method not in (None, "btree", "hash"):
        return index_use(table, index, dialect)
    if index.columns:
        return explain_lookup(table, index.columns, dialect, where=where)
    text = expression_text(first.expression)
    only = f" WHERE {where}" if where else ""
    return explain(f"SELECT * FROM {named(table, dialect)}{only} ORDER BY ({text}) LIMIT 1", dialect) if text else None


def index_use(table: Table, index: Index, dialect: Dialect) -> str | None:
    """How often the server has read the index; only PostgreSQL counts that by default."""
    if dialect is not Dialect.POSTGRESQL or index.name is None:
        return None
    names = f"relname = {literal(table.name, dialect)} AND indexrelname = {literal(index.name, dialect)}"
    return f"SELECT indexrelname, idx_scan FROM pg_stat_user_indexes WHERE {names};"


def expression_text(expression: Expression | Unknown | None) -> str | None:
    """An expression as SQL; None where there is none or it was not understood."""
    return expression.text if isinstance(expression, Expression) else None


def readers(name: str, dialect: Dialect, *, column: str | None = None) -> str:
    """The views that read a table, or one column of it: by the catalogue on PostgreSQL, by their text elsewhere."""
    wanted = column or name
    if dialect is Dialect.POSTGRESQL:
        usage = "view_column_usage" if column else "view_table_usage"
        only = f" AND column_name = {literal(column, dialect)}" if column else ""
        return f"SELECT view_schema, view_name FROM {INFORMATION}.{usage} WHERE table_name = {literal(name, dialect)}{only};"
    pattern = literal(f"%{wanted}%", dialect)
    if dialect is Dialect.SQLITE:
        return f"SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger') AND sql LIKE {pattern};"
    return f"SELECT table_name FROM {INFORMATION}.views WHERE table_schema = database() AND view_definition LIKE {pattern};"


def backup(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """A copy of the table, or of its key and the columns, under another name."""
    key = table.primary_key.columns if table.primary_key else ()
    kept = listed(tuple(dict.fromkeys((*key, *columns))), dialect) if columns else "*"
    name = quote("_".join((table.name, *columns, "backup"))[:60], dialect)
    return f"CREATE TABLE {name} AS SELECT {kept} FROM {named(table, dialect)};"
