import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import DRIZZLE_CONFIG, SCHEMA, WITH_ORDERS, WITHOUT_SESSIONS, Answer, Repository

IMPORT = 'import { pgTable, serial } from "drizzle-orm/pg-core";\n'
Run = Callable[..., Answer]
WARNING = WITH_ORDERS  # a foreign key without an index
ERROR = WITHOUT_SESSIONS  # a dropped table
SCHEMAS = Path(__file__).parents[2] / "docs/schemas"


def test_first_line_names_the_project_and_why(repository: Repository, review_bot: Run) -> None:
    first = review_bot("check").out.splitlines()[0]
    assert "PostgreSQL, Drizzle" in first
    assert "drizzle.config.ts" in first


@pytest.mark.parametrize(
    ("schema", "fail_on", "code"),
    [
        (SCHEMA, [], 0),
        (WARNING, [], 0),
        (WARNING, ["--fail-on", "warning"], 1),
        (WARNING, ["--fail-on", "error"], 0),
        (ERROR, [], 1),
        (ERROR, ["--fail-on", "never"], 0),
    ],
)
def test_exit_code_follows_fail_on(repository: Repository, review_bot: Run, schema: str, fail_on: list[str], code: int) -> None:
    repository.write("src/schema.ts", schema)
    answer = review_bot("check", *fail_on)
    assert answer.code == code, answer
    assert answer.err == ""


def test_fail_on_in_the_configuration_holds_and_the_option_wins(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", WARNING)
    repository.write(".github/schema-review.yml", "fail-on: warning\n")
    assert review_bot("check").code == 1
    assert review_bot("check", "--fail-on", "error").code == 0


def test_two_commits(repository: Repository, review_bot: Run) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.git("switch", "--quiet", "--create", "feature")
    repository.write("src/schema.ts", WARNING)
    head = repository.commit()
    repository.write("src/schema.ts", ERROR)
    made = json.loads(review_bot("check", "--base", "main", "--head", "feature", "--format", "json").out)
    assert (made["base"], made["head"]) == (base[:7], head[:7])
    assert [change["kind"] for change in made["projects"][0]["changes"]] == ["add-table"]


def test_the_merge_base_is_before(repository: Repository, review_bot: Run) -> None:
    repository.git("switch", "--quiet", "--create", "feature")
    repository.write("src/schema.ts", WARNING)
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.write("src/schema.ts", ERROR)
    repository.commit()
    made = json.loads(review_bot("check", "--base", "main", "--head", "feature", "--format", "json").out)
    assert [change["object"] for change in made["projects"][0]["changes"]] == ["orders"]


def test_the_head_is_the_work_tree_with_untracked_files(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", 'export * from "./more";\n' + SCHEMA)
    repository.write(
        "src/more.ts",
        IMPORT + 'export const extra = pgTable("extra", { id: serial("id").primaryKey() });\n',
    )
    for head in ([], ["--head", "worktree"]):
        made = json.loads(review_bot("check", "--format", "json", *head).out)
        assert made["head"] == "worktree"
        assert [change["object"] for change in made["projects"][0]["changes"]] == ["extra"]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, schema in ((before, SCHEMA), (after, WARNING)):
        (folder / "src").mkdir(parents=True)
        (folder / "src/schema.ts").write_text(schema)
        (folder / "drizzle.config.ts").write_text(DRIZZLE_CONFIG)
    monkeypatch.chdir(tmp_path)
    return before, after


def test_two_folders_outside_any_repository(folders: tuple[Path, Path], review_bot: Run) -> None:
    made = json.loads(review_bot("check", "--before", folders[0], "--after", folders[1], "--format", "json").out)
    assert (made["base"], made["head"]) == ("before", "after")
    assert [finding["rule"] for finding in made["projects"][0]["findings"]] == ["unindexed-foreign-key"]


@pytest.mark.parametrize(
    "options", [["--before", "before"], ["--after", "after"], ["--before", "before", "--after", "after", "--base", "main"]]
)
def test_half_or_mixed_sides_are_usage_errors(folders: tuple[Path, Path], review_bot: Run, options: list[str]) -> None:
    answer = review_bot("check", *options)
    assert answer.code == 2
    assert "--before and --after" in answer.err


@pytest.mark.parametrize("language", ["en", "ko"])
def test_lang(repository: Repository, review_bot: Run, language: str) -> None:
    out = review_bot("check", "--lang", language).out
    assert ("스키마 변경 없음" in out) == (language == "ko")
    assert ("no schema changes" in out) == (language == "en")


def test_lang_comes_from_option_then_configuration_then_environment(
    repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "스키마 변경 없음" in review_bot("check").out
    repository.write(".github/schema-review.yml", "language: en\n")
    assert "no schema changes" in review_bot("check").out
    assert "스키마 변경 없음" in review_bot("check", "--lang", "ko").out


def test_dialect_that_nothing_tells_is_asked_for(empty_repository: Repository, review_bot: Run) -> None:
    empty_repository.write("schema.sql", "CREATE TABLE a (id int, b int);\n")
    empty_repository.commit()
    answer = review_bot("check")
    assert answer.code == 2
    assert "--dialect" in answer.err
    assert "Traceback" not in answer.err
    told = review_bot("check", "--dialect", "mysql")
    assert told.code == 0
    assert "MySQL" in told.out.splitlines()[0]


def test_config_names_a_file(repository: Repository, review_bot: Run, tmp_path: Path) -> None:
    repository.write("src/schema.ts", ERROR)
    lenient = tmp_path / "lenient.yml"
    lenient.write_text("fail-on: never\n")
    assert review_bot("check", "--config", lenient).code == 0
    assert review_bot("check", "--config", tmp_path / "none.yml").code == 2


@pytest.mark.parametrize("content", ["fail-on: sometimes\n", "fial-on: error\n", "- a\n", "a: [\n", "rules: { no-such-rule: off }\n"])
def test_a_broken_configuration_is_told_with_its_line(repository: Repository, review_bot: Run, content: str) -> None:
    repository.write(".github/schema-review.yml", content)
    answer = review_bot("check")
    assert answer.code == 2
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert answer.err.startswith("schema-review: ")


def test_in_ci_the_configuration_is_the_target_branchs(repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("src/schema.ts", ERROR)
    repository.write(".github/schema-review.yml", "fail-on: never\n")
    assert review_bot("check").code == 0
    monkeypatch.setenv("CI", "true")
    assert review_bot("check").code == 1


def second_project(repository: Repository) -> None:
    repository.write("apps/web/drizzle.config.ts", DRIZZLE_CONFIG)
    repository.write("apps/web/src/schema.ts", SCHEMA)
    repository.write("apps/web/package.json", '{"dependencies": {"drizzle-orm": "^0.44.0"}}')
    repository.commit("second")
    repository.write("apps/web/src/schema.ts", ERROR)


def test_project_reviews_one_alone(repository: Repository, review_bot: Run) -> None:
    second_project(repository)
    names = [project["name"] for project in json.loads(review_bot("check", "--format", "json").out)["projects"]]
    assert len(names) == 2
    quiet = next(name for name in names if "web" not in name)
    loud = next(name for name in names if "web" in name)
    assert review_bot("check", "--project", quiet).code == 0
    assert review_bot("check", "--project", loud).code == 1
    unknown = review_bot("check", "--project", "nowhere")
    assert unknown.code == 2
    assert loud in unknown.err


def test_paths_choose_the_projects_they_belong_to(repository: Repository, review_bot: Run) -> None:
    second_project(repository)
    assert review_bot("check", "src/schema.ts").code == 0
    assert review_bot("check", "apps/web/src/schema.ts").code == 1
    assert review_bot("check", "apps").code == 1
    assert review_bot("check", ".").code == 1
    repository.write("README.md", "nothing to review")
    none = review_bot("check", "README.md", "--error-on-empty")
    assert none.code == 3
    assert "README.md belongs to no project; found: default, apps/web" in none.out.replace("`", "")
    assert "no drizzle.config" not in none.out
    assert review_bot("check", "../elsewhere.ts").code == 2


def test_nothing_to_check(empty_repository: Repository, review_bot: Run) -> None:
    empty_repository.write("README.md", "x")
    empty_repository.commit()
    answer = review_bot("check")
    assert answer.code == 0
    assert answer.out.startswith("no project found")
    assert review_bot("check", "--error-on-empty").code == 3


def test_unread_parts_are_told_and_strict_makes_them_an_error(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", SCHEMA + "export const odd = pgTable(nameOf(), {});\n")
    answer = review_bot("check")
    assert answer.code == 0
    assert "Not analysed (1)" in answer.out
    assert review_bot("check", "--strict").code == 4
    assert review_bot("check", "--strict", "--fail-on", "warning").code == 4


def test_a_file_over_the_limit_is_a_partial_result(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", SCHEMA + "//" + "x" * (9 * 1024 * 1024))
    answer = review_bot("check")
    assert answer.code == 6, answer
    assert "Not analysed" in answer.out


@pytest.mark.parametrize("name", ["main2", "0000000", "-x", "a..b", "HEAD~9"])
def test_a_missing_commit(repository: Repository, review_bot: Run, name: str) -> None:
    for option in (f"--base={name}", f"--head={name}"):
        answer = review_bot("check", option)
        assert answer.code == 2
        assert name in answer.err
        assert "Traceback" not in answer.err


def test_outside_any_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, review_bot: Run) -> None:
    monkeypatch.chdir(tmp_path)
    answer = review_bot("check")
    assert answer.code == 2
    assert "not a git repository" in answer.err


def test_a_branch_of_another_name_compares_with_the_last_commit_outside_ci(
    repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("branch", "--move", "trunk")
    repository.write("src/schema.ts", WARNING)
    assert "orders" in review_bot("check").out
    monkeypatch.setenv("CI", "1")
    answer = review_bot("check")
    assert answer.code == 2
    assert "--base" in answer.err


def test_formats(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", ERROR)
    outputs = {name: review_bot("check", "--format", name).out for name in ("text", "markdown", "json", "sarif", "github", "html")}
    assert "What changes (1)" in outputs["text"]
    assert outputs["markdown"].startswith("### 🔴 ")
    schema = json.loads((SCHEMAS / "review.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(outputs["json"]))
    assert json.loads(outputs["sarif"])["version"] == "2.1.0"
    assert outputs["github"].startswith("::error ")
    assert outputs["html"].startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["htm", "yaml", ""])
def test_other_formats_do_not_exist(repository: Repository, review_bot: Run, name: str) -> None:
    assert review_bot("check", "--format", name).code == 2
    assert review_bot("check", "--output", f"{name}=x").code == 2


def test_output_writes_files_beside_what_is_printed(repository: Repository, review_bot: Run, tmp_path: Path) -> None:
    files = {"json": tmp_path / "new/review.json", "markdown": tmp_path / "comment.md"}
    answer = review_bot("check", *(f"--output={name}={path}" for name, path in files.items()))
    assert "no schema changes" in answer.out
    assert json.loads(files["json"].read_text(encoding="utf-8"))["conclusion"] == "success"
    assert files["markdown"].read_text(encoding="utf-8").startswith("### 🟢")
    for wrong in ("json", "json=", "=x"):
        assert review_bot("check", "--output", wrong).code == 2


def test_the_same_review_is_printed_twice_alike(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", WARNING)
    for name in ("text", "markdown", "json", "sarif", "github", "html"):
        assert review_bot("check", "--format", name).out == review_bot("check", "--format", name).out


def test_names_with_every_kind_of_character(repository: Repository, review_bot: Run) -> None:
    folder = 'src/이상한 "이름"\n'
    repository.write("drizzle.config.ts", DRIZZLE_CONFIG.replace("./src/schema.ts", "./src/**/*.ts"))
    repository.write(
        f"{folder}/표.ts",
        IMPORT + 'export const t = pgTable("표 `x`|y", { id: serial("id").primaryKey() });\n',
    )
    for name in ("text", "markdown", "json", "sarif", "github", "html"):
        answer = review_bot("check", "--format", name)
        assert answer.code == 0, answer.err
    assert "표 `x`|y" in json.dumps(json.loads(review_bot("check", "--format", "json").out), ensure_ascii=False)
