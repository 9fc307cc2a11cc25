"""What applies the migrations of a project, with which driver, and what it wraps in a transaction."""

import posixpath
import re
from collections.abc import Iterator

from bot.model import Dialect, Runner, Tree
from bot.projects.contents import bytes_of, json_of, text_of
from bot.projects.packages import Package, commands, packages_around
from bot.projects.places import ASIDE, CODE, GENERATED, ancestors, has, join, under

ALL, FILE, NONE = "all", "file", "none"

# Drizzle's name of each driver: the family it talks to, and what its migrator wraps. drizzle-orm's PostgreSQL and SQLite migrators run
# all pending files in one transaction or batch; over HTTP Neon and Xata have none; MySQL commits at every DDL statement.
# https://github.com/drizzle-team/drizzle-orm/tree/main/drizzle-orm/src (each driver's migrator.ts)
DRIVERS: dict[str, tuple[str, str | None]] = {
    **dict.fromkeys(
        ("node-postgres", "postgres-js", "neon-serverless", "vercel-postgres", "pglite", "bun-sql", "aws-data-api"), ("pg", ALL)
    ),
    **dict.fromkeys(("neon-http", "xata-http"), ("pg", NONE)),
    "pg-proxy": ("pg", None),
    **dict.fromkeys(("mysql2", "planetscale-serverless", "tidb-serverless", "mysql-proxy"), ("mysql", NONE)),
    **dict.fromkeys(
        ("better-sqlite3", "libsql", "d1", "bun-sqlite", "expo-sqlite", "op-sqlite", "sql-js", "durable-sqlite"), ("sqlite", ALL)
    ),
    "sqlite-proxy": ("sqlite", None),
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

MIGRATOR = re.compile(rb"""["']drizzle-orm/([\w-]+)/migrator["']""")
D1_FOLDER = re.compile(r"""["']?migrations_dir["']?\s*[:=]\s*["']([^"']+)["']""")
WRANGLER = ("wrangler.toml", "wrangler.json", "wrangler.jsonc")
LIKELY = re.compile(r"migrat|(^|/)(db|database|drizzle)(/|\.)|sqlite|postgres|mysql", re.IGNORECASE)
MAX_SCANNED = 400


def runner_of(tree: Tree, *, root: str, dialect: Dialect, migrations: str | None, kit_driver: str | None = None) -> Runner:
    """The runner of a Drizzle project in `root`: wrangler, a call of `migrate()`, or drizzle-kit; unknown where nothing says."""
    packages = packages_around(tree, root)
    driver = KIT_DRIVERS.get(kit_driver or "") or _installed(packages, dialect)
    if migrations and _is_wranglers(tree, packages, root, migrations, dialect):
        return Runner("wrangler", "d1", FILE)
    called = next(_migrators(tree, root, dialect), None)
    if called:
        return Runner("drizzle-orm", called, DRIVERS[called][1])
    if driver in BUNDLED:
        return Runner("drizzle-orm", driver, ALL)
    if any(words[1:2] == ["migrate"] for package in packages for words in commands(package, "drizzle-kit")):
        return runner_named("drizzle-kit", driver, dialect)
    return Runner(driver=driver)


def runner_named(name: str, driver: str | None, dialect: Dialect) -> Runner:
    """A runner that somebody named, with what it wraps in a transaction."""
    if name == "wrangler":
        return Runner(name, "d1", FILE)
    if name not in ("drizzle-kit", "drizzle-orm"):
        return Runner(name, driver)
    # drizzle-kit talks to D1 over HTTP, one statement a request.
    if name == "drizzle-kit" and driver == "d1":
        return Runner(name, driver, NONE)
    usual = NONE if dialect.is_mysql_family else ALL
    return Runner(name, driver, DRIVERS[driver][1] if driver in DRIVERS else usual if name == "drizzle-kit" else None)


def _installed(packages: tuple[Package, ...], dialect: Dialect) -> str | None:
    for package in packages:
        found = (driver for name, driver in NPM.items() if name in package.dependencies and DRIVERS[driver][0] == _family(dialect))
        if driver := next(found, None):
            return driver
    return None


def _family(dialect: Dialect) -> str:
    return {Dialect.POSTGRESQL: "pg", Dialect.SQLITE: "sqlite"}.get(dialect, "mysql")


def _migrators(tree: Tree, root: str, dialect: Dialect) -> Iterator[str]:
    """The drivers whose `migrate` is imported for this dialect: in the project first, then wherever a path speaks of migrating."""
    for path in _worth_opening(tree, root):
        for match in MIGRATOR.finditer(bytes_of(tree, path)):
            driver = match[1].decode()
            if driver in DRIVERS and DRIVERS[driver][0] == _family(dialect):
                yield driver


def _worth_opening(tree: Tree, root: str) -> Iterator[str]:
    code = [path for path in under(tree.paths, root) if path.endswith(CODE) and not GENERATED.search(path) and not ASIDE.search(path)]
    yield from sorted(code, key=_rank)[:MAX_SCANNED]
    if root:
        elsewhere = (path for path in tree.paths if "migrat" in path.lower() and path.endswith(CODE) and not path.startswith(f"{root}/"))
        yield from [path for path in elsewhere if not GENERATED.search(path) and not ASIDE.search(path)][:MAX_SCANNED]


def _rank(path: str) -> tuple[bool, bool, str]:
    return "migrat" not in posixpath.basename(path).lower(), not LIKELY.search(path), path


def _is_wranglers(tree: Tree, packages: tuple[Package, ...], root: str, migrations: str, dialect: Dialect) -> bool:
    if dialect is not Dialect.SQLITE:
        return False
    if any(words[1:4] == ["d1", "migrations", "apply"] for package in packages for words in commands(package, "wrangler")):
        return True
    return any(join(folder, place) == migrations for folder, place in _d1_folders(tree, root))


def _d1_folders(tree: Tree, root: str) -> Iterator[tuple[str, str]]:
    """The migration folders that wrangler is told of, with the folder of the file that says so."""
    for folder in ancestors(root):
        for name in WRANGLER:
            path = f"{folder}/{name}" if folder else name
            if has(tree, path):
                text = text_of(tree, path) if name.endswith("toml") else str(json_of(tree, path))
                yield from ((folder, match[1]) for match in D1_FOLDER.finditer(text))
