"""Migrations that are code, and SQL inside of programs, are said where a pull request brings some."""

from datetime import date

import pytest

from bot.config import Config
from bot.projects.coded import changes_in_code
from bot.review import review

FILES = {
    "Rails": ("db/migrate/20240101000000_add_a.rb", "class AddA < ActiveRecord::Migration[7.1]\nend"),
    "Alembic": ("alembic/versions/1f2e_add_a.py", "revision = '1f2e'\ndown_revision = None\n"),
    "Django": ("shop/migrations/0002_a.py", "class Migration(migrations.Migration):\n    pass"),
    "Knex": ("migrations/20240101_a.js", "exports.up = (knex) => knex.schema;"),
    "TypeORM": ("src/migration/1700000000000-A.ts", "export class A1700000000000 implements MigrationInterface {}"),
    "Laravel": ("database/migrations/2024_01_01_000000_a.php", "Schema::create('a', fn () => null);"),
    "Liquibase": ("db/changelog.xml", "<databaseChangeLog><changeSet/></databaseChangeLog>"),
}


@pytest.mark.parametrize("tool", FILES)
def test_new_migrations_in_code_are_said(tree, tool):
    path, text = FILES[tool]
    (problem,) = review(tree({}), tree({path: text}), tip=tree({}), config=Config(), rules=(), today=date(2026, 1, 1)).problems
    assert (problem.span.path, dict(problem.message.values)["tool"], problem.unread) == (path, tool, True)


@pytest.mark.parametrize("tool", FILES)
def test_migrations_in_code_that_stay_as_they_are_are_not_mentioned(tree, tool):
    repository = tree(dict([FILES[tool]]) | {"README.md": ""})
    assert not tuple(changes_in_code(repository, repository))
    assert not tuple(changes_in_code(tree({}), tree({FILES[tool][0]: "something else"})))


def said(base, head):
    return [dict(problem.message.values) for problem in changes_in_code(base, head)]


def test_migrations_in_sql_are_reviewed_and_those_beside_them_are_said(tree):
    head = tree(dict([FILES["Django"]]) | {"migrations/001_a.sql": "CREATE TABLE a (id serial);"})
    result = review(tree({}), head, tip=tree({}), config=Config(), rules=(), today=date(2026, 1, 1))
    assert [dict(problem.message.values)["tool"] for problem in result.problems] == ["Django"]
    assert result.projects[0].changes


def test_each_tool_is_said_once_with_the_number_of_its_files(tree):
    head = tree(dict([FILES["Django"], FILES["Liquibase"]]) | {"shop/migrations/0003_b.py": FILES["Django"][1]})
    assert said(tree({}), head) == [
        {"tool": "Django", "count": 2},
        {"tool": "Liquibase", "count": 1},
    ]


def test_a_changelog_is_known_by_its_text_whatever_its_name(tree):
    assert said(tree({}), tree({"src/main/resources/migrations.1.6.0.xml": '<?xml version="1.0"?>\n<databaseChangeLog>'}))
    assert said(tree({}), tree({"db/v1.yaml": "databaseChangeLog:\n  - changeSet:\n"}))
    assert not said(tree({}), tree({"pom.xml": "<project><!-- databaseChangeLog --></project>", "ci.yaml": "on: push\n"}))


def test_structure_sql_stands_for_migrations_in_ruby(tree):
    structure = {"db/structure.sql": "CREATE TABLE a (id bigint PRIMARY KEY);", "config/database.yml": "adapter: postgresql"}
    head = tree(dict([FILES["Rails"]]) | structure)
    assert not review(tree({}), head, tip=tree({}), config=Config(), rules=(), today=date(2026, 1, 1)).problems


PROGRAMS = {
    "app/db.py": 'def start(c):\n    c.execute("ALTER TABLE calls ADD COLUMN tags json")\n',
    "app/long.py": 'SQL = """\n    CREATE INDEX CONCURRENTLY IF NOT EXISTS a_idx ON a (b)\n"""\n',
    "src/upgrade.rs": 'sqlx::query("DROP TABLE blocks").execute(&pool).await?;\n',
    "src/start.go": "db.Exec(`\n  CREATE TABLE IF NOT EXISTS a (id int)\n`)\n",
    "src/Main.java": 'statement.execute("alter table a drop column b");\n',
}


@pytest.mark.parametrize("path", PROGRAMS)
def test_new_sql_inside_of_a_program_is_said(tree, path):
    text = PROGRAMS[path]
    (found,) = said(tree({}), tree({path: text}))
    assert found["count"] == 1
    assert not said(tree({path: text}), tree({path: f"{text}\n# another line"}))
    assert said(tree({path: text}), tree({path: text + text}))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/a.py", "# ALTER TABLE calls ADD COLUMN tags json"),
        ("app/a.py", 'print("Drop table manners at the door")\nhelp = "alter table: locks it"'),
        ("app/a.ts", 'const label = "Create table";\nconst t = `select * from a`;'),
        ("tests/db_test.py", 'c.execute("ALTER TABLE calls ADD COLUMN tags json")'),
        ("src/db.test.ts", 'await q("CREATE TABLE a (id int)");'),
        ("README.md", '"ALTER TABLE calls ADD COLUMN tags json"'),
        ("dist/app.js", 'q("ALTER TABLE calls ADD COLUMN tags json")'),
    ],
)
def test_what_does_no_such_thing_is_passed_over(tree, path, text):
    assert not said(tree({}), tree({path: text}))
