import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import DRIZZLE_CONFIG, SCHEMA, WITH_ORDERS, Answer, Repository

Run = Callable[..., Answer]
SQL = "CREATE TABLE `a` (`id` int AUTO_INCREMENT PRIMARY KEY);\n"
MORE = "CREATE TABLE `b` (`id` int AUTO_INCREMENT PRIMARY KEY);\nALTER TABLE `a` ADD COLUMN `n` varchar(20);\n"


def inspected(review_bot: Run, *arguments: str | Path) -> dict[str, Any]:
    answer = review_bot("inspect", "--format", "json", *arguments)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def test_nothing_given_means_detection(repository: Repository, review_bot: Run) -> None:
    made = inspected(review_bot)
    assert made["dialect"] == "postgresql"
    assert list(made["tables"]) == ["sessions", "users"]
    assert made["problems"] == []


@pytest.mark.parametrize("path", ["src/schema.ts", "src/*.ts", "src", "./src/schema.ts", "src/**/*.ts"])
def test_typescript_files_globs_and_folders(repository: Repository, review_bot: Run, path: str) -> None:
    assert list(inspected(review_bot, path)["tables"]) == ["sessions", "users"]


def test_paths_are_relative_to_the_current_folder(repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.path / "src")
    assert "users" in inspected(review_bot, "schema.ts")["tables"]
    assert "users" in inspected(review_bot, repository.path / "src/schema.ts")["tables"]


def test_files_outside_any_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, review_bot: Run) -> None:
    (tmp_path / "schema.ts").write_text(SCHEMA)
    monkeypatch.chdir(tmp_path)
    assert "users" in inspected(review_bot, "schema.ts")["tables"]
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert "users" in inspected(review_bot, tmp_path / "schema.ts")["tables"]


def test_an_ignored_file_is_read_when_it_is_named(repository: Repository, review_bot: Run) -> None:
    repository.write(".gitignore", "generated/\n")
    repository.write("generated/schema.ts", SCHEMA)
    assert "users" in inspected(review_bot, "generated/schema.ts")["tables"]


def test_at_reads_a_commit(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", WITH_ORDERS)
    assert "orders" in inspected(review_bot)["tables"]
    assert "orders" not in inspected(review_bot, "--at", "HEAD")["tables"]
    assert "orders" not in inspected(review_bot, "--at", "HEAD", "src/schema.ts")["tables"]
    assert review_bot("inspect", "--at", "nowhere").code == 2


def test_sql_files_are_replayed_in_their_order(repository: Repository, review_bot: Run) -> None:
    repository.write("one.sql", SQL)
    repository.write("two.sql", MORE)
    made = inspected(review_bot, "one.sql", "two.sql")
    assert made["dialect"] == "mysql"
    assert list(made["tables"]["a"]["columns"]) == ["id", "n"]


@pytest.mark.parametrize("place", ["migrations", "migrations/"])
def test_a_migrations_folder_is_replayed(repository: Repository, review_bot: Run, place: str) -> None:
    repository.write("migrations/0001_one.sql", SQL)
    repository.write("migrations/0002_two.sql", MORE)
    assert list(inspected(review_bot, place)["tables"]) == ["a", "b"]


def test_source_chooses_schema_or_migrations(repository: Repository, review_bot: Run) -> None:
    repository.write("drizzle/0000_init.sql", 'CREATE TABLE "users" ("id" serial PRIMARY KEY NOT NULL);\n')
    entry = {"idx": 0, "version": "7", "when": 1700000000000, "tag": "0000_init", "breakpoints": True}
    repository.write("drizzle/meta/_journal.json", json.dumps({"version": "7", "dialect": "postgresql", "entries": [entry]}))
    assert list(inspected(review_bot, "--source", "schema")["tables"]) == ["sessions", "users"]
    assert list(inspected(review_bot, "--source", "migrations")["tables"]) == ["users"]


def test_several_projects_need_a_name(repository: Repository, review_bot: Run) -> None:
    repository.write("apps/web/drizzle.config.ts", DRIZZLE_CONFIG)
    repository.write("apps/web/src/schema.ts", WITH_ORDERS)
    repository.write("apps/web/package.json", '{"dependencies": {"drizzle-orm": "^0.44.0"}}')
    answer = review_bot("inspect")
    assert answer.code == 2
    names = answer.err.rsplit(": ", 1)[1].strip().split(", ")
    assert len(names) == 2
    for name in names:
        assert ("orders" in inspected(review_bot, "--project", name)["tables"]) == ("web" in name)
    assert review_bot("inspect", "--project", "nowhere").code == 2


def test_dialect(repository: Repository, review_bot: Run) -> None:
    repository.write("plain.sql", "CREATE TABLE a (id int);\n")
    answer = review_bot("inspect", "plain.sql")
    assert answer.code == 2
    assert "--dialect" in answer.err
    assert inspected(review_bot, "plain.sql", "--dialect", "mariadb")["dialect"] == "mysql"


def test_casing(repository: Repository, review_bot: Run) -> None:
    repository.write(
        "c.ts", 'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const t = pgTable("t", { firstName: text() });\n'
    )
    assert list(inspected(review_bot, "c.ts", "--casing", "snake_case")["tables"]["t"]["columns"]) == ["first_name"]
    assert list(inspected(review_bot, "c.ts")["tables"]["t"]["columns"]) == ["firstName"]


def test_problems_are_part_of_the_answer(repository: Repository, review_bot: Run) -> None:
    repository.write("broken.sql", "CREATE TABLE `a` (`id` int AUTO_INCREMENT PRIMARY KEY);\nCREATE TABEL b;\n")
    made = inspected(review_bot, "broken.sql")
    assert [(problem["path"], problem["line"]) for problem in made["problems"]] == [("broken.sql", 2)]
    assert list(made["tables"]) == ["a"]


@pytest.mark.parametrize(
    "arguments", [["nowhere.ts"], ["none/*.ts"], ["package.json"], ["src/schema.ts", "x.sql"], ["x.sql", "--source", "schema"]]
)
def test_what_cannot_be_read_is_a_usage_error(repository: Repository, review_bot: Run, arguments: list[str]) -> None:
    repository.write("x.sql", SQL)
    answer = review_bot("inspect", *arguments)
    assert answer.code == 2
    assert "Traceback" not in answer.err


def test_text(repository: Repository, review_bot: Run) -> None:
    out = review_bot("inspect").out
    assert "table users  src/schema.ts:2" in out
    assert "varchar(255) not null" in out


def test_no_project(empty_repository: Repository, review_bot: Run) -> None:
    assert review_bot("inspect").code == 2
