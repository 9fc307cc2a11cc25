"""Each folder of cases/ is a repository in `tree/`, and `expected.json` says which projects it holds."""

import json
import os
from pathlib import Path

import pytest

from bot.config import CONFIG_PATH, Config, load_config
from bot.model import LANGUAGES, Dialect, Unread, UnreadReason
from bot.projects import find_projects, schema_files
from bot.sources import folder_tree

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/tree"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_projects_are_found_as_expected(case, described):
    tree = folder_tree(case / "tree")
    text = tree.read(CONFIG_PATH)
    config = load_config(text.decode()) if isinstance(text, bytes) else Config()
    found = described(tree, *find_projects(tree, config))
    expected = case / "expected.json"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_message_says_the_same_in_both_languages(case):
    tree = folder_tree(case / "tree")
    projects, problems = find_projects(tree, Config())
    messages = [problem.message for problem in problems] + [project.reason for project in projects]
    for message in messages:
        named = [{name for name, _ in message.values if f"{{{name}}}" in message.template(language)} for language in LANGUAGES]
        assert named[0] == named[1] == {name for name, _ in message.values}


def test_a_dialect_on_the_command_line_settles_what_nothing_says():
    tree = folder_tree(Path(__file__).parent / "cases" / "sql_of_nobody_knows" / "tree")
    projects, problems = find_projects(tree, Config(), dialect=Dialect.MARIADB)
    assert [project.dialect for project in projects] == [Dialect.MARIADB]
    assert not problems


@pytest.mark.parametrize(
    ("told", "asked", "dialect"),
    [("mysql", Dialect.MARIADB, Dialect.MARIADB), ("postgresql", Dialect.MARIADB, Dialect.POSTGRESQL), ("turso", None, Dialect.SQLITE)],
)
def test_a_dialect_on_the_command_line_refines_but_does_not_contradict_the_tool(tree, told, asked, dialect):
    repository = tree({"drizzle.config.json": json.dumps({"dialect": told, "schema": "schema.ts"}), "schema.ts": "export const a = 1;"})
    (project,), _ = find_projects(repository, Config(), dialect=asked)
    assert project.dialect == dialect


def configuration(folder: str, dialect: str = "sqlite") -> dict[str, str]:
    settings = {"dialect": dialect, "schema": f"./{folder}/schema.ts", "out": f"./{folder}/drizzle"}
    return {f"{folder}/drizzle.config.json": json.dumps(settings), f"{folder}/schema.ts": ""}


def test_another_project_does_not_rename_those_that_were_there(tree):
    before = {"package.json": "{}"} | configuration("features/members") | configuration("features/orders", "mysql")
    after = (
        before | configuration("features/album") | configuration("features/zoo") | {"drizzle.config.pg.json": '{"dialect": "postgresql"}'}
    )
    names = [{one.migrations: one.name for one in find_projects(tree(files), Config())[0]} for files in (before, after)]
    assert names[0] == {"features/members/drizzle": "features/members", "features/orders/drizzle": "features/orders"}
    assert names[0].items() <= names[1].items()
    assert len(set(names[1].values())) == len(names[1]) > 3


def test_installed_and_generated_files_are_passed_over(tree):
    repository = tree(
        {
            "node_modules/x/drizzle.config.ts": 'export default { dialect: "mysql", schema: "./a.ts" };',
            "dist/drizzle.config.js": 'export default { dialect: "mysql", schema: "./a.js" };',
            "vendor/y/migrations/001_a.sql": "CREATE TABLE a (id int AUTO_INCREMENT);",
            ".cache/migrations/001_a.sql": "CREATE TABLE a (id int AUTO_INCREMENT);",
        }
    )
    assert find_projects(repository, Config()) == ((), ())


def test_a_folder_with_glob_signs_in_its_name_is_taken_literally(tree):
    repository = tree(
        {
            "app/[shop]/drizzle.config.json": '{"dialect": "postgresql", "schema": "./db/*.ts", "out": "./out"}',
            "app/[shop]/db/a.ts": "",
            "app/s/db/b.ts": "",
        }
    )
    (project,), problems = find_projects(repository, Config())
    assert schema_files(repository, project) == ("app/[shop]/db/a.ts",)
    assert not problems


def test_few_files_are_opened_in_a_large_repository(tree):
    files = {f"src/part{number}/view.ts": "export const a = 1;" for number in range(5000)}
    repository = tree(
        files
        | {
            "package.json": '{"dependencies": {"pg": "8"}}',
            "drizzle.config.json": '{"dialect": "postgresql", "schema": "./src/db/schema.ts"}',
            "src/db/schema.ts": "",
        }
    )
    (project,), _ = find_projects(repository, Config())
    assert project.runner.driver == "node-postgres"
    assert len(set(repository.reads)) < 500


@pytest.mark.parametrize("content", [Unread(UnreadReason.TOO_LARGE, 9_000_000), Unread(UnreadReason.LINK)])
def test_a_schema_file_that_cannot_be_read_is_a_problem_and_not_nothing(tree, content):
    projects, problems = find_projects(tree({"schema.sql": content}), Config())
    assert not projects
    assert [(problem.span.path, problem.unread) for problem in problems] == [("schema.sql", True)]


def test_a_schema_file_that_can_be_read_comes_before_one_that_cannot(tree):
    files = {"schema.sql": Unread(UnreadReason.LINK), "db/schema.sql": "CREATE TABLE a (id serial);"}
    projects, problems = find_projects(tree(files), Config())
    assert [project.migrations for project in projects] == ["db/schema.sql"]
    assert not problems
