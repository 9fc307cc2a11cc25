import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.config import Config, load_config
from tests.cli.conftest import SCHEMA, WITH_ORDERS, Answer, Repository

Run = Callable[..., Answer]
CONFIG = ".github/schema-review.yml"
DOCS = Path(__file__).parents[2] / "docs"


def test_diff_text_json_sql_markdown(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", WITH_ORDERS)
    assert "new table, 2 columns, 1 foreign key" in review_bot("diff").out
    made = json.loads(review_bot("diff", "--format", "json").out)
    assert [change["kind"] for change in made["projects"][0]["changes"]] == ["add-table"]
    assert 'CREATE TABLE "orders"' in review_bot("diff", "--format", "sql").out
    assert "| `orders` | new table" in review_bot("diff", "--format", "markdown").out
    assert "새 테이블" in review_bot("diff", "--lang", "ko").out


def test_diff_reverse_goes_back(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", WITH_ORDERS)
    assert 'DROP TABLE "orders"' in review_bot("diff", "--reverse", "--format", "sql").out


def test_diff_never_judges(repository: Repository, review_bot: Run) -> None:
    repository.write("src/schema.ts", SCHEMA.split("export const sessions", maxsplit=1)[0])
    assert review_bot("diff").code == 0
    repository.write(CONFIG, "rules: { dropped-table: { severity: error } }\n")
    assert review_bot("diff").code == 0


def test_diff_without_changes(repository: Repository, review_bot: Run) -> None:
    for name in ("text", "markdown"):
        assert "no schema changes" in review_bot("diff", "--format", name).out


def test_rules_json_fits_its_schema(review_bot: Run) -> None:
    made = json.loads(review_bot("rules", "--format", "json").out)
    schema = json.loads((DOCS / "schemas/rules.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(made)
    assert "unindexed-foreign-key" in {rule["name"] for rule in made}


@pytest.mark.parametrize(("language", "word"), [("en", "warning"), ("ko", "경고")])
def test_rules_text(review_bot: Run, language: str, word: str) -> None:
    out = review_bot("rules", "--lang", language).out
    assert "unindexed-foreign-key" in out
    assert word in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(("language", "off", "asks"), [("en", "off", "question"), ("ko", "꺼짐", "질문")])
def test_rules_text_says_which_are_off_and_which_ask(review_bot: Run, language: str, off: str, asks: str) -> None:
    kinds = {words[0]: words[1] for line in review_bot("rules", "--lang", language).out.splitlines() if len(words := line.split()) > 1}
    assert kinds["whole-table-write"] == off
    assert kinds["undecided-on-delete"] == asks


def test_explain_in_both_languages(review_bot: Run) -> None:
    english, korean = (review_bot("explain", "unindexed-foreign-key", "--lang", language).out for language in ("en", "ko"))
    assert "## Why" in english
    assert "<!-- ko -->" not in english
    assert "## 왜 문제인가" in korean


@pytest.mark.parametrize("name", ["unindexed-foreign-kye", "unindexed_foreign_key", "Unindexed-Foreign-Key"])
def test_explain_of_an_unknown_rule_suggests_the_nearest(review_bot: Run, name: str) -> None:
    answer = review_bot("explain", name)
    assert answer.code == 2
    assert "did you mean unindexed-foreign-key?" in answer.err


def test_init_writes_what_it_found(repository: Repository, review_bot: Run) -> None:
    answer = review_bot("init")
    assert answer.code == 0
    text = (repository.path / CONFIG).read_text(encoding="utf-8")
    project = load_config(text).projects[0]
    assert project.schema_ == ("src/schema.ts",)
    assert project.dialect == "postgresql"
    assert "OWNER/schema-review-bot@COMMIT" in answer.out
    workflow = yaml.safe_load(answer.out.split(".yml:\n\n", 1)[1])
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert review_bot("check").code == 0
    assert review_bot("config", "validate").code == 0


def test_init_does_not_overwrite(repository: Repository, review_bot: Run) -> None:
    repository.write(CONFIG, "fail-on: never\n")
    answer = review_bot("init")
    assert answer.code == 2
    assert "--force" in answer.err
    assert (repository.path / CONFIG).read_text() == "fail-on: never\n"
    assert review_bot("init", "--force").code == 0
    assert load_config((repository.path / CONFIG).read_text(encoding="utf-8")).fail_on == "error"


def test_init_writes_through_no_link(repository: Repository, review_bot: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (repository.path / ".github").symlink_to(tmp_path / "elsewhere")
    assert review_bot("init").code == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_init_without_projects(empty_repository: Repository, review_bot: Run) -> None:
    assert review_bot("init").code == 0
    text = (empty_repository.path / CONFIG).read_text(encoding="utf-8")
    assert load_config(text) == Config()
    uncommented = text.replace("# projects:", "projects:").replace("#   - name", "  - name").replace("#     ", "    ")
    assert load_config(uncommented).projects[0].name == "api"


def test_config_show_has_every_default(repository: Repository, review_bot: Run) -> None:
    shown = review_bot("config", "show").out
    assert load_config(shown) == Config()
    assert yaml.safe_load(shown)["inline"] == {"enabled": True, "max": 20, "min-severity": "warning"}
    repository.write(
        CONFIG,
        "fail-on: warning\n"
        "rules: { unindexed-foreign-key: off, duplicate-index: { severity: error } }\n"
        "projects: [{ name: a, schema: [x.ts] }]\n",
    )
    assert load_config(review_bot("config", "show").out) == load_config((repository.path / CONFIG).read_text())


def test_config_validate(repository: Repository, review_bot: Run, tmp_path: Path) -> None:
    assert review_bot("config", "validate").out == "no configuration file: the defaults hold\n"
    repository.write(CONFIG, "fail-on: warning\n")
    assert review_bot("config", "validate").out == f"{CONFIG}: valid\n"
    repository.write(CONFIG, "version: 1\nfial-on: warning\n")
    answer = review_bot("config", "validate")
    assert answer.code == 2
    assert f"{CONFIG}:2" in answer.err
    assert "fail-on" in answer.err
    named = tmp_path / "x.yml"
    named.write_text("rules: { unindexed-foreign-kye: off }\n")
    assert review_bot("config", "validate", named).code == 2
    assert "unindexed-foreign-key" in review_bot("config", "validate", "--config", named).err


def test_config_schema_is_the_documented_one(review_bot: Run) -> None:
    made = json.loads(review_bot("config", "schema").out)
    assert made == json.loads((DOCS / "schemas/config.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(made).validate({"fail-on": "error"})
