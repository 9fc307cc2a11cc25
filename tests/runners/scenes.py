"""The migrations that a runner is given; what it makes of them is read from its answer and from the tables that are there afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

BREAK = "\n--> statement-breakpoint\n"
FIRST, SECOND, THIRD = "20260101000000_one", "20260201000000_two", "20260301000000_three"
LISTED = {
    "postgresql": "select table_name::text from information_schema.tables where table_schema = 'public' and length(table_name) = 1",
    "mysql": "select table_name from information_schema.tables where table_schema = database() and length(table_name) = 1",
    "sqlite": "select name from sqlite_master where type = 'table' and length(name) = 1",
}
# A database is made slowly: one is enough for all scenes of a runner.
RESET = {
    "postgresql": (
        "rollback",
        "drop schema if exists drizzle cascade",
        "drop schema public cascade",
        "create schema public",
    ),
    "mysql": ("drop table if exists a, b, __drizzle_migrations, schema_migrations",),
    "sqlite": (),
}
INDEXES = "select indexname::text from pg_indexes where schemaname = 'public' and length(indexname) = 1"
INDEX = "CREATE INDEX CONCURRENTLY i ON a (id);"
REBUILD = (
    "CREATE TABLE __new_parents (id integer PRIMARY KEY, note text);",
    "INSERT INTO __new_parents (id) SELECT id FROM parents;",
    "DROP TABLE parents;",
    "ALTER TABLE __new_parents RENAME TO parents;",
)
FAMILY = (
    "CREATE TABLE parents (id integer PRIMARY KEY);",
    "CREATE TABLE children (id integer PRIMARY KEY, parent integer REFERENCES parents (id) ON DELETE CASCADE);",
    "INSERT INTO parents VALUES (1), (2);",
    "INSERT INTO children VALUES (10, 1), (20, 2);",
)


@dataclass(frozen=True)
class Scene:
    """Migrations that are applied first, those that come later, and the query that is asked in the end."""

    name: str
    first: Mapping[str, str]
    then: Mapping[str, str]
    probe: str


def scenes(dialect: str) -> tuple[Scene, ...]:
    """Those for every dialect, then the dialect's own."""
    own = {"postgresql": _postgresql, "mysql": _mysql, "sqlite": _sqlite}[dialect]
    return (*_common(LISTED[dialect]), *own())


def opt_out(words: str) -> Scene:
    """A migration that says those words to get no transaction."""
    return Scene("opt-out", {FIRST: "CREATE TABLE a (id integer);"}, {SECOND: f"{words}\n{INDEX}"}, INDEXES)


def _common(tables: str) -> tuple[Scene, ...]:
    broken = _file("CREATE TABLE b (id integer);", "INSERT INTO nowhere VALUES (1);")
    return (
        Scene("failure", {}, {FIRST: "CREATE TABLE a (id integer);", SECOND: broken}, tables),
        Scene("several", {}, {FIRST: "CREATE TABLE a (id integer);\nCREATE TABLE b (id integer);"}, tables),
        Scene("late", {SECOND: "CREATE TABLE b (id integer);"}, {FIRST: "CREATE TABLE a (id integer);"}, tables),
    )


def _postgresql() -> tuple[Scene, ...]:
    create = {FIRST: "CREATE TABLE a (id integer);"}
    kind = {FIRST: _file("CREATE TABLE a (id integer);", "CREATE TYPE kind AS ENUM ('x');")}
    use = "CREATE TABLE c (k kind DEFAULT 'y');"
    return (
        Scene("concurrently", create, {SECOND: INDEX}, INDEXES),
        Scene("concurrently-beside", create, {SECOND: f"SET lock_timeout = '1s'; {INDEX}"}, INDEXES),
        Scene("vacuum", create, {SECOND: "VACUUM;"}, INDEXES),
        Scene("after-commit", create, {SECOND: _file("COMMIT;", INDEX)}, INDEXES),
        Scene("after-commit-beside", create, {SECOND: _file("COMMIT;", f"SELECT 1; {INDEX}")}, INDEXES),
        Scene("enum", kind, {SECOND: "ALTER TYPE kind ADD VALUE 'y';", THIRD: use}, LISTED["postgresql"]),
    )


def _mysql() -> tuple[Scene, ...]:
    broken = _file("INSERT INTO a VALUES (2);", "INSERT INTO nowhere VALUES (1);")
    return (
        Scene(
            "rows",
            {FIRST: "CREATE TABLE a (id integer);"},
            {SECOND: "INSERT INTO a VALUES (1);", THIRD: broken},
            "select id from a order by id",
        ),
    )


def _sqlite() -> tuple[Scene, ...]:
    written = ("PRAGMA foreign_keys=OFF;", *REBUILD, "PRAGMA foreign_keys=ON;")
    children = "select id from children order by id"
    return (
        Scene("rebuild", {FIRST: _file(*FAMILY)}, {SECOND: _file(*REBUILD)}, children),
        Scene("rebuild-with-pragma", {FIRST: _file(*FAMILY)}, {SECOND: _file(*written)}, children),
    )


def _file(*statements: str) -> str:
    return BREAK.join(statements)
