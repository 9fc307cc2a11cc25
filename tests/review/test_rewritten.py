"""Migrations that the base has and the pull request edits, moves or removes: which of their statements are its own."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Config
from bot.histories import history_of
from bot.lint import default_rules
from bot.model import Conclusion, Dialect, Layout, Message, Migration, Project, Runner, Span
from bot.parse.sql import replay
from bot.projects.read import Reading
from bot.review import review
from tests.review.test_review import run
from tests.trees import MemoryTree

SHOP = Path(__file__).parents[2] / "examples" / "shop" / "before"
TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY);\n"
INDEX = "CREATE INDEX orders_id ON orders (id);\n"


def moved_up(files: dict[str, bytes]) -> dict[str, bytes]:
    """What `drizzle-kit up` of 1.0.0-rc.5 makes of a folder with a journal: folders named after `when`, the SQL as it was."""
    journal = json.loads(files["drizzle/meta/_journal.json"])
    kept = {path: content for path, content in files.items() if not path.startswith("drizzle/")}
    for entry in journal["entries"]:
        number, _, name = entry["tag"].partition("_")
        stamp = datetime.fromtimestamp(entry["when"] // 1000, UTC).strftime("%Y%m%d%H%M%S")
        snapshot = json.loads(files[f"drizzle/meta/{number}_snapshot.json"])
        kept[f"drizzle/{stamp}_{name}/migration.sql"] = files[f"drizzle/{entry['tag']}.sql"]
        kept[f"drizzle/{stamp}_{name}/snapshot.json"] = json.dumps({"version": "8", "id": snapshot["id"], "prevIds": []}).encode()
    kept["package.json"] = kept["package.json"].replace(b"^0.45.4", b"1.0.0-rc.5").replace(b"^0.31.11", b"1.0.0-rc.5")
    return kept


def test_drizzle_kit_up_changes_nothing():
    before = {path.relative_to(SHOP).as_posix(): path.read_bytes() for path in SHOP.rglob("*") if path.is_file()}
    after = moved_up(before)
    base, head = MemoryTree("base", before), MemoryTree("head", after)
    result = review(base, head, tip=base, config=Config(), rules=default_rules(), today=datetime(2026, 10, 10, tzinfo=UTC).date())
    project = result.projects[0]
    assert (project.project.layout, project.project.kit) == (Layout.FOLDERS, 1)
    assert not project.findings
    assert not project.changes
    assert not project.questions
    assert not project.problems
    assert result.conclusion is Conclusion.SUCCESS


def test_a_comment_in_an_old_migration_brings_no_statement_of_it_back():
    result = run({"migrations/1.sql": TABLE + INDEX}, {"migrations/1.sql": "-- why\n" + TABLE + "\n" + INDEX})
    assert not result.projects[0].findings


def test_a_statement_that_an_old_migration_gets_is_the_pull_requests():
    result = run({"migrations/1.sql": TABLE}, {"migrations/1.sql": TABLE + INDEX})
    assert "blocking-index-creation" in [finding.rule for finding in result.projects[0].findings]


def reading(files: dict[str, str], runner: str = "unknown") -> Reading:
    project = Project("shop", Dialect.POSTGRESQL, Message("", ""), migrations="m", layout=Layout.FILES, runner=Runner(runner))
    migrations = tuple(Migration(name, f"m/{name}.sql", Span(f"m/{name}.sql", 1, 1), content=text) for name, text in files.items())
    replayed = replay([(migration.path, migration.content) for migration in migrations], dialect=project.dialect)
    return Reading(project, replayed.schema, replayed, migrations)


@pytest.mark.parametrize(
    ("after", "alike"),
    [
        ("CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);--> statement-breakpoint\n", True),
        ("BEGIN;\nCREATE TABLE public.orders (id int8 PRIMARY KEY);\nCOMMIT;\n", True),
        ("CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n", False),
        (TABLE + "INSERT INTO orders VALUES (1);\n", False),
        ("-- nothing\n", False),
    ],
)
def test_an_edit_is_judged_by_what_the_statements_do(after, alike):
    history = history_of(reading({"1_orders": TABLE}), reading({"1_orders": after}), ())
    assert [(pair.is_moved, pair.acts_alike) for pair in history.rewritten] == [(False, alike)]
    assert not history.added()


def test_a_moved_migration_is_told_from_one_that_is_gone():
    base, head = reading({"1_orders": TABLE, "2_index": INDEX}), reading({"3_orders": TABLE, "4_more": "SELECT 1;\n"})
    history = history_of(base, head, ())
    assert [(pair.before.name, pair.after and pair.after.name) for pair in history.rewritten] == [
        ("1_orders", "3_orders"),
        ("2_index", None),
    ]
    assert [migration.name for migration in history.added()] == ["4_more"]


def test_what_arrives_late_is_replayed_on_top_of_the_base():
    base = reading({"1_orders": TABLE, "3_note": "ALTER TABLE orders ADD COLUMN note text;\n"})
    head = reading(
        {
            "1_orders": TABLE,
            "2_late": "ALTER TABLE orders ADD COLUMN early text;\n",
            "3_note": "ALTER TABLE orders ADD COLUMN note text;\n",
        }
    )
    arrived = history_of(base, head, base.migrations).arrived
    assert arrived.schema.table("orders").column_names() == ("id", "note", "early")
    assert history_of(base, base, base.migrations).arrived is None
