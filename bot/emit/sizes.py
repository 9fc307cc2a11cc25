"""The query whose result is the file with the rows of each table; it reads the server's own estimates, or counts where it keeps none."""

from collections.abc import Sequence

from bot.emit.names import literal, sql_name
from bot.model import Dialect, Table

# A table that was never analysed has -1: its size is not known, and it is left out. A partitioned table is the sum of its partitions.
POSTGRESQL = """
SELECT jsonb_pretty(jsonb_build_object('tables', coalesce(jsonb_object_agg(name, rows), '{}')))
FROM (
  SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name, sum(leaf.reltuples)::bigint AS rows
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT part.reltuples, part.relkind FROM pg_partition_tree(c.oid) tree JOIN pg_class part ON part.oid = tree.relid WHERE tree.isleaf
    UNION ALL SELECT c.reltuples, c.relkind WHERE c.relkind = 'r' AND NOT c.relispartition
  ) leaf
  WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
  GROUP BY 1
  HAVING min(leaf.reltuples) >= 0
) counted;
"""
MYSQL = """
SELECT JSON_OBJECT('tables', coalesce(JSON_OBJECTAGG(table_name, table_rows), JSON_OBJECT()))
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_rows IS NOT NULL;
"""


def sizes_query(dialect: Dialect, tables: Sequence[Table] = ()) -> str:
    """One read-only statement for psql, mysql or sqlite3 that prints the JSON of the sizes file.

    SQLite keeps no estimates: the `tables` are counted, which reads all of them.
    """
    match dialect:
        case Dialect.POSTGRESQL:
            return POSTGRESQL.strip()
        case Dialect.MYSQL | Dialect.MARIADB:
            return MYSQL.strip()
    if not tables:
        return "SELECT json_object('tables', json_object());"
    # A list of values may be longer than the arguments of a function or the parts of a UNION.
    counted = ",\n".join(f"  ({literal(table.full_name, dialect)}, ({_count(table, dialect)}))" for table in tables)
    return f"WITH counted (name, rows) AS (VALUES\n{counted}\n)\nSELECT json_object('tables', json_group_object(name, rows)) FROM counted;"


def _count(table: Table, dialect: Dialect) -> str:
    return f"SELECT count(*) FROM {sql_name(table, dialect)}"  # noqa: S608 # names are quoted
