import json

import pytest

from bot.config import Config
from bot.model import Dialect
from bot.projects import find_projects
from bot.projects.dialects import dialect_of_sql, is_foreign


@pytest.mark.parametrize(
    ("sql", "dialect"),
    [
        ("CREATE TABLE a (id SERIAL PRIMARY KEY)", Dialect.POSTGRESQL),
        ("CREATE TABLE a (id int DEFAULT '1'::int)", Dialect.POSTGRESQL),
        ("CREATE INDEX CONCURRENTLY i ON a (b)", Dialect.POSTGRESQL),
        ("CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY)", Dialect.MYSQL),
        ("CREATE TABLE a (id int) ENGINE=InnoDB", Dialect.MYSQL),
        ("CREATE TABLE a (id int) ENGINE=InnoDB WITH SYSTEM VERSIONING", Dialect.MARIADB),
        ("CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)", Dialect.SQLITE),
        ("PRAGMA foreign_keys=OFF;", Dialect.SQLITE),
        ("CREATE TABLE a (made TEXT DEFAULT (datetime('now')))", Dialect.SQLITE),
        ("CREATE TABLE a (id int)", None),
        ("-- SERIAL\n/* AUTO_INCREMENT */ CREATE TABLE a (b text DEFAULT 'PRAGMA ::text')", None),
        ("CREATE TABLE a (id int) ENGINE = MergeTree ORDER BY id", None),
        ("CREATE TABLE a (id NVARCHAR(MAX), b AUTO_INCREMENT)", None),
        ("", None),
        ("/* never closed " * 20_000, None),
    ],
)
def test_sql_gives_its_dialect_away_by_what_only_one_says(sql, dialect):
    assert dialect_of_sql([sql]) is dialect


def test_sql_of_another_database_is_told_apart():
    assert is_foreign(["CREATE TABLE a (b LowCardinality(String)) ENGINE = ReplicatedMergeTree"])
    assert not is_foreign(["CREATE TABLE a (b text) ENGINE = InnoDB"])


def repository(dialect: str, **files: str) -> dict[str, str]:
    return {
        "drizzle.config.json": json.dumps({"dialect": dialect, "schema": "schema.ts"}),
        "schema.ts": "",
        "drizzle/meta/_journal.json": json.dumps({"dialect": dialect, "entries": []}),
        **{name.replace("__", "/"): text for name, text in files.items()},
    }


def call(driver: str) -> str:
    return f'import {{ migrate }} from "drizzle-orm/{driver}/migrator";\nawait migrate(db, {{ migrationsFolder: "drizzle" }});\n'


def package(**parts: object) -> str:
    return json.dumps(parts)


@pytest.mark.parametrize(
    ("dialect", "files", "runner"),
    [
        ("postgresql", {"src/migrate.ts": call("postgres-js")}, ("drizzle-orm", "postgres-js", "all")),
        ("postgresql", {"src/migrate.ts": call("neon-http")}, ("drizzle-orm", "neon-http", "none")),
        ("mysql", {"src/migrate.ts": call("mysql2")}, ("drizzle-orm", "mysql2", "all")),
        ("sqlite", {"src/migrate.ts": call("better-sqlite3")}, ("drizzle-orm", "better-sqlite3", "all")),
        ("sqlite", {"src/migrate.ts": call("postgres-js")}, ("unknown", None, None)),
        ("sqlite", {"test/migrate.ts": call("better-sqlite3")}, ("unknown", None, None)),
        ("postgresql", {"package.json": package(scripts={"m": "npx drizzle-kit migrate && node ."})}, ("drizzle-kit", None, "all")),
        (
            "mysql",
            {"package.json": package(scripts={"m": "drizzle-kit migrate"}, dependencies={"mysql2": "3"})},
            ("drizzle-kit", "mysql2", "all"),
        ),
        (
            "postgresql",
            {"package.json": package(scripts={"m": "drizzle-kit push"}, dependencies={"pg": "8"})},
            ("unknown", "node-postgres", None),
        ),
        ("sqlite", {"package.json": package(scripts={"m": "wrangler d1 migrations apply DB"})}, ("wrangler", "d1", "file")),
        ("sqlite", {"wrangler.jsonc": '{ // here\n "d1_databases": [{"migrations_dir": "./drizzle"}] }'}, ("wrangler", "d1", "file")),
        ("sqlite", {"wrangler.jsonc": '{"d1_databases": [{"migrations_dir": "other"}]}'}, ("unknown", None, None)),
        ("sqlite", {"package.json": package(dependencies={"expo-sqlite": "15"})}, ("drizzle-orm", "expo-sqlite", "all")),
        ("postgresql", {"package.json": "{ broken"}, ("unknown", None, None)),
        ("postgresql", {"package.json": '["a"]'}, ("unknown", None, None)),
        ("postgresql", {"package.json": package(scripts={"m": "echo 'drizzle-kit"}, dependencies=3)}, ("unknown", None, None)),
    ],
)
def test_the_runner_is_what_the_repository_says(tree, dialect, files, runner):
    (project,), _ = find_projects(tree(repository(dialect) | files), Config())
    assert (project.runner.name, project.runner.driver, project.runner.transaction) == runner


@pytest.mark.parametrize(
    ("wanted", "kit"),
    [("^0.31.4", 0), ("1.0.0-rc.3", 1), ("^1.0.0-beta.20", 1), ("beta", 1), ("latest", 0), ("catalog:", 1), ("0.1.0", 0), ("~10.0.0", 0)],
)
def test_the_drizzle_kit_line_is_told_by_its_version(tree, wanted, kit):
    files = {
        "drizzle.config.json": '{"dialect": "postgresql", "schema": "schema.ts"}',
        "schema.ts": "",
        "package.json": package(devDependencies={"drizzle-kit": wanted}),
        "pnpm-workspace.yaml": "catalog:\n  drizzle-kit: 1.0.0-beta.2\n",
    }
    (project,), _ = find_projects(tree(files), Config())
    assert project.kit == kit


def test_a_journal_means_the_line_before_1_0_whatever_is_installed(tree):
    files = repository("postgresql") | {"package.json": package(devDependencies={"drizzle-kit": "1.0.0"})}
    (project,), _ = find_projects(tree(files), Config())
    assert (project.kit, project.layout) == (0, "journal")


@pytest.mark.parametrize("schema", ["./src/+(a|b).ts", "./src/!(a@(b|!(c))).ts"])
def test_a_glob_that_is_not_read_is_said(tree, schema):
    files = {"drizzle.config.json": json.dumps({"dialect": "postgresql", "schema": schema}), "src/a.ts": ""}
    _, problems = find_projects(tree(files), Config())
    assert any("is not understood" in problem.message.en for problem in problems)


def test_a_path_that_leaves_the_repository_selects_nothing(tree):
    files = {"drizzle.config.json": '{"dialect": "postgresql", "schema": "../../etc/schema.ts", "out": "../out"}', "etc/schema.ts": ""}
    (project,), problems = find_projects(tree(files), Config())
    assert project.migrations is None
    assert problems


def test_the_configuration_of_another_tool_with_drizzle_in_its_name_is_none(tree):
    files = {
        "drizzle.config.json": json.dumps({"dialect": "postgresql", "schema": "./src/a.ts"}),
        "drizzle-zero.config.ts": 'import { drizzleZeroConfig } from "drizzle-zero";\nexport default drizzleZeroConfig({});\n',
        "src/a.ts": 'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const a = pgTable("a", { b: text() });\n',
    }
    projects, problems = find_projects(tree(files), Config())
    assert ([one.config_path for one in projects], problems) == (["drizzle.config.json"], ())
