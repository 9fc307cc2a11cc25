"""Migrations that are code are said where a pull request brings some and nothing else is reviewed."""

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


def test_migrations_in_sql_are_reviewed_whatever_stands_beside_them(tree):
    head = tree(dict([FILES["Django"]]) | {"migrations/001_a.sql": "CREATE TABLE a (id serial);"})
    assert not review(tree({}), head, tip=tree({}), config=Config(), rules=(), today=date(2026, 1, 1)).problems
