"""Drizzle's runners: `drizzle-kit migrate` calls the migrator of the driver that it finds, so that both are one row for most drivers."""

from dataclasses import replace

from bot.effects.runner_rows import (
    ALL,
    BREAKPOINTS,
    CHECKED,
    FIRST,
    IGNORED,
    MYSQL,
    NONE,
    OFF,
    PG,
    REFUSED,
    RUN,
    SERVERS,
    SKIPPED,
    SQLITE,
    STATEMENTS,
    TOGETHER,
    RunnerRow,
)

BOTH = ("drizzle-orm", "drizzle-kit")
OLD, NEW = ("0.2x", "0.3x"), ("1.0",)


def _old(path: str) -> str:
    return f"https://unpkg.com/drizzle-orm@0.45.2/{path}.js"


def _new(path: str) -> str:
    return f"https://unpkg.com/drizzle-orm@1.0.0-rc.5/{path}.js"


def _renewed(row: RunnerRow, path: str) -> RunnerRow:
    """The same in 1.0, which keeps the names of what it applied and looks at no time."""
    return replace(row, lines=NEW, order="name", late=RUN, known_by="name", source=_new(path))


_PG = RunnerRow(
    names=BOTH,
    dialects=PG,
    drivers=("node-postgres", "postgres-js"),
    lines=OLD,
    transaction=ALL,
    sends=BREAKPOINTS,
    several=TOGETHER,
    order="when",
    late=SKIPPED,
    known_by="when",
    edited=IGNORED,
    removed=IGNORED,
    measured=True,
    source=_old("pg-core/dialect"),
)
_PGLITE = replace(_PG, drivers=("pglite",), several=REFUSED)
_SOCKETS = replace(_PG, drivers=("neon-serverless", "vercel-postgres"), measured=False)
_BUN = replace(_PG, names=("drizzle-orm",), drivers=("bun-sql",), several=None, measured=False)
_DATA_API = replace(_PG, drivers=("aws-data-api",), several=REFUSED, measured=False, source=_old("aws-data-api/pg/migrator"))
_NEON = replace(_DATA_API, names=("drizzle-orm",), drivers=("neon-http",), transaction=NONE, source=_old("neon-http/migrator"))
_XATA = replace(_NEON, drivers=("xata-http",), source=_old("xata-http/migrator"))
# The application's own callback decides.
_PROXY = replace(_NEON, drivers=("pg-proxy",), transaction=None, several=None, source=_old("pg-proxy/migrator"))

_MYSQL = RunnerRow(
    names=BOTH,
    dialects=MYSQL,
    drivers=("mysql2",),
    lines=OLD,
    transaction=ALL,
    sends=BREAKPOINTS,
    several=REFUSED,
    order="when",
    late=SKIPPED,
    known_by="when",
    edited=IGNORED,
    removed=IGNORED,
    measured=True,
    source=_old("mysql-core/dialect"),
)
_PLANETSCALE = replace(_MYSQL, drivers=("planetscale-serverless",), several=None, measured=False)
_TIDB = replace(_PLANETSCALE, names=("drizzle-orm",), drivers=("tidb-serverless", "bun-sql/mysql"))
_MYSQL_PROXY = replace(_TIDB, drivers=("mysql-proxy",), transaction=None, source=_old("mysql-proxy/migrator"))

_LIBSQL = RunnerRow(
    names=BOTH,
    dialects=SQLITE,
    drivers=("libsql",),
    lines=("0.3x",),
    transaction=ALL,
    sends=BREAKPOINTS,
    several=FIRST,
    order="when",
    late=SKIPPED,
    known_by="when",
    edited=IGNORED,
    removed=IGNORED,
    foreign_keys=OFF,
    measured=True,
    source=_old("libsql/migrator"),
)
# Compiled with foreign keys on, and PRAGMA foreign_keys means nothing inside a transaction.
_BETTER = replace(
    _LIBSQL,
    drivers=("better-sqlite3",),
    lines=OLD,
    several=REFUSED,
    foreign_keys=CHECKED,
    measured=False,
    source="https://github.com/WiseLibs/better-sqlite3/blob/master/docs/compilation.md",
)
_D1 = replace(_BETTER, names=("drizzle-orm",), drivers=("d1",), several=None, source=_old("d1/migrator"))
_DURABLE = replace(_D1, drivers=("durable-sqlite",), source=_old("durable-sqlite/migrator"))
_D1_HTTP = replace(
    _D1, names=("drizzle-kit",), transaction=NONE, foreign_keys=None, source="https://developers.cloudflare.com/api/resources/d1/"
)
# The library's own default is off, and most applications switch them on.
_LOCAL = replace(
    _BETTER,
    names=("drizzle-orm",),
    drivers=("bun-sqlite", "expo-sqlite", "op-sqlite", "sql-js"),
    several=None,
    foreign_keys=None,
    source=_old("sqlite-core/dialect"),
)
_SQLITE_PROXY = replace(_LOCAL, drivers=("sqlite-proxy",), transaction=None, source=_old("sqlite-proxy/migrator"))
# There since 1.0, so that a repository that names it has that line.
_NODE = replace(
    _BETTER,
    drivers=("node-sqlite",),
    lines=(),
    order="name",
    late=RUN,
    known_by="name",
    several=None,
    source="https://nodejs.org/api/sqlite.html",
)

DRIZZLE = (
    _PG,
    _PGLITE,
    _SOCKETS,
    _BUN,
    _DATA_API,
    _NEON,
    _XATA,
    _PROXY,
    _renewed(replace(_PG, drivers=("node-postgres", "postgres-js")), "pg-core/async/session"),
    _renewed(_PGLITE, "pg-core/async/session"),
    _renewed(_SOCKETS, "pg-core/async/session"),
    _renewed(replace(_BUN, names=BOTH), "pg-core/async/session"),
    _renewed(_DATA_API, "aws-data-api/pg/migrator"),
    # One batch since 1.0, which Neon runs as a transaction.
    _renewed(replace(_NEON, transaction=ALL), "neon-http/migrator"),
    _renewed(replace(_NEON, drivers=("netlify-db",), transaction=ALL, several=None), "netlify-db/migrator"),
    _renewed(_XATA, "xata-http/migrator"),
    _renewed(_PROXY, "pg-proxy/migrator"),
    _MYSQL,
    _PLANETSCALE,
    _TIDB,
    _MYSQL_PROXY,
    _renewed(_MYSQL, "mysql-core/async/session"),
    _renewed(_PLANETSCALE, "mysql-core/async/session"),
    _renewed(_TIDB, "mysql-core/async/session"),
    _renewed(_MYSQL_PROXY, "mysql-proxy/migrator"),
    _BETTER,
    replace(_LIBSQL, lines=("0.2x",), foreign_keys=CHECKED),
    _LIBSQL,
    _D1,
    _D1_HTTP,
    _DURABLE,
    _LOCAL,
    _SQLITE_PROXY,
    _renewed(_BETTER, "sqlite-core/async/session"),
    _renewed(_LIBSQL, "libsql/migrator"),
    _renewed(_D1, "d1/migrator"),
    replace(_D1_HTTP, lines=NEW, order="name", late=RUN, known_by="name"),
    _renewed(_DURABLE, "durable-sqlite/migrator"),
    _NODE,
    _renewed(replace(_LOCAL, drivers=(*_LOCAL.drivers, "tursodatabase", "bun-sql/sqlite")), "sqlite-core/async/session"),
    _renewed(_SQLITE_PROXY, "sqlite-proxy/migrator"),
    # `push` keeps no record; its BEGIN for SQLite is written so that it is never sent.
    RunnerRow(
        names=("drizzle-kit push",),
        dialects=(*SERVERS, *SQLITE),
        transaction=NONE,
        sends=STATEMENTS,
        source="https://unpkg.com/drizzle-kit@0.31.11/bin.cjs",
    ),
)
