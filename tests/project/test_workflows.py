"""Every workflow we run or show, and the action itself, judged by actionlint, zizmor and GitHub's published JSON Schemas."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
ORACLES = ROOT / "tests" / "oracles"
BIN = Path(sys.executable).parent
ACTION = ROOT / "action.yml"
PLACEHOLDER = "schema-review-bot@COMMIT"  # in what we show, for the commit that the reader has read
COMMIT = "5ec0de0000000000000000000000000000c0ffee"
USES = re.compile(r"^ *-? *uses: *(?P<action>[^\s#]+)(?: +# *(?P<comment>.*))?$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
VERSION = re.compile(r"v\d+(\.\d+)*\b")


def shown(document: Path) -> Iterator[tuple[str, str]]:
    """The workflows among the fenced blocks of a document, by document and line."""
    for token in MarkdownIt().parse(document.read_text(encoding="utf-8")):
        is_workflow = token.type == "fence" and token.info.strip() in ("yaml", "yml") and {"on:", "jobs:"} <= top_keys(token.content)
        if is_workflow and token.map:
            yield f"{document.relative_to(ROOT)}:{token.map[0] + 2}", token.content


def top_keys(text: str) -> set[str]:
    return set(re.findall(r"^[\w-]+:", text, re.MULTILINE))


def workflows() -> dict[str, str]:
    """The text of each workflow, by the place where it stands."""
    files = [path for folder in (".github/workflows", "examples/workflows") for path in sorted((ROOT / folder).glob("*.y*ml"))]
    documents = [ROOT / "README.md", ROOT / "README.ko.md", *sorted((ROOT / "docs").glob("*.md"))]
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}
    return texts | {place: text for document in documents for place, text in shown(document)}


WORKFLOWS = workflows()


def write(folder: Path, texts: dict[str, str]) -> list[str]:
    """One file a workflow, whose name says the place; returns the paths."""
    paths = [folder / (re.sub(r"[^\w.-]", "-", place) + ".yml") for place in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text.replace(PLACEHOLDER, PLACEHOLDER.replace("COMMIT", COMMIT)), encoding="utf-8")
    return [str(path) for path in paths]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a linter without a token, so that it asks nobody."""
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=300, check=False)


def zizmor(*paths: str) -> subprocess.CompletedProcess[str]:
    return run(BIN / "zizmor", "--offline", "--no-config", "--strict-collection", "--no-progress", "--quiet", *paths)


def json_schema(name: str, *paths: str) -> subprocess.CompletedProcess[str]:
    return run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{name}", *paths)


@pytest.fixture
def actionlint(missing_oracle: Callable[[str], NoReturn]) -> Callable[..., list[dict[str, Any]]]:
    node = shutil.which("node")
    if not node or not (ORACLES / "node_modules" / "@tktco" / "node-actionlint").is_dir():
        missing_oracle("actionlint is not installed: `make test` does it where npm exists")

    def lint(*paths: str) -> list[dict[str, Any]]:
        done = run(node, ORACLES / "actionlint.cjs", *paths)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return lint


def test_actionlint_has_nothing_against_the_workflows(actionlint: Any, tmp_path: Path) -> None:
    assert actionlint(*write(tmp_path, WORKFLOWS)) == []


def test_zizmor_has_nothing_against_the_workflows_and_the_action(tmp_path: Path) -> None:
    done = zizmor(str(ACTION), *write(tmp_path, WORKFLOWS))
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_and_action_are_what_the_schemas_of_github_describe(tmp_path: Path) -> None:
    for done in (json_schema("github-workflows", *write(tmp_path, WORKFLOWS)), json_schema("github-actions", str(ACTION))):
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("place", [*WORKFLOWS, "action.yml"])
def test_the_actions_of_others_are_pinned_by_commit_and_say_their_version(place: str) -> None:
    for used in USES.finditer(WORKFLOWS.get(place) or ACTION.read_text(encoding="utf-8")):
        if used["action"].startswith("./") or used["action"].endswith(PLACEHOLDER):
            continue
        assert PINNED.fullmatch(used["action"]), used[0].strip()
        assert VERSION.match(used["comment"] or ""), f"{used[0].strip()}: no version in a comment"


def test_one_version_of_an_action_is_one_commit_everywhere() -> None:
    pins: dict[tuple[str, str], set[str]] = {}
    for text in WORKFLOWS.values():
        for used in USES.finditer(text):
            if PINNED.fullmatch(used["action"]):
                action, _, commit = used["action"].partition("@")
                pins.setdefault((action, (used["comment"] or "").split(" ")[0]), set()).add(commit)
    assert all(len(commits) == 1 for commits in pins.values()), pins


BAD = """\
name: Bad
on: pul_request
permissions: {}
jobs:
  bad:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
      - run: echo "${{ github.event.pull_request.title }}"
"""


def test_the_linters_find_planted_mistakes(actionlint: Any, tmp_path: Path) -> None:
    path = write(tmp_path, {"bad": BAD})[0]
    assert {finding["kind"] for finding in actionlint(path)} >= {"events", "expression"}
    assert json_schema("github-workflows", path).returncode != 0
    valid = write(tmp_path, {"valid": BAD.replace("pul_request", "pull_request")})[0]
    found = zizmor(valid).stdout
    assert all(audit in found for audit in ("template-injection", "unpinned-uses", "artipacked")), found


def test_the_workflows_that_are_shown_are_found() -> None:
    assert {place.partition(":")[0] for place in WORKFLOWS} >= {".github/workflows/ci.yml", "README.md", "README.ko.md"}
