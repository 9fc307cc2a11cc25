import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import __version__
from bot.cli import reviewing
from bot.cli.exits import PRECEDENCE, Exit, gravest
from bot.errors import LimitError
from tests.cli.conftest import Answer, Repository

Run = Callable[..., Answer]
COMMANDS = ("check", "diff", "inspect", "explain", "rules", "sizes", "init", "config", "serve", "worker", "doctor", "github")


def test_version(review_bot: Run) -> None:
    assert review_bot("--version").out == f"schema-review {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_lists_the_commands_that_exist(review_bot: Run, arguments: list[str]) -> None:
    answer = review_bot(*arguments)
    listed = re.findall(r"^  ([a-z]+)  ", answer.out + answer.err, re.MULTILINE)
    assert set(listed) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(review_bot: Run, command: str) -> None:
    answer = review_bot(command, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: schema-review {command}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve"],
        ["serve", "--nope"],
        ["worker"],
        ["check", "--nope"],
        ["check", "--lang", "fr"],
        ["check", "--dialect", "oracle"],
        ["explain"],
    ],
)
def test_wrong_usage_is_exit_2(review_bot: Run, arguments: list[str]) -> None:
    answer = review_bot(*arguments)
    assert answer.code == 2
    assert answer.out == ""


def test_an_internal_error_is_exit_70_and_debug_shows_the_traceback(
    repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom \x1b[31m")

    monkeypatch.setattr(reviewing, "review", broken)
    answer = review_bot("check")
    assert answer.code == 70
    assert "RuntimeError: boom" in answer.err
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err
    assert "Traceback" in review_bot("--debug", "check").err


def test_errors_keep_their_own_exit_code(repository: Repository, review_bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(*_: object, **__: object) -> None:
        raise LimitError("too much")

    monkeypatch.setattr(reviewing, "review", limited)
    answer = review_bot("check")
    assert (answer.code, answer.err) == (6, "schema-review: too much\n")


def test_precedence_of_exit_codes() -> None:
    assert list(PRECEDENCE) == [70, 5, 2, 4, 6, 1, 3, 0]
    assert set(PRECEDENCE) == set(Exit)
    for first, second in itertools.combinations(PRECEDENCE, 2):
        assert gravest([second, first]) is first
    assert gravest([]) is Exit.OK


def test_every_exit_code_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/cli.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)] == sorted(Exit)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(review_bot: Run, command: str) -> None:
    page = (Path(__file__).parents[2] / "docs/cli.md").read_text(encoding="utf-8")
    section = page.split(f"## {command}\n")[1].split("\n## ")[0]
    options = set(re.findall(r"^  (--[a-z-]+)", review_bot(command, "--help").out, re.MULTILINE)) - {"--help"}
    assert all(f"`{option}" in section for option in options), options


def test_version_and_help_load_nothing_heavy() -> None:
    heavy = {"sqlglot", "tree_sitter", "jinja2", "yaml", "bot.render", "bot.review"}
    code = f"import sys; from bot.cli.main import run; run(['check', '--help']); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_reading_a_drizzle_schema_loads_neither_rules_nor_sqlglot(tmp_path: Path) -> None:
    schema = 'import { integer, pgTable } from "drizzle-orm/pg-core";\nexport const a = pgTable("a", { id: integer() });\n'
    (tmp_path / "schema.ts").write_text(schema, encoding="utf-8")
    heavy = {"sqlglot", "bot.lint", "bot.review"}
    code = f"import sys; from bot.cli.main import run; run(['inspect', 'schema.ts']); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "id" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_as_a_program_in_a_pipe(repository: Repository) -> None:
    program = Path(sys.executable).with_name("schema-review")
    done = subprocess.run(
        [program, "check", "--lang", "ko"], capture_output=True, check=False, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    )
    assert done.returncode == 0, done.stderr
    assert "스키마 변경 없음" in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""
