"""The casing that the application gives to `drizzle()`."""

import json

import pytest

from bot.config import Config
from bot.projects import find_projects
from bot.projects.read import read_project

SCHEMA = 'import {{ pgTable, text }} from "drizzle-orm/pg-core";\nexport const mugs = pgTable("mugs", {{ madeBy: text({name}) }});\n'
OPENED = 'import { drizzle } from "drizzle-orm/node-postgres";\n'


def repository(settings: dict[str, str] | None, *, name: str = "", code: str = "drizzle(pool, { casing: 'snake_case' })") -> dict[str, str]:
    config = {"dialect": "postgresql", "schema": "src/schema.ts"} | (settings or {})
    files = {"src/schema.ts": SCHEMA.format(name=name), "src/db.ts": f"{OPENED}export const db = {code};\n"}
    return files | ({} if settings is None else {"drizzle.config.json": json.dumps(config)})


def read(tree, files):
    (project,), _ = find_projects(tree(files), Config())
    reading = read_project(tree(files), project)
    columns = [column.name for column in reading.schema.tables[0].columns]
    return columns, [(one.span.path, one.message.en.format(**dict(one.message.values)), one.unread) for one in reading.problems]


def test_without_a_configuration_the_application_says_the_casing(tree):
    assert read(tree, repository(None)) == (["made_by"], [])


@pytest.mark.parametrize(("settings", "column", "casing"), [({}, "madeBy", "none"), ({"casing": "camelCase"}, "madeBy", "camelCase")])
def test_the_configuration_counts_and_a_contradiction_is_said(tree, settings, column, casing):
    message = f"drizzle.config.json gives the schema the casing {casing}, src/db.ts gives it snake_case; {casing} was taken"
    assert read(tree, repository(settings)) == ([column], [("src/db.ts", message, False)])


@pytest.mark.parametrize(
    "files",
    [
        repository({"casing": "snake_case"}),
        repository({}, name='"madeBy2"'),
        repository({}, code="drizzle(pool)"),
        repository({}, code="drizzle(pool); const other = { casing: 'snake_case' }"),
        repository({}, code="drizzle(pool);\n// drizzle(pool, { casing: 'snake_case' })"),
        repository({}, code="process.env.A ? drizzle(a, { casing: 'snake_case' }) : drizzle(b, { casing: 'camelCase' })"),
    ],
)
def test_nothing_is_said_where_the_casings_agree_or_name_no_column(tree, files):
    _, problems = read(tree, files)
    assert not problems
