"""Twice as many statements are twice as much work for the rules: counted in calls of functions, which no busy machine changes."""

import sys
from collections.abc import Callable
from datetime import date

import pytest

import bot.review
from bot.config import Config
from bot.lint import default_rules, run_rules
from bot.review import review
from tests.trees import MemoryTree

TABLE = (
    "CREATE TABLE t{i} (id bigserial PRIMARY KEY, parent_id bigint NOT NULL, a integer, b varchar(30), "
    "CONSTRAINT t{i}_fk FOREIGN KEY (parent_id) REFERENCES parent (id));"
)
STATEMENTS = {
    "not null": "ALTER TABLE t{i} ALTER COLUMN a SET NOT NULL;",
    "another type": "ALTER TABLE t{i} ALTER COLUMN a TYPE varchar(3);",
    "unique": "ALTER TABLE t{i} ADD CONSTRAINT u{i} UNIQUE (a);",
    "check": "ALTER TABLE t{i} ADD CONSTRAINT c{i} CHECK (a > 0);",
    "foreign key": "ALTER TABLE t{i} ADD CONSTRAINT k{i} FOREIGN KEY (a) REFERENCES parent (id);",
    "index": "CREATE INDEX i{i} ON t{i} (a);",
    "rows": "INSERT INTO parent (name) VALUES ('p{i}');\nINSERT INTO t{i} (parent_id, a) VALUES (1{i}, 3);",
    "drop": "ALTER TABLE t{i} DROP COLUMN a;",
}
CONFIG = Config.model_validate(
    {"version": 1, "projects": [{"name": "shop", "dialect": "postgresql", "migrations": {"path": "migrations"}}]}
)
RULES = default_rules()
MOST = 2.6  # where the work for each statement grows with their number it is 4


def calls(statement: str, count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many functions the rules call for one transaction with that many statements, each about a table of its own."""
    tables = "\n".join(TABLE.format(i=number) for number in range(count))
    files = {"migrations/0001_a.sql": f"CREATE TABLE parent (id bigserial PRIMARY KEY, name text);\n{tables}"}
    body = "\n".join(statement.format(i=number) for number in range(count))
    base, head = MemoryTree("base", files), MemoryTree("head", files | {"migrations/0002_b.sql": f"BEGIN;\n{body}\nCOMMIT;"})
    counted = 0

    def count_call(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    def counting(*arguments: object, **named: object) -> object:
        sys.setprofile(count_call)
        try:
            return run(*arguments, **named)
        finally:
            sys.setprofile(None)

    run: Callable[..., object] = run_rules
    monkeypatch.setattr(bot.review, "run_rules", counting)
    made = review(base, head, tip=base, config=CONFIG, rules=RULES, today=date(2030, 1, 1))
    assert not [problem for project in made.projects for problem in project.problems]
    return counted


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_twice_the_statements_are_twice_the_work(statement, monkeypatch):
    calls(statement, 1, monkeypatch)  # what is loaded and remembered once
    assert calls(statement, 60, monkeypatch) < MOST * calls(statement, 30, monkeypatch)
