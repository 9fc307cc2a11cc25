"""What the README and its neighbours promise exists: commands, options, links, inputs, keys; the same in both languages."""

import re
import subprocess
import sys
from pathlib import Path

import cmarkgfm
import pytest
import yaml

from bot.cli.starter import WORKFLOW
from bot.config import load_config
from bot.errors import BotError, ConfigError, LimitError
from bot.lint import check_settings, default_rules

ROOT = Path(__file__).parents[2]
READMES = {"en": (ROOT / "README.md").read_text(encoding="utf-8"), "ko": (ROOT / "README.ko.md").read_text(encoding="utf-8")}
DOCUMENTS = [ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(text: str, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(text) if name == language]


def prose(text: str) -> str:
    return FENCE.sub("", text)


@pytest.mark.parametrize("language", READMES)
def test_the_first_lines_are_the_two_commands(language: str) -> None:
    assert READMES[language].startswith("```sh\nmake demo ")
    assert [line.split("#")[0].strip() for line in fences(READMES[language], "sh")[0].splitlines()] == ["make demo", "make test"]


def test_both_languages_show_the_same_code() -> None:
    english, korean = (FENCE.findall(text)[1:] for text in READMES.values())
    assert english == korean
    assert len(re.findall("^#", prose(READMES["en"]), re.MULTILINE)) == len(re.findall("^#", prose(READMES["ko"]), re.MULTILINE))


def test_both_languages_name_the_same_things() -> None:
    english, korean = (sorted(set(re.findall(r"`([^`\n]+)`", prose(text)))) for text in READMES.values())
    assert english == korean


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", prose(path.read_text(encoding="utf-8")))
    broken = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_github_shows_no_stray_marks(path: Path) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(path.read_text(encoding="utf-8"))
    shown = re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert "**" not in shown
    assert "~~" not in shown


def help_of(*command: str) -> str:
    start = "import sys; from bot.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", start, *command, "--help"], capture_output=True, text=True, encoding="utf-8", check=True, timeout=60
    )
    return done.stdout


def test_every_command_and_option_exists() -> None:
    code = " ".join(re.findall(r"`([^`\n]+)`", prose(READMES["en"])) + [body for _, body in FENCE.findall(READMES["en"])])
    commands = {" ".join(found.split()) for found in re.findall(r"(?:schema-review|reviewer) ((?:config )?[a-z]+)(?![\w-])", code)}
    assert {"check", "rules", "config validate"} <= commands
    for command in sorted(commands):
        assert help_of(*command.split())
    listed = help_of("check")
    options = set(re.findall(r"`(--[a-z-]+)", prose(READMES["en"])))
    assert "--fail-on" in options
    assert not [option for option in options if option not in listed]


@pytest.mark.parametrize("path", [ROOT / "README.md", *(ROOT / ".github" / "workflows").glob("*.yml")], ids=lambda path: path.name)
def test_actions_of_others_are_pinned(path: Path) -> None:
    uses = [line.strip("- ") for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"[ -]*uses: ", line)]
    foreign = [line for line in uses if "./" not in line and "OWNER/" not in line]
    assert foreign
    assert not [line for line in foreign if not PINNED.search(line)]


def test_the_readme_uses_the_actions_inputs() -> None:
    workflow = yaml.safe_load(fences(READMES["en"], "yaml")[0])
    ours = next(step for step in workflow["jobs"]["review"]["steps"] if "OWNER/" in step["uses"])
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert set(ours["with"]) <= set(inputs)
    assert fences(READMES["en"], "yaml")[0] == WORKFLOW, "`init` prints another workflow than the README shows"


CONFIGURATIONS = [
    (path.name, body) for path in DOCUMENTS for body in fences(path.read_text(encoding="utf-8"), "yaml") if "version: 1" in body
]


@pytest.mark.parametrize(("name", "body"), CONFIGURATIONS, ids=[name for name, _ in CONFIGURATIONS])
def test_the_configurations_shown_are_valid(name: str, body: str) -> None:
    check_settings(load_config(body, name), default_rules())


def test_the_index_lists_every_document() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert not [path.name for path in (ROOT / "docs").glob("*.md") if path.name != "README.md" and f"]({path.name})" not in index]


@pytest.mark.parametrize("language", READMES)
def test_the_exit_codes_are_those_of_the_errors(language: str) -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", READMES[language], re.MULTILINE)}
    assert codes == {0, 1, 2, 3, 4, 6, 70}
    assert {BotError.exit_code, ConfigError.exit_code, LimitError.exit_code} <= codes


@pytest.mark.parametrize("name", ["runtime", "build", "dev", "bench"])
def test_the_locks_name_hashes_and_no_index(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
    assert pins
    assert all(re.fullmatch(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+( ; .*)? \\", line) for line in pins)
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9._-]+==[^ ]+)", text, re.MULTILINE))

    assert pins("runtime") | pins("build") <= pins("dev")
