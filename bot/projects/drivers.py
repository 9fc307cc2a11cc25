"""Drizzle's database drivers: the family each talks to, the package it needs, and what its migrator wraps in a transaction."""

from collections.abc import Iterable

from bot.model import Dialect

ALL, FILE, NONE = "all", "file", "none"

# drizzle-orm's PostgreSQL and SQLite migrators run all pending files in one transaction or batch; over HTTP Neon and Xata have none;
# MySQL commits at every DDL statement. None where it is not known.
# https://github.com/drizzle-team/drizzle-orm/tree/main/drizzle-orm/src (each driver's migrator.ts)
DRIVERS: dict[str, tuple[str, str | None]] = {
    **dict.fromkeys(
        ("node-postgres", "postgres-js", "neon-serverless", "vercel-postgres", "pglite", "bun-sql", "aws-data-api"), ("pg", ALL)
    ),
    **dict.fromkeys(("neon-http", "xata-http"), ("pg", NONE)),
    **dict.fromkeys(("pg-proxy", "netlify-db", "effect-postgres", "effect-pglite"), ("pg", None)),
    **dict.fromkeys(("mysql2", "planetscale-serverless", "tidb-serverless", "mysql-proxy", "bun-sql/mysql"), ("mysql", NONE)),
    **dict.fromkeys(
        ("better-sqlite3", "libsql", "d1", "bun-sqlite", "expo-sqlite", "op-sqlite", "sql-js", "durable-sqlite", "node-sqlite"),
        ("sqlite", ALL),
    ),
    **dict.fromkeys(("sqlite-proxy", "sqlite-cloud", "tursodatabase", "bun-sql/sqlite"), ("sqlite", None)),
}
# npm package → driver, in the order in which drizzle-kit looks for them.
NPM = {
    "pg": "node-postgres",
    "postgres": "postgres-js",
    "@vercel/postgres": "vercel-postgres",
    "@neondatabase/serverless": "neon-serverless",
    "@electric-sql/pglite": "pglite",
    "@aws-sdk/client-rds-data": "aws-data-api",
    "mysql2": "mysql2",
    "@planetscale/database": "planetscale-serverless",
    "@tidbcloud/serverless": "tidb-serverless",
    "@libsql/client": "libsql",
    "better-sqlite3": "better-sqlite3",
    "expo-sqlite": "expo-sqlite",
    "@op-engineering/op-sqlite": "op-sqlite",
    "sql.js": "sql-js",
}
# `driver` in drizzle.config → driver.
KIT_DRIVERS = {
    "expo": "expo-sqlite",
    "d1-http": "d1",
    "d1": "d1",
    "pglite": "pglite",
    "aws-data-api": "aws-data-api",
    "durable-sqlite": "durable-sqlite",
}
BUNDLED = frozenset({"expo-sqlite", "durable-sqlite", "op-sqlite"})  # these apply the migrations inside the application


def driver_of(written: str, dialect: Dialect) -> str | None:
    """The driver behind a module of drizzle-orm (`libsql`, `bun-sql/mysql`, `expo-sqlite/async`) where it is one for this dialect."""
    own = written if written in DRIVERS else written.partition("/")[0]
    return own if own in DRIVERS and DRIVERS[own][0] == family(dialect) else None


def installed(dependencies: Iterable[str], dialect: Dialect) -> tuple[str, ...]:
    """The drivers for this dialect whose packages are installed, in the order in which drizzle-kit looks for them."""
    names = set(dependencies)
    return tuple(driver for name, driver in NPM.items() if name in names and DRIVERS[driver][0] == family(dialect))


def family(dialect: Dialect) -> str:
    """What DRIVERS calls a dialect."""
    return {Dialect.POSTGRESQL: "pg", Dialect.SQLITE: "sqlite"}.get(dialect, "mysql")
