"""Drizzle's database drivers: the family each talks to, and the package it needs."""

from collections.abc import Iterable

from bot.model import Dialect

# Driver → the family of databases that it talks to; what its migrator does is in bot/effects/drizzle_rows.py.
DRIVERS: dict[str, str] = {
    **dict.fromkeys(
        (
            "node-postgres",
            "postgres-js",
            "neon-serverless",
            "vercel-postgres",
            "pglite",
            "bun-sql",
            "aws-data-api",
            "neon-http",
            "xata-http",
        ),
        "pg",
    ),
    **dict.fromkeys(("pg-proxy", "netlify-db", "effect-postgres", "effect-pglite"), "pg"),
    **dict.fromkeys(("mysql2", "planetscale-serverless", "tidb-serverless", "mysql-proxy", "bun-sql/mysql"), "mysql"),
    **dict.fromkeys(
        ("better-sqlite3", "libsql", "d1", "bun-sqlite", "expo-sqlite", "op-sqlite", "sql-js", "durable-sqlite", "node-sqlite"), "sqlite"
    ),
    **dict.fromkeys(("sqlite-proxy", "sqlite-cloud", "tursodatabase", "bun-sql/sqlite"), "sqlite"),
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
    return own if own in DRIVERS and DRIVERS[own] == family(dialect) else None


def installed(dependencies: Iterable[str], dialect: Dialect) -> tuple[str, ...]:
    """The drivers for this dialect whose packages are installed, in the order in which drizzle-kit looks for them."""
    names = set(dependencies)
    return tuple(driver for name, driver in NPM.items() if name in names and DRIVERS[driver] == family(dialect))


def family(dialect: Dialect) -> str:
    """What DRIVERS calls a dialect."""
    return {Dialect.POSTGRESQL: "pg", Dialect.SQLITE: "sqlite"}.get(dialect, "mysql")
