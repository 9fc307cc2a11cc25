"""Paths that a drizzle.config builds from its own place."""

import pytest

from bot.config import Config
from bot.projects import find_projects

SCHEMA = 'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const mugs = pgTable("mugs", { a: text() });\n'
URL = 'import { fileURLToPath } from "node:url";\n'


@pytest.mark.parametrize(
    ("head", "schema", "out"),
    [
        ('import path from "node:path";', 'path.join(__dirname, "db", "schema.ts")', 'path.resolve(__dirname, "./out")'),
        ('import * as path from "path";', "`${path.dirname(__filename)}/db/*.ts`", 'path.posix.join(__dirname, "out/")'),
        ('import { join, resolve } from "path";', 'resolve("/a", __dirname, "db/schema.ts")', 'join(__dirname, "", "db", "..", "out")'),
        ('import { join } from "node:path";', 'join(import.meta.dirname, "db/schema.ts")', 'join(import.meta.dir, "out")'),
        (
            URL + 'import path from "path";\nconst __dirname = path.dirname(fileURLToPath(import.meta.url));',
            'path.join(__dirname, "db/schema.ts")',
            "path.join(__dirname, 'out')",
        ),
        (URL, 'fileURLToPath(new URL("./db/schema.ts", import.meta.url))', 'new URL("out", import.meta.url).pathname'),
        ('import { URL } from "url";', 'new URL("db/schema.ts", import.meta.url).pathname', "'out'"),
        ('import path from "path";', 'path.join(process.cwd(), "db/schema.ts")', "`${process.cwd()}/out`"),
        ('import path from "path";', 'path.resolve("db/schema.ts")', 'path.resolve("out")'),
        ('import { here } from "./here";\nimport path from "path";', 'path.join(here, "db/schema.ts")', 'path.join(here, "out")'),
    ],
)
def test_paths_from_the_place_of_the_file_are_resolved(tree, head, schema, out):
    files = {
        "apps/shop/drizzle.config.ts": f'{head}\nexport default {{ dialect: "postgresql", schema: {schema}, out: {out} }};',
        "apps/shop/here.ts": "export const here = __dirname;",
        "apps/shop/db/schema.ts": SCHEMA,
        "apps/shop/out/meta/_journal.json": '{"dialect": "postgresql", "entries": []}',
    }
    (project,), problems = find_projects(tree(files), Config())
    assert (project.schema_paths[0].startswith("apps/shop/db/"), project.migrations) == (True, "apps/shop/out")
    assert not problems


def test_the_place_of_the_file_and_the_working_directory_are_told_apart(tree):
    files = {
        "config/drizzle.config.ts": 'import path from "path";\nexport default '
        '{ dialect: "postgresql", schema: path.join(__dirname, "../src/schema.ts"), out: "./drizzle" };',
        "src/schema.ts": SCHEMA,
        "drizzle/meta/_journal.json": '{"dialect": "postgresql", "entries": []}',
    }
    (project,), problems = find_projects(tree(files), Config())
    assert (project.schema_paths, project.migrations) == (("src/schema.ts",), "drizzle")
    assert not problems


@pytest.mark.parametrize(
    "schema",
    [
        'path.join(process.env.HOME, "schema.ts")',
        'path.relative("a", "b")',
        'path.join(__dirname, "../../../etc/schema.ts")',
        '"/etc/a.ts"',
    ],
)
def test_paths_that_are_not_known_or_lead_out_of_the_repository_are_said(tree, schema):
    files = {
        "drizzle.config.ts": f'import path from "path";\nexport default {{ dialect: "postgresql", schema: {schema} }};',
        "etc/schema.ts": SCHEMA,
    }
    _, problems = find_projects(tree(files), Config())
    assert [one.span.path for one in problems] == ["drizzle.config.ts"]


def test_the_options_of_a_script_hold_its_casing(tree):
    script = "drizzle-kit generate --dialect=postgresql --schema=schema.ts --casing snake_case"
    (project,), _ = find_projects(tree({"package.json": f'{{"scripts": {{"g": "{script}"}}}}', "schema.ts": SCHEMA}), Config())
    assert project.casing == "snake_case"


@pytest.mark.parametrize("name", ["tablesFilter", "schemaFilter", "extensionsFilters"])
def test_filters_hide_nothing_that_the_schema_declares(tree, name):
    config = f'export default {{ dialect: "postgresql", schema: "schema.ts", {name}: ["other_*"] }};'
    (project,), problems = find_projects(tree({"drizzle.config.ts": config, "schema.ts": SCHEMA}), Config())
    assert project.schema_paths == ("schema.ts",)
    assert not problems
