"""Several configurations of one project, and several configurations in one file."""

import json

import pytest

from bot.config import Config
from bot.projects import find_projects

SCHEMA = 'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const mugs = pgTable("mugs", { a: text() });\n'
JOURNAL = '{"dialect": "postgresql", "entries": []}'


def settings(**more: object) -> str:
    return json.dumps({"dialect": "postgresql", "schema": "./src/schema.ts", "out": "./drizzle", **more})


def repository(**files: str) -> dict[str, str]:
    return {"src/schema.ts": SCHEMA, "drizzle/meta/_journal.json": JOURNAL} | files


def said(problems):
    return [(one.message.en.format(**dict(one.message.values)), one.unread) for one in problems]


def test_two_configurations_of_one_project_make_one_that_bears_both_paths(tree):
    files = {"drizzle.config.prod.json": settings(dbCredentials={"url": "a"}), "drizzle.config.json": settings()}
    (project,), problems = find_projects(tree(repository(**files)), Config())
    assert (project.config_path, project.aliases) == ("drizzle.config.json", ("drizzle.config.prod.json",))
    assert dict(project.reason.values) == {"path": "drizzle.config.json", "aliases": ("drizzle.config.prod.json",)}
    assert not problems


def test_a_configuration_whose_folder_is_nowhere_gives_way_to_one_whose_folder_is_there(tree):
    files = {"drizzle.config.json": settings(out="./nowhere"), "drizzle.config.ci.json": settings()}
    (project,), _ = find_projects(tree(repository(**files)), Config())
    assert (project.config_path, project.migrations) == ("drizzle.config.ci.json", "drizzle")
    assert dict(project.reason.values)["aliases"] == ("drizzle.config.json",)


def test_configurations_of_other_migrations_are_projects_of_their_own(tree):
    files = {"drizzle.config.json": settings(), "drizzle.config.eu.json": settings(out="./eu"), "eu/meta/_journal.json": JOURNAL}
    projects, _ = find_projects(tree(repository(**files)), Config())
    assert [(one.config_path, one.migrations) for one in projects] == [
        ("drizzle.config.json", "drizzle"),
        ("drizzle.config.eu.json", "eu"),
    ]


def test_two_casings_of_one_schema_are_said_and_the_ordinary_file_counts(tree):
    files = {"drizzle.config.json": settings(casing="snake_case"), "drizzle.config.prod.json": settings(casing="camelCase")}
    (project,), problems = find_projects(tree(repository(**files)), Config())
    assert project.casing == "snake_case"
    assert said(problems) == [
        (
            "drizzle.config.json gives the schema the casing snake_case, drizzle.config.prod.json gives it camelCase; snake_case was taken",
            False,
        )
    ]


def test_two_drivers_of_one_schema_leave_the_driver_to_what_is_installed(tree):
    files = {
        "drizzle.config.json": settings(driver="pglite"),
        "drizzle.config.prod.json": settings(),
        "package.json": '{"dependencies": {"pg": "8"}, "scripts": {"m": "drizzle-kit migrate"}}',
    }
    (project,), _ = find_projects(tree(repository(**files)), Config())
    assert project.runner.driver == "node-postgres"


@pytest.mark.parametrize(
    "text",
    [
        'export default { ...kit, schema: process.env.BUILT ? "./dist/schema.js" : "./src/schema.ts" };',
        'export default process.env.A ? { ...kit, dbCredentials: { url: "a" } } : { ...kit, dbCredentials: { url: "b" } };',
        "export default (() => { if (process.env.A) { return { ...kit, strict: true }; } return kit; })();",
        'export default { ...kit, schema: at() };\nfunction at() { if (process.env.A) return "dist/a.js"; else return "src/schema.ts"; }',
        'if (!process.env.URL) throw new Error("no URL");\nexport default { ...kit, out: process.env.OUT ?? "./drizzle" };',
    ],
)
def test_choices_that_change_nothing_that_matters_are_one_project_without_a_word(tree, text):
    kit = f"const kit = {settings()};\n"
    (project,), problems = find_projects(tree(repository(**{"drizzle.config.ts": kit + text})), Config())
    assert (project.schema_paths, project.migrations) == (("src/schema.ts",), "drizzle")
    assert not problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "out: process.env.OUT",
            ("out in drizzle.config.ts is computed and was not read; drizzle was taken, the only one in the repository", False),
        ),
        (
            'out: "./drizzle", casing: process.env.CASING',
            ("casing in drizzle.config.ts is computed and was not read; nothing was taken instead", True),
        ),
    ],
)
def test_a_setting_that_is_computed_is_said(tree, text, problem):
    config = f'export default {{ dialect: "postgresql", schema: "./src/schema.ts", {text} }};'
    (project,), problems = find_projects(tree(repository(**{"drizzle.config.ts": config})), Config())
    assert project.migrations == "drizzle"
    assert said(problems) == [problem]


def test_what_a_spread_of_a_package_may_hold_is_said(tree):
    config = 'import base from "@acme/base";\nexport default { ...base, dialect: "postgresql", schema: "./src/schema.ts" };'
    (project,), problems = find_projects(tree(repository(**{"drizzle.config.ts": config})), Config())
    assert (project.migrations, project.casing) == ("drizzle", None)
    assert sorted(words.split()[0] for words, _ in said(problems)) == ["casing", "out"]


def test_a_computed_folder_is_left_open_where_several_journals_could_be_meant(tree):
    config = 'export default { dialect: "postgresql", schema: "./src/schema.ts", out: process.env.OUT };'
    files = repository(**{"drizzle.config.ts": config, "other/meta/_journal.json": JOURNAL})
    projects, problems = find_projects(tree(files), Config())
    assert projects[0].migrations is None
    assert said(problems) == [("out in drizzle.config.ts is computed and was not read; nothing was taken instead", True)]


def test_a_folder_that_a_configuration_names_elsewhere_is_no_second_project(tree):
    config = settings(schema="./schema.ts", out="../app/migrations")
    files = {
        "db/drizzle.config.json": config,
        "db/schema.ts": SCHEMA,
        "db/package.json": "{}",
        "app/migrations/20260101000000_a/migration.sql": "CREATE TABLE mugs (a jsonb);",
    }
    projects, _ = find_projects(tree(files), Config())
    assert [one.config_path for one in projects] == ["db/drizzle.config.json"]


def test_the_default_folder_belongs_to_the_configuration_that_names_it(tree):
    events = {"drizzle.config.events.json": json.dumps({"dialect": "postgresql", "schema": "./src/events.ts"}), "src/events.ts": SCHEMA}
    projects, _ = find_projects(tree(repository(**{"drizzle.config.json": settings()}, **events)), Config())
    assert [(one.config_path, one.migrations) for one in projects] == [
        ("drizzle.config.json", "drizzle"),
        ("drizzle.config.events.json", None),
    ]


def test_the_default_folder_that_no_configuration_names_is_taken(tree):
    files = {"drizzle.config.json": json.dumps({"dialect": "postgresql", "schema": "./src/schema.ts"})}
    (project,), _ = find_projects(tree(repository(**files)), Config())
    assert project.migrations == "drizzle"


def test_a_journal_left_behind_does_not_claim_the_schema_that_a_configuration_names(tree):
    files = {"drizzle.config.json": settings(out="./src/migrations"), "src/migrations/meta/_journal.json": JOURNAL}
    current, left_behind = find_projects(tree(repository(**files)), Config())[0]
    assert (current.migrations, current.schema_paths) == ("src/migrations", ("src/schema.ts",))
    assert (left_behind.migrations, left_behind.schema_paths) == ("drizzle", ())
