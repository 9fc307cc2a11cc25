"""Forty tables that all refer to one another have more ways from one to another than anyone can follow: a review of them ends."""

from datetime import date

from bot.config import Config
from bot.review import review
from tests.rules.examples import all_rules
from tests.trees import MemoryTree

TABLES = ("users", "orders", *(f"part_{number}" for number in range(36)), "post_comments", "payments")


def created(name: str) -> str:
    keys = ", ".join(f"{other}_id bigint NOT NULL REFERENCES {other} (id) ON DELETE CASCADE" for other in TABLES)
    return f"CREATE TABLE {name} (id bigint PRIMARY KEY, {keys});"


def test_the_review_of_densely_related_tables_ends():
    project = {"name": "dense", "dialect": "sqlite", "migrations": {"path": "migrations"}}
    config = Config.model_validate({"version": 1, "projects": [project]})
    base, head = MemoryTree("base", {}), MemoryTree("head", {"migrations/0001_all.sql": "\n".join(map(created, TABLES))})
    found = review(base, head, tip=base, config=config, rules=all_rules(), today=date(2026, 1, 1)).projects[0]
    assert len(found.changes) == len(TABLES)
    assert {"cascade-deletes-history", "unindexed-foreign-key"} <= {finding.rule for finding in found.findings}
    assert {"cascade-deletes-what-others-wrote"} <= {question.rule for question in found.questions}
    assert found.problems == ()
