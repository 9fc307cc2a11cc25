"""What each migration tool runs of a file, and that every tool is documented and can be named."""

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.config import Config
from bot.config.keys import RunnerName
from bot.model import Dialect, Layout, Message, Project, Runner
from bot.projects import find_projects, migrations
from bot.projects.tools import TOOLS

DOCUMENT = (Path(__file__).parents[2] / "docs/migrations.md").read_text(encoding="utf-8")
PG, MYSQL = Dialect.POSTGRESQL, Dialect.MYSQL


def read(tree, files, tool, *, dialect=PG, place="m"):
    project = Project("p", dialect, Message.of(en="a test", ko="시험"), migrations=place, layout=Layout.FILES, runner=Runner(tool))
    return migrations(tree(files), project)


def content(tree, tool, text, dialect=PG, name="1_a.sql"):
    (migration,), _ = read(tree, {f"m/{name}": text}, tool, dialect=dialect)
    return migration


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_every_tool_is_documented_and_may_be_named(tool):
    assert tool.name in get_args(RunnerName)
    assert f"| `{tool.name}` |" in DOCUMENT


@pytest.mark.parametrize(
    ("tool", "text", "applied"),
    [
        ("goose", "-- +goose Up\nA;\n-- +goose Down\nB;\n", "-- +goose Up\nA;\n"),
        ("goose", "-- +GOOSE UP\nA;\n", "-- +GOOSE UP\nA;\n"),
        ("dbmate", "-- migrate:up\nA;\n-- migrate:down transaction:false\nB;", "-- migrate:up\nA;\n"),
        ("sql-migrate", "-- +migrate Up\nA;\n-- +migrate Down\nB;\n-- +migrate Up\nC;", "-- +migrate Up\nA;\n\n\n-- +migrate Up\nC;"),
        ("sql-migrate", "-- +migrate Up\nA;\n-- +migrate down\nB;", "-- +migrate Up\nA;\n-- +migrate down\nB;"),
        ("node-pg-migrate", "-- Up Migration\nA;\n---- down  migration\nB;", "-- Up Migration\nA;\n"),
        ("node-pg-migrate", "-- Down Migration\nB;\n-- Up Migration\nA;", "\n\n-- Up Migration\nA;"),
        ("node-pg-migrate", "A;\n-- Down Migration\nB;", "A;\n-- Down Migration\nB;"),
    ],
)
def test_what_undoes_is_left_out_and_lines_stay_where_they_are(tree, tool, text, applied):
    assert content(tree, tool, text).content == applied


FORMATTED = "--liquibase formatted sql\n"


@pytest.mark.parametrize(
    ("text", "dialect", "applied"),
    [
        ("--changeset a:1 dbms:oracle,h2\nA;\n--changeset a:2\nB;\n", PG, "--changeset a:1 dbms:oracle,h2\n\n--changeset a:2\nB;\n"),
        ("--changeset a:1 dbms:!postgresql\nA;\n", PG, "--changeset a:1 dbms:!postgresql\n\n"),
        ('-- changeset a:1 dbms:"mysql, postgresql"\nA;\n', PG, '-- changeset a:1 dbms:"mysql, postgresql"\nA;\n'),
        ("--changeset a:1 dbms:mariadb\nA;\n", MYSQL, "--changeset a:1 dbms:mariadb\nA;\n"),
        ("--changeset a:1 dbms:all\nA;\n", PG, "--changeset a:1 dbms:all\nA;\n"),
        ("--changeset a:1 ignore:true\nA;\n", PG, "--changeset a:1 ignore:true\n\n"),
        ("--changeset a:1 endDelimiter:GO\nA\ngo\nB\nGO", PG, "--changeset a:1 endDelimiter:GO\nA\n; \nB\n; "),
        ("--changeset a:1 endDelimiter:\\n/\nA\n/\n", PG, "--changeset a:1 endDelimiter:\\n/\nA\n;\n"),
        ("--changeset a:1\nA;\n--ignoreLines:1\nB;\nC;\n", PG, "--changeset a:1\nA;\n\n\nC;\n"),
        ("--changeset a:1\n--ignoreLines:start\nB;\n--ignoreLines:end\nC;\n", PG, "--changeset a:1\n\n\n\nC;\n"),
    ],
)
def test_liquibase_runs_the_change_sets_for_this_database(tree, text, dialect, applied):
    assert content(tree, "liquibase", FORMATTED + text, dialect).content == FORMATTED + applied


@pytest.mark.parametrize(
    ("tool", "name", "text", "alone"),
    [
        ("goose", "1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n", True),
        ("goose", "1_a.sql", "-- +goose Up\n-- no transaction\n", False),
        ("dbmate", "1_a.sql", "-- migrate:up transaction:false\n-- migrate:down\n", True),
        ("dbmate", "1_a.sql", "-- migrate:up\n-- migrate:down transaction:false\n", False),
        ("sql-migrate", "1_a.sql", "-- +migrate Up notransaction\n", True),
        ("sql-migrate", "1_a.sql", "-- +migrate Up\n-- +migrate Down notransaction\n", False),
        ("sqlx", "1_a.sql", "-- no-transaction\nA;", True),
        ("sqlx", "1_a.sql", "\n-- no-transaction\nA;", False),
        ("atlas", "1_a.sql", "-- atlas:txmode none\n\nA;", True),
        ("liquibase", "1_a.sql", FORMATTED + "--changeset a:1 runInTransaction:false\nA;", True),
        ("liquibase", "1_a.sql", FORMATTED + "--changeset a:1 runInTransaction:true\nA;", False),
        ("flyway", "V1__a.sql", "CREATE UNIQUE INDEX CONCURRENTLY a ON b (c);", True),
        ("flyway", "V1__a.sql", "CREATE INDEX a ON b (c);", False),
    ],
)
def test_a_file_that_wants_no_transaction_says_so(tree, tool, name, text, alone):
    assert content(tree, tool, text, name=name).opts_out_of_transaction is alone


def test_versions_of_flyway_compare_by_value(tree):
    names = ("V2__b", "V10__c", "V1.2.0__x", "V1.10__y", "V1_3__z", "V1__a", "R__b", "R__a", "V20240101.1__d")
    found, _ = read(tree, {f"m/{name}.sql": "" for name in names}, "flyway")
    assert [one.name for one in found] == [
        *("V1__a", "V1.2.0__x", "V1_3__z", "V1.10__y", "V2__b", "V10__c", "V20240101.1__d", "R__a", "R__b")
    ]


def test_a_changelog_that_includes_itself_ends(tree):
    files = {
        "m/a.yaml": "databaseChangeLog:\n- include: {file: m/b.yaml}\n- include: {file: m/x.sql}\n",
        "m/b.yaml": "databaseChangeLog:\n- include: {file: m/a.yaml}\n- include: {file: m/y.sql}\n",
        "m/x.sql": "",
        "m/y.sql": "",
    }
    found, _ = read(tree, files, "liquibase", place="m/a.yaml")
    assert [one.name for one in found] == ["y", "x"]


@pytest.mark.parametrize(
    "text", ["", "[", "databaseChangeLog: 1", "databaseChangeLog:\n- include: 3\n- changeSet: {changes: [{sql: A}]}", "&a [*a]"]
)
def test_a_changelog_that_cannot_be_read_is_said(tree, text):
    (migration,), (problem,) = read(tree, {"m/a.yaml": text}, "liquibase", place="m/a.yaml")
    assert (migration.path, migration.content, problem.span.path, problem.unread) == ("m/a.yaml", "", "m/a.yaml", True)


def test_a_file_that_a_changelog_names_and_that_is_nowhere_is_said(tree):
    text = '<databaseChangeLog><include file="gone.sql"/><include file="x.sql"/></databaseChangeLog>'
    found, (problem,) = read(tree, {"m/a.xml": text, "m/x.sql": "A;"}, "liquibase", place="m/a.xml")
    assert [one.path for one in found] == ["m/a.xml", "m/x.sql"]
    assert problem.span.path == "m/a.xml"


def test_the_table_names_no_tool_that_does_not_exist():
    named = re.findall(r"^\| `([\w-]+)` \|", DOCUMENT, re.MULTILINE)
    assert sorted(named) == sorted({"drizzle-kit", "sql", *(tool.name for tool in TOOLS)})


def test_files_in_code_before_the_first_sql_do_not_hide_the_tool(tree):
    code = {f"db/migrations/2020010{day}000000_a.go": "package migrations" for day in range(1, 9)}
    repository = tree(code | {"db/migrations/20250101000000_b.sql": "-- +goose Up\nCREATE TABLE b (id integer primary key autoincrement);"})
    (project,), _ = find_projects(repository, Config())
    assert (project.runner.name, project.dialect) == ("goose", Dialect.SQLITE)
