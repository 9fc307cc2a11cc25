"""What a newcomer gets wrong, and what a repository may hold: a message with its place, the documented exit code, no traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import SCHEMA, WITH_ORDERS, Answer, Repository

Run = Callable[..., Answer]
SCHEMAS = Path(__file__).parents[2] / "docs/schemas"
CONFIG = ".github/schema-review.yml"
MIB = 1 << 20
USERS = "CREATE TABLE users (id serial PRIMARY KEY);\n"
PROGRAM = "from bot.cli.main import main; main()"


def valid(answer: Answer, schema: str) -> Any:
    document = json.loads(answer.out)
    jsonschema.validate(document, json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")))
    return document


@pytest.fixture
def sql_repository(empty_repository: Repository) -> Repository:
    empty_repository.write("db/migrations/0001_users.sql", USERS)
    empty_repository.commit("base")
    return empty_repository


# Streams


@pytest.mark.parametrize("command", ["check --format json", "diff", "inspect", "rules", "explain dropped-table", "config schema"])
@pytest.mark.parametrize(("redirection", "code"), [("| true", 0), (">&-", 0), (">/dev/full", 2)])
def test_an_output_that_takes_nothing_is_no_internal_error(repository: Repository, command: str, redirection: str, code: int) -> None:
    if "/dev/full" in redirection and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    script = f'"$0" -c "$1" {command} {redirection}; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", script, sys.executable, PROGRAM], cwd=repository.path, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stderr == ("schema-review: standard output: No space left on device\n" if code else "")


def test_a_reader_that_closes_the_pipe_does_not_change_the_verdict(repository: Repository) -> None:
    repository.write("src/schema.ts", "export {};\n")
    script = '"$0" -c "$1" check | true; exit ${PIPESTATUS[0]}'
    done = subprocess.run(["bash", "-c", script, sys.executable, PROGRAM], cwd=repository.path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")


def test_one_format_may_go_to_several_files(repository: Repository, review_bot: Run) -> None:
    assert review_bot("check", "--output", "json=out/a.json", "--output", "json=out/b.json").code == 0
    assert (repository.path / "out/a.json").read_bytes() == (repository.path / "out/b.json").read_bytes()


def test_a_folder_that_cannot_be_made_is_named(repository: Repository, review_bot: Run) -> None:
    answer = review_bot("check", "--output", "json=package.json/sub/a.json")
    assert answer.code == 2
    assert "--output json=package.json/sub/a.json: the folder package.json/sub cannot be made" in answer.err


def test_nothing_to_print_prints_nothing(empty_repository: Repository, review_bot: Run) -> None:
    empty_repository.write("README.md", "x")
    empty_repository.commit()
    assert review_bot("diff", "--format", "sql").out == ""
    assert review_bot("check", "--format", "github").out == ""


# Repositories


@pytest.mark.parametrize("command", [["check"], ["diff"], ["check", "--head", "HEAD"]])
def test_a_repository_without_a_commit_says_so(empty_repository: Repository, review_bot: Run, command: list[str]) -> None:
    empty_repository.write("src/schema.ts", SCHEMA)
    answer = review_bot(*command)
    assert answer.code == 2
    assert "no commit yet" in answer.err
    assert "fetch" not in answer.err


@pytest.mark.parametrize("command", ["check", "diff", "inspect", "init"])
def test_a_bare_repository_asks_for_a_commit(
    repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    bare = repository.path.parent / "bare.git"
    repository.git("clone", "--quiet", "--bare", str(repository.path), str(bare))
    monkeypatch.chdir(bare)
    answer = review_bot(command)
    assert answer.code == 2
    assert "no work tree" in answer.err
    assert not (bare / ".github").exists()
    assert review_bot("check", "--base", "main", "--head", "main").code == 0
    assert review_bot("inspect", "--at", "main").code == 0


def test_a_base_that_is_not_here_is_said(repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_BASE_REF", "release")
    assert "$GITHUB_BASE_REF names release, which is not here; compared with main" in review_bot("check").err
    assert review_bot("check", "--base", "main").err == ""
    repository.git("branch", "release")
    assert review_bot("check").err == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_path_that_is_not_utf8_is_found(empty_repository: Repository, review_bot: Run) -> None:
    Path(os.fsdecode(os.fsencode(empty_repository.path) + b"/caf\xe9.sql")).write_text(USERS, encoding="utf-8")
    empty_repository.commit()
    name = os.fsdecode(b"caf\xe9.sql")
    assert "table users" in review_bot("inspect", name).out
    assert review_bot("check", name).code == 0


# Paths


@pytest.mark.parametrize("paths", [["nope.ts"], ["src", "nope"], ["nope/*.ts"]])
def test_a_path_that_is_nowhere_is_exit_2(repository: Repository, review_bot: Run, paths: list[str]) -> None:
    answer = review_bot("check", *paths)
    assert answer.code == 2
    assert f"{paths[-1]}: no such file or folder" in answer.err


def test_a_glob_chooses_the_projects_of_its_files(repository: Repository, review_bot: Run) -> None:
    assert review_bot("check", "src/*.ts", "--error-on-empty").code == 0


def test_inspect_with_paths_takes_the_named_project(repository: Repository, review_bot: Run) -> None:
    repository.write("drizzle.config.ts", 'export default { dialect: "postgresql", schema: "./src/schema.ts", casing: "snake_case" };')
    repository.write(
        "loose.ts", 'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const a = pgTable("a", { firstName: text() });'
    )
    assert "first_name" in review_bot("inspect", "loose.ts", "--project", "default").out
    assert "firstName" in review_bot("inspect", "loose.ts").out
    assert review_bot("inspect", "loose.ts", "--project", "nope").code == 2


def test_inspect_says_that_there_are_no_migrations_yet(repository: Repository, review_bot: Run) -> None:
    answer = review_bot("inspect", "--source", "migrations")
    assert answer.code == 2
    assert "project default: no migrations in drizzle" in answer.err


# Files that cannot be read


@pytest.mark.parametrize("command", [["check"], ["diff"], ["diff", "--format", "sql"], ["diff", "--format", "markdown"], ["inspect"]])
def test_a_typescript_file_over_the_limit_is_a_partial_result(repository: Repository, review_bot: Run, command: list[str]) -> None:
    repository.write("src/schema.ts", WITH_ORDERS + "//" + "x" * (5 * MIB))
    answer = review_bot(*command)
    assert answer.code == 6
    assert "src/schema.ts" in answer.out
    assert "larger than 1 MiB" in " ".join(answer.out.split())


def test_strict_wins_over_a_partial_result(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", WITH_ORDERS + "//" + "x" * MIB)
    assert review_bot("check", "--strict").code == 4


def test_json_says_what_was_over_the_limit(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", WITH_ORDERS + "//" + "x" * MIB)
    said = [problem["message"] for problem in valid(review_bot("check", "--format", "json"), "review")["projects"][0]["problems"]]
    assert said == ["`src/schema.ts` cannot be read (larger than 1 MiB)"]
    assert len(valid(review_bot("inspect", "--format", "json"), "inspect")["problems"]) == 1


def test_sql_files_over_the_limit_are_said_wherever_they_are_named(sql_repository: Repository, review_bot: Run) -> None:
    path = "db/migrations/0002_large.sql"
    sql_repository.write(path, "DROP TABLE users;\n" + "-- x\n" * (2 * MIB))
    assert review_bot("check").code == 6
    assert path in review_bot("diff", "--format", "sql").out
    read = review_bot("inspect", path, "--dialect", "postgresql", "--format", "json")
    assert read.code == 6
    assert [problem["path"] for problem in valid(read, "inspect")["problems"]] == [path]
    unknown = review_bot("inspect", path)
    assert unknown.code == 2
    assert "larger than 8 MiB" in unknown.err


def test_a_link_that_is_named_is_said(sql_repository: Repository, review_bot: Run) -> None:
    (sql_repository.path / "link.sql").symlink_to("db/migrations/0001_users.sql")
    read = review_bot("inspect", "link.sql", "--dialect", "postgresql", "--format", "json")
    assert [problem["path"] for problem in valid(read, "inspect")["problems"]] == ["link.sql"]


@pytest.mark.parametrize("content", ["DROP TABLE users;".encode("utf-16"), bytes(range(256)), b"DROP TABLE us\0ers;"])
def test_a_binary_migration_is_one_problem_and_drops_nothing(sql_repository: Repository, review_bot: Run, content: bytes) -> None:
    sql_repository.write("db/migrations/0002_binary.sql", content)
    (project,) = valid(review_bot("check", "--format", "json"), "review")["projects"]
    assert project["changes"] == []
    assert [(problem["path"], problem["line"]) for problem in project["problems"]] == [("db/migrations/0002_binary.sql", 1)]
    assert "UTF-16" in project["problems"][0]["message"]


def test_a_schema_in_utf16_is_one_problem_and_drops_nothing(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", SCHEMA.encode("utf-16"))
    (project,) = valid(review_bot("check", "--format", "json"), "review")["projects"]
    assert project["changes"] == []
    assert len(project["problems"]) == 1


def test_a_schema_file_that_cannot_be_read_is_not_no_schema(empty_repository: Repository, review_bot: Run) -> None:
    empty_repository.write("schema.sql", "CREATE TABLE a (id serial);\n" + "-- x\n" * (2 * MIB))
    empty_repository.commit()
    answer = review_bot("check")
    assert answer.code == 6
    assert "schema.sql was not read" in answer.out.replace("`", "")
    assert "no drizzle.config" not in answer.out


# Configurations


def test_unknown_rules_and_options_are_named_with_their_places(repository: Repository, review_bot: Run) -> None:
    repository.write(
        CONFIG,
        "rules:\n  unindexed-foreign-kye: off\n  dropped-table: { maximum: 3 }\n"
        'overrides:\n  - paths: ["**"]\n    rules:\n      nope: off\n',
    )
    for answer in (review_bot("check"), review_bot("config", "validate")):
        assert answer.code == 2
        assert answer.err.splitlines() == [
            f"schema-review: {CONFIG}:2:3: rules: no rule is called 'unindexed-foreign-kye'; did you mean 'unindexed-foreign-key'?",
            f"{CONFIG}:3:20: rules: dropped-table has no option 'maximum'",
            f"{CONFIG}:7:7: rules: no rule is called 'nope'",
        ]


def test_a_configuration_without_end_is_not_read_to_its_end(repository: Repository, review_bot: Run) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    answer = review_bot("check", "--config", "/dev/zero")
    assert (answer.code, answer.err) == (2, "schema-review: /dev/zero: larger than 64 KiB\n")


def test_a_configuration_that_is_a_link_is_refused_everywhere(repository: Repository, review_bot: Run) -> None:
    target = repository.write("elsewhere.yml", "fail-on: never\n")
    (repository.path / ".github").mkdir()
    (repository.path / CONFIG).symlink_to(target)
    for command in (["check"], ["inspect"], ["config", "validate"], ["config", "show"]):
        answer = review_bot(*command)
        assert (answer.code, answer.err) == (2, f"schema-review: {CONFIG}: a link, and links are not followed\n")


def test_inspect_says_what_a_declared_project_lacks(repository: Repository, review_bot: Run) -> None:
    repository.write(CONFIG, 'projects:\n  - { name: a, dialect: mysql, schema: ["nope/*.ts"], migrations: { path: nowhere } }\n')
    said = [problem["message"] for problem in valid(review_bot("inspect", "--format", "json"), "inspect")["problems"]]
    assert said == ["project a: nope/*.ts does not exist", "project a: nowhere does not exist"]


@pytest.mark.parametrize("shape", ["text", "sql", "markdown", "json"])
def test_diff_says_what_lies_outside_any_project(empty_repository: Repository, review_bot: Run, shape: str) -> None:
    empty_repository.write("drizzle.config.ts", "export default made();")
    empty_repository.commit()
    assert "drizzle.config.ts" in review_bot("diff", "--format", shape).out


@pytest.mark.parametrize("shape", ["text", "sql", "markdown"])
def test_diff_says_what_was_not_read_in_words(repository: Repository, review_bot: Run, shape: str) -> None:
    repository.write("src/schema.ts", SCHEMA + "export const broken = pgTable(")
    out = " ".join(review_bot("diff", "--format", shape).out.split())
    assert "src/schema.ts:7" in out
    assert "syntax error" in out
