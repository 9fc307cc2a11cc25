"""A Project: one database schema in a repository, and how its migrations reach the server."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.text import Message
from bot.model.types import Dialect


class Layout(StrEnum):
    """How a migrations folder is laid out."""

    JOURNAL = "journal"  # drizzle-kit before 1.0: meta/_journal.json and numbered files
    FOLDERS = "folders"  # drizzle-kit 1.0: one folder a migration
    FILES = "files"  # SQL files in the order of their names
    SINGLE = "single"  # one schema.sql


# Drivers of SQLite behind a network.
SERVED = frozenset({"d1", "libsql", "tursodatabase", "sqlite-cloud"})


@dataclass(frozen=True, slots=True)
class Runner:
    """What applies the migrations, and with which database driver, as far as the repository says.

    `name` is `drizzle-kit`, `drizzle-orm` (a call of `migrate()`), `wrangler`, the tool whose layout the migrations have (`prisma`,
    `flyway`, `goose` …), `sql` for plain files, or `unknown`. `transaction` says what it wraps: `all` pending migrations in one
    transaction, each `file`, `none`, or None where that is not known. `checks_keys` says whether the program's code switches SQLite's
    foreign keys on or off for its connections, None where it says nothing, or both.
    """

    name: str = "unknown"
    driver: str | None = None
    transaction: str | None = None
    checks_keys: bool | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One schema to review. Paths are relative to the repository's root; `reason` says how the project was found.

    `schema_paths` are globs; without them the migrations are the schema. `casing` is Drizzle's (`snake_case`, `camelCase`).
    `kit` is the drizzle-kit line, `0` or `1`, that decides default names. `migrations` is a folder, or a file for one schema.sql.
    `aliases` are other configurations that describe the same project as `config_path`.
    `sizes_path` is the file with the rows of each table.
    """

    name: str
    dialect: Dialect
    reason: Message
    root: str = ""
    schema_paths: tuple[str, ...] = ()
    migrations: str | None = None
    layout: Layout | None = None
    runner: Runner = field(default_factory=Runner)
    casing: str | None = None
    kit: int = 0
    version: str | None = None
    config_path: str | None = None
    aliases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    sizes_path: str | None = None

    @property
    def has_drizzle_schema(self) -> bool:
        """Whether the truth is a TypeScript schema."""
        return bool(self.schema_paths)

    @property
    def is_shared(self) -> bool:
        """Whether an old and a new release use the database side by side for a while: not so a file that one program opens."""
        served = self.runner.driver in SERVED or self.runner.name == "wrangler"
        return self.dialect is not Dialect.SQLITE or served
