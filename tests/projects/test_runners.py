"""Runner and driver are what the repository says, and not known where it says two things."""

import json

import pytest

from bot.config import Config
from bot.projects import find_projects
from tests.trees import MemoryTree

KIT = {"m": "drizzle-kit migrate"}


def package(**parts: object) -> str:
    return json.dumps(parts)


def call(driver: str) -> str:
    return f'import {{ migrate }} from "drizzle-orm/{driver}/migrator";\nawait migrate(db, {{ migrationsFolder: "drizzle" }});\n'


def opened(driver: str) -> str:
    return f'import {{ drizzle }} from "drizzle-orm/{driver}";\nexport const db = drizzle(process.env.URL);\n'


def repository(dialect: str, folder: str = "") -> dict[str, str]:
    return {
        f"{folder}drizzle.config.json": json.dumps({"dialect": dialect, "schema": "schema.ts"}),
        f"{folder}schema.ts": "",
        f"{folder}drizzle/meta/_journal.json": json.dumps({"dialect": dialect, "entries": []}),
    }


@pytest.mark.parametrize(
    ("dialect", "files", "runner"),
    [
        # Two runners: what they have in common is known.
        (
            "postgresql",
            {"db.ts": call("postgres-js"), "package.json": package(scripts=KIT, dependencies={"postgres": "3"})},
            ("unknown", "postgres-js", "all"),
        ),
        (
            "postgresql",
            {"db.ts": call("pglite"), "package.json": package(scripts=KIT, dependencies={"pg": "8"})},
            ("unknown", None, "all"),
        ),
        (
            "postgresql",
            {"db.ts": call("neon-http"), "package.json": package(scripts=KIT, dependencies={"pg": "8"})},
            ("unknown", None, None),
        ),
        # drizzle-kit needs the package of a driver, which Bun's own is not.
        (
            "sqlite",
            {"index.ts": call("bun-sqlite"), "package.json": package(scripts=KIT, devDependencies={"drizzle-kit": "0.31"})},
            ("drizzle-orm", "bun-sqlite", "all"),
        ),
        ("sqlite", {"wrangler.toml": 'migrations_dir = "drizzle"', "node.ts": call("libsql")}, ("unknown", None, None)),
        ("sqlite", {"a.ts": call("libsql"), "b.ts": call("better-sqlite3")}, ("drizzle-orm", None, "all")),
        ("sqlite", {"a.ts": call("node-sqlite")}, ("drizzle-orm", "node-sqlite", "all")),
        ("sqlite", {"a.ts": call("bun-sql/sqlite")}, ("drizzle-orm", "bun-sql/sqlite", None)),
        ("mysql", {"a.ts": call("bun-sql/mysql"), "b.ts": call("bun-sql/postgres")}, ("drizzle-orm", "bun-sql/mysql", "all")),
        # What the scripts start counts before what merely lies there.
        (
            "postgresql",
            {"a.ts": call("pglite"), "src/migrate.ts": call("node-postgres"), "package.json": package(scripts={"m": "tsx src/migrate.ts"})},
            ("drizzle-orm", "node-postgres", "all"),
        ),
        (
            "postgresql",
            {"a.ts": call("pglite"), "src/migrate.ts": call("node-postgres"), "Dockerfile": 'CMD ["node", "dist/migrate.js"]'},
            ("drizzle-orm", "node-postgres", "all"),
        ),
        (
            "postgresql",
            {
                "a.ts": call("pglite"),
                "src/bin/db-migrate.ts": 'import { run } from "../core/apply.js";\nawait run();',
                "src/core/apply.ts": call("postgres-js"),
                "package.json": package(scripts={"m": "tsx src/bin/db-migrate.ts"}),
            },
            ("drizzle-orm", "postgres-js", "all"),
        ),
        # A script of one's own that needs no migrator.
        (
            "sqlite",
            {
                "db/migrator.ts": call("better-sqlite3"),
                "scripts/migrate.cjs": 'require("better-sqlite3")',
                "package.json": package(scripts={"start": "node scripts/migrate.cjs && next start"}),
            },
            ("unknown", "better-sqlite3", None),
        ),
        (
            "postgresql",
            {"scripts/migrate.mjs": 'import pg from "pg";', "compose.yaml": "command: [node, scripts/migrate.mjs]"},
            ("unknown", None, None),
        ),
        # Seeds migrate a database of their own.
        ("postgresql", {"scripts/seed.ts": call("postgres-js")}, ("unknown", "postgres-js", None)),
        # The driver that the code opens counts before what is installed for drizzle-kit.
        (
            "mysql",
            {"db.ts": opened("planetscale-serverless"), "package.json": package(devDependencies={"mysql2": "3"})},
            ("unknown", "planetscale-serverless", None),
        ),
        ("sqlite", {"a.ts": opened("libsql"), "b.ts": opened("better-sqlite3")}, ("unknown", None, None)),
        ("sqlite", {"package.json": package(dependencies={"better-sqlite3": "1", "@libsql/client": "1"})}, ("unknown", None, None)),
    ],
)
def test_runner_and_driver_are_what_all_evidence_agrees_on(tree, dialect, files, runner):
    (project,), _ = find_projects(tree(repository(dialect) | files), Config())
    assert (project.runner.name, project.runner.driver, project.runner.transaction) == runner


def test_without_a_migrations_folder_drizzle_kit_runs_nothing(tree):
    files = repository("sqlite") | {
        "package.json": package(scripts=KIT, dependencies={"better-sqlite3": "1"}),
        "db.ts": opened("bun-sqlite"),
    }
    del files["drizzle/meta/_journal.json"]
    (project,), _ = find_projects(tree(files), Config())
    assert (project.runner.name, project.runner.driver) == ("unknown", "bun-sqlite")


@pytest.mark.parametrize(
    ("script", "runner"),
    [
        ("pnpm --filter shop drizzle-kit migrate", "drizzle-kit"),
        ("pnpm --filter=@acme/shop drizzle-kit migrate", "drizzle-kit"),
        ("bun --cwd packages/shop drizzle-kit migrate", "drizzle-kit"),
        ("pnpm -F @acme/other drizzle-kit migrate", "unknown"),
        ("yarn workspace other drizzle-kit migrate", "unknown"),
        ("bun --cwd packages/other migrate:prod", "unknown"),
    ],
)
def test_a_script_of_the_root_counts_for_the_package_it_is_sent_to(tree, script, runner):
    files = repository("postgresql", "packages/shop/") | {
        "package.json": package(scripts={"m": script}),
        "packages/shop/package.json": package(name="@acme/shop"),
    }
    (project,), _ = find_projects(tree(files), Config())
    assert project.runner.name == runner


@pytest.mark.parametrize(("uses", "runner"), [({"@acme/shop": "workspace:*"}, "drizzle-orm"), ({}, "unknown")])
def test_a_call_in_another_package_counts_where_that_uses_the_project(tree, uses, runner):
    files = repository("sqlite", "packages/shop/") | {
        "packages/shop/package.json": package(name="@acme/shop"),
        "apps/web/package.json": package(dependencies=uses),
        "apps/web/src/migrate.ts": call("libsql"),
    }
    (project,), _ = find_projects(tree(files), Config())
    assert project.runner.name == runner


@pytest.mark.parametrize(
    ("code", "checks"),
    [
        ('client.pragma("foreign_keys = ON");', True),
        ("sqlite.exec('PRAGMA foreign_keys=1');", True),
        ("db.run(sql`PRAGMA foreign_keys = off`);", False),
        ('client.pragma("foreign_keys = OFF"); migrate(); client.pragma("foreign_keys = ON");', None),
        ("", None),
    ],
)
def test_what_the_code_makes_of_foreign_keys(code, checks):
    tree = MemoryTree("head", {**repository("sqlite"), "db.ts": f"{opened('bun-sqlite')}{code}"})
    [project] = find_projects(tree, Config())[0]
    assert project.runner.checks_keys is checks
