"""The measurement against snapshots counts what agrees, and says what differs and why."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.tools.agreeing import agreement, construct
from tests.tools.agreement import REPLAY, Measured, measure, report
from tests.tools.as_run import as_run
from tests.tools.clones import rows

CONFIG = 'export default { dialect: "postgresql", schema: "./schema.ts", out: "./drizzle" };\n'
SCHEMA = """
import { index, integer, pgTable, text } from "drizzle-orm/pg-core";

export const users = pgTable("users", { id: integer("id").primaryKey(), name: text("name").default("x") }, (table) => [
  index("users_name").on(table.name),
]);
"""


def column(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "primaryKey": False, "notNull": False, **more}


def snapshot(*tables: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "7",
        "dialect": "postgresql",
        "tables": {f"public.{table['name']}": table for table in tables},
        "enums": {},
        "schemas": {},
    }


def users(**changed: Any) -> dict[str, Any]:
    key, name = column("id", "integer", primaryKey=True, notNull=True), column("name", "text", default="'x'")
    parts = [{"expression": "name", "isExpression": False, "asc": True, "nulls": "last"}]
    by_name = {"name": "users_name", "columns": parts, "isUnique": False, "method": "btree", "concurrently": False}
    table = {"name": "users", "schema": "", "columns": {"id": key, "name": name}, "indexes": {"users_name": by_name}}
    return {**table, **changed}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "owner+shop"
    (folder / "drizzle" / "meta").mkdir(parents=True)
    (folder / "schema.ts").write_text(SCHEMA)
    (folder / "drizzle.config.ts").write_text(CONFIG)
    (folder / "drizzle" / "meta" / "_journal.json").write_text('{"version": "7", "dialect": "postgresql", "entries": []}')
    return folder


def commit(folder: Path, content: dict[str, Any]) -> None:
    (folder / "drizzle" / "meta" / "0000_snapshot.json").write_text(json.dumps(content))
    git = ["git", "-C", str(folder), "-c", "user.name=example", "-c", "user.email=example@example.invalid"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run([*git, *words], check=True, capture_output=True)


def measured(folder: Path) -> Measured:
    (row,) = rows(folder.parent, [])
    return measure(row, folder.parent)


def test_a_clone_without_rows_is_measured_at_its_head(clone: Path) -> None:
    commit(clone, snapshot(users()))
    row = measured(clone)
    assert (row.failure, row.problems, row.differences) == (None, (), [])
    assert {item.verdict for item in row.compared} == {"agree"}


def test_a_row_names_commit_settings_and_snapshot(clone: Path) -> None:
    commit(clone, snapshot(users()))
    row = {
        "repo": "owner/shop",
        "commit": "HEAD",
        "config_path": "drizzle.config.ts",
        "dialect": "postgresql",
        "casing": "snake_case",
        "schema_files": ["schema.ts"],
        "out_dir": "drizzle",
        "newest_snapshot_path": "drizzle/meta/0000_snapshot.json",
        "in_sync": True,
    }
    found = measure(row, clone.parent)
    assert [name for name, right in found.detection if not right] == ["casing"]
    assert found.differences == []


def test_what_differs_is_said_with_its_attribute_and_shape(clone: Path) -> None:
    name = column("name", "varchar(80)", default="'y'")
    commit(clone, snapshot(users(columns={"id": users()["columns"]["id"], "name": name}), {**users(indexes={}), "name": "gone"}))
    row = measured(clone)
    text = "\n".join(report([row]))
    assert {(item.kind, item.where, item.verdict) for item in row.differences if item.kind in ("tables", "columns")} == {
        ("tables", "gone", "missing"),
        ("columns", "users name", "differ"),
        ("columns", "gone id", "missing"),
        ("columns", "gone name", "missing"),
    }
    assert "columns: type text instead of varchar(0); default '…' instead of '…'" in text
    assert "whole tables missing, nothing told" in text
    assert row.untold == 4


def test_a_missing_clone_is_a_failure_of_its_row_only(tmp_path: Path) -> None:
    row = {
        "repo": "owner/none",
        "commit": "HEAD",
        "config_path": None,
        "out_dir": "drizzle",
        "newest_snapshot_path": None,
        "dialect": "mysql",
    }
    found = measure(row, tmp_path)
    assert found.failure
    assert "failures: 1 of 1" in "\n".join(report([found]))


def test_names_and_blanks_are_spelling_and_an_order_is_a_difference() -> None:
    index = {"name": "a", "columns": ["lower(x)"], "order": ["asc"], "unique": False, "where": "x > 0", "method": "btree", "opclass": None}
    table = {"columns": {}, "primary_key": [], "unique_constraints": [], "foreign_keys": [], "rls": False}

    def data(**changed: Any) -> dict[str, Any]:
        return {"dialect": "postgresql", "tables": {"t": {**table, "indexes": [{**index, **changed}]}}, "enums": {}}

    (_, spelled), (_, ordered) = agreement(data(), data(name="b", where="(x>0)")), agreement(data(), data(order=["desc"]))
    assert (spelled.verdict, construct(spelled)) == ("spelling", "indexes: name and where spelled otherwise")
    assert (ordered.verdict, ordered.attributes) == ("differ", ("order",))


def test_the_migrations_are_replayed_to_the_snapshot(clone: Path) -> None:
    journal = {"version": "7", "dialect": "postgresql", "entries": [{"idx": 0, "tag": "0000_first", "when": 1}]}
    (clone / "drizzle" / "meta" / "_journal.json").write_text(json.dumps(journal))
    (clone / "drizzle" / "0000_first.sql").write_text(
        "CREATE TABLE users (id integer PRIMARY KEY, name text DEFAULT 'x', CHECK (id > 0));\n"
        "CREATE INDEX users_name ON users (name text_pattern_ops DESC);\nDROP TABLE gone;\n"
    )
    checks = {"users_check_1": {"name": "users_check_1", "value": '"id">0'}}
    parts = [{"expression": '"name" text_pattern_ops DESC', "isExpression": True, "asc": True, "nulls": "last"}]
    index = {**users()["indexes"]["users_name"], "columns": parts}
    commit(clone, snapshot(users(checkConstraints=checks, indexes={"users_name": index})))
    (row,) = rows(clone.parent, [])
    found = measure(row, clone.parent, REPLAY)
    assert [item for item in found.compared if item.kind in ("columns", "indexes") and item.verdict not in ("agree", "spelling")] == []
    assert found.problems == ("drizzle/0000_first.sql:3: gone does not exist at this point of the migrations",)
    assert found.detection == ()


BARE = {"columns": {}, "primary_key": [], "unique_constraints": [], "foreign_keys": [], "indexes": [], "checks": [], "rls": False}


def of_table(dialect: str, **parts: Any) -> dict[str, Any]:
    return {"dialect": dialect, "tables": {"t": {**BARE, **parts}}, "enums": {}}


def verdicts(ours: dict[str, Any], theirs: dict[str, Any]) -> set[str]:
    return {item.verdict for item in agreement(*as_run(ours, theirs)) if item.kind != "tables"}


def test_a_check_without_a_name_is_known_by_its_expression() -> None:
    def data(name: str | None, expression: str) -> dict[str, Any]:
        return of_table("sqlite", checks=[{"name": name, "expr": expression}])

    assert verdicts(data(None, "`x` > 0"), data("t_check_1", '"x" > 0')) == {"agree"}
    assert verdicts(data(None, "x > 1"), data("t_check_1", "x > 0")) == {"missing", "extra"}
    assert verdicts(data(None, "x <> '\"x\"'"), data("t_check_1", "x <> 'x'")) == {"missing", "extra"}


@pytest.mark.parametrize(
    ("text", "order", "opclass", "verdict"),
    [
        ('"x" gin_trgm_ops', "asc", "gin_trgm_ops", "agree"),
        ("x DESC NULLS LAST", "desc", None, "agree"),
        ('"x" text_pattern_ops desc', "desc", "text_pattern_ops", "agree"),
        ('"x" gin_trgm_ops', "asc", None, "differ"),
        ('"x" desc', "asc", None, "differ"),
    ],
)
def test_a_part_of_an_index_that_is_text_is_read_as_a_server_reads_it(text: str, order: str, opclass: str | None, verdict: str) -> None:
    def data(part: str, order: str, opclass: str | None) -> dict[str, Any]:
        index = {
            "name": "i",
            "columns": [part],
            "order": [order],
            "opclass": [opclass] if opclass else None,
            "unique": False,
            "where": None,
        }
        return of_table("postgresql", columns={"x": {"type": "text"}}, indexes=[index])

    found = [item for item in agreement(*as_run(data("x", order, opclass), data(text, "asc", None))) if item.kind == "indexes"]
    assert [item.verdict for item in found] == [verdict]


def test_names_are_compared_but_for_what_no_server_keeps() -> None:
    def data(dialect: str, name: str) -> dict[str, Any]:
        key = {"name": name, "columns": ["a"], "ref_table": "u", "ref_columns": ["id"], "on_delete": "no action", "on_update": "no action"}
        return of_table(dialect, foreign_keys=[key])

    long = "n" * 63
    assert verdicts(data("postgresql", long + "more"), data("postgresql", long)) == {"agree"}
    assert verdicts(data("postgresql", "t_a_u_id_fk"), data("postgresql", "fk_t_a_u_id_fk")) == {"spelling"}
    assert verdicts(data("sqlite", "t_a_u_id_fk"), data("sqlite", "fk_t_a_u_id_fk")) == {"agree"}
    assert verdicts(data("sqlite", "mine"), data("sqlite", "fk_t_a_u_id_fk")) == {"spelling"}
