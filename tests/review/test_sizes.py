"""What a table's size makes of a finding about locks, through the whole review."""

from datetime import date

import pytest

from bot.config import Config
from bot.lint import default_rules
from bot.model import Severity
from bot.review import review
from tests.trees import MemoryTree

TODAY = date(2026, 11, 21)
FIRST = "CREATE TABLE orders (id bigint PRIMARY KEY, member_id bigint NOT NULL);\nCREATE TABLE other (id bigint PRIMARY KEY);\n"
BUILT = "CREATE INDEX orders_member_id_idx ON orders (member_id);\n"
DROPPED = "DROP TABLE orders;\n"
PROJECTS = [{"name": "shop", "dialect": "postgresql", "migrations": {"path": "migrations"}}]


def findings(added: str, sizes: str | None, **settings) -> dict[str, Severity]:
    files = {"migrations/0001_first.sql": FIRST, **({".github/schema-sizes.json": sizes} if sizes else {})}
    base = MemoryTree("base", files)
    head = MemoryTree("head", {**files, "migrations/0002_added.sql": added, ".github/schema-sizes.json": '{"tables": {"orders": 1}}'})
    config = Config.model_validate({"version": 1, "projects": PROJECTS, **settings})
    [project] = review(base, head, tip=base, config=config, rules=default_rules(), today=TODAY).projects
    return {finding.rule: finding.severity for finding in project.findings}


def test_nothing_is_said_of_a_small_table():
    assert findings(BUILT, '{"tables": {"orders": 9999}}') == {}


def test_a_large_table_counts():
    assert "blocking-index-creation" in findings(BUILT, '{"tables": {"orders": 10000}}')


@pytest.mark.parametrize("sizes", [None, '{"tables": {"other": 3}}'])
def test_where_nothing_is_known_it_is_a_warning(sizes):
    assert findings(BUILT, sizes) == {"blocking-index-creation": Severity.WARNING}


def test_a_configured_severity_is_not_limited():
    found = findings(BUILT, None, rules={"blocking-index-creation": {"severity": "error"}})
    assert found == {"blocking-index-creation": Severity.ERROR}


def test_lost_data_does_not_depend_on_size():
    assert findings(DROPPED, '{"tables": {"orders": 3}}')["dropped-table"] is Severity.ERROR


def test_the_sizes_of_the_head_do_not_count():
    assert "blocking-index-creation" in findings(BUILT, '{"tables": {"orders": 5000000}}')


def test_a_statement_without_changes_is_judged_by_the_table_it_names():
    moved = "ALTER TABLE orders SET TABLESPACE fast;"
    assert findings(moved, '{"tables": {"orders": 100}}') == {}
    assert findings(moved, '{"tables": {"orders": 100000000}}') == {"table-rewrite": Severity.ERROR}


def test_what_else_the_statement_does_leaves_the_lock_a_matter_of_size():
    retyped = "ALTER TABLE orders ALTER COLUMN id TYPE text;"
    assert findings(retyped, None)["table-rewrite"] is Severity.WARNING
    assert "table-rewrite" not in findings(retyped, '{"tables": {"orders": 100}}')
