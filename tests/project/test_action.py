"""The steps of action.yml, run by bash as a runner does it, on a pull request made of the example."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{ *([a-z.A-Z_-]+) *\}\}")


@dataclass
class Runner:
    """As much of a GitHub runner as a composite action meets."""

    folder: Path
    workspace: Path
    event: dict[str, object]
    github_sha: str
    printed: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    def run(self, **inputs: str) -> int:
        """Run the steps in order; returns the exit code of the last one that ran."""
        values = {f"inputs.{name}": str(spec.get("default", "")) for name, spec in ACTION["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        for number, step in enumerate(STEPS):
            code, outputs = self._step(step, number, values | self.outputs)
            self.outputs |= {f"steps.{step.get('id')}.outputs.{name}": value for name, value in outputs.items()}
            if code:
                return code
        return 0

    def _step(self, step: Mapping[str, object], number: int, values: Mapping[str, str]) -> tuple[int, dict[str, str]]:
        files = {name: self.folder / f"{name}-{number}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.touch()
        script = self.folder / f"step-{number}.sh"
        script.write_text(str(step["run"]), encoding="utf-8")
        env = {name: EXPRESSION.sub(lambda found: values[found[1]], value) for name, value in dict(step.get("env", {})).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace,
            env=self._environment() | {name: str(path) for name, path in files.items()} | env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        self.printed += done.stdout + done.stderr
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done.returncode, dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines())

    def _environment(self) -> dict[str, str]:
        event_path = self.folder / "event.json"
        event_path.write_text(json.dumps(self.event), encoding="utf-8")
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_EVENT_PATH": str(event_path),
            "GITHUB_SHA": self.github_sha,
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.folder / "temp"),
        }


def git(folder: Path, *arguments: str) -> str:
    """Run git with an identity of its own; returns what it prints."""
    who = ["-c", "user.name=example", "-c", "user.email=example@example.invalid", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(repository: Path, content: Path, message: str) -> str:
    """Make the repository's files those of a folder and commit them; returns the commit."""
    git(repository, "rm", "-r", "--quiet", "--ignore-unmatch", ".")
    shutil.copytree(content, repository, dirs_exist_ok=True)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(repository, "rev-parse", "HEAD")


@pytest.fixture
def origin(tmp_path: Path, example: Path) -> Path:
    """A repository with the example's pull request on branch `coupons`; `main` has moved on since."""
    repository = tmp_path / "origin"
    repository.mkdir()
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")  # as GitHub serves it
    commit(repository, example / "before", "The shop")
    git(repository, "switch", "--quiet", "--create", "coupons")
    commit(repository, example / "after", "Coupons and reviews")
    git(repository, "switch", "--quiet", "main")
    (repository / "NOTES.md").write_text("Closed on Sundays.\n", encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Say when we are closed")
    return repository


@pytest.fixture
def runner(tmp_path: Path, origin: Path) -> Runner:
    """A runner on a `pull_request` event, with a full checkout and this installation in place of a new one."""
    installed = tmp_path / "temp" / "schema-review"
    (installed / "bin").mkdir(parents=True)
    (installed / "installed-from").write_text(f"{ROOT}\n", encoding="utf-8")
    for name in ("python", "schema-review"):
        (installed / "bin" / name).symlink_to(Path(sys.prefix) / "bin" / name)
    git(tmp_path, "clone", "--quiet", str(origin), "workspace")
    base, head = git(origin, "rev-parse", "main"), git(origin, "rev-parse", "coupons")
    event = {"pull_request": {"number": 7, "base": {"sha": base, "ref": "main"}, "head": {"sha": head, "ref": "coupons"}}}
    return Runner(tmp_path, tmp_path / "workspace", event, github_sha=base)


def annotations(printed: str) -> list[str]:
    return re.findall(r"^::(?:error|warning|notice) .*", printed, re.MULTILINE)


def test_the_review_becomes_annotations_and_a_job_summary(runner: Runner) -> None:
    code = runner.run(sarif_file="review.sarif", json_file="review.json")
    assert code == 1, runner.printed
    assert any("file=src/db/schema.ts,line=" in line for line in annotations(runner.printed)), runner.printed
    assert any("file=drizzle/0003_products_name_index.sql,line=" in line for line in annotations(runner.printed))
    assert runner.summary.startswith("### 🔴")
    assert "dropped-table" in runner.summary
    assert runner.outputs["steps.commits.outputs.head-sha"] == runner.event["pull_request"]["head"]["sha"]
    assert runner.outputs["steps.review.outputs.exit-code"] == "1"
    review = json.loads((runner.workspace / "review.json").read_text(encoding="utf-8"))
    rules = {finding["rule"] for project in review["projects"] for finding in project["findings"]}
    assert {"dropped-table", "concurrently-in-transaction"} <= rules
    assert json.loads((runner.workspace / "review.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_what_main_did_since_is_not_the_pull_requests(runner: Runner) -> None:
    runner.run(json_file="review.json")
    assert "NOTES.md" not in runner.printed + runner.summary


def test_inputs_choose_language_and_verdict(runner: Runner) -> None:
    assert runner.run(language="ko", fail_on="never") == 0, runner.printed
    assert "테이블" in runner.summary
    assert runner.outputs["steps.review.outputs.exit-code"] == "0"


def test_a_shallow_checkout_fetches_what_is_missing(runner: Runner, tmp_path: Path, origin: Path) -> None:
    shutil.rmtree(runner.workspace)
    git(tmp_path, "clone", "--quiet", "--depth=1", origin.as_uri(), "workspace")
    assert runner.run(fail_on="never") == 0, runner.printed
    assert "dropped-table" in runner.summary


def test_a_commit_that_is_nowhere_is_said(runner: Runner) -> None:
    assert runner.run(base="f" * 40) == 2
    assert "::error title=Schema review::" in runner.printed
    assert "Traceback" not in runner.printed


@pytest.mark.parametrize(
    ("event", "sha"),
    [
        ({"before": "{base}"}, "{head}"),
        ({"before": "0" * 40, "repository": {"default_branch": "main"}}, "{head}"),
        ({"merge_group": {"base_sha": "{base}", "head_sha": "{head}"}}, "{head}"),
        ({"repository": {"default_branch": "main"}}, "{head}"),
    ],
    ids=["push", "first push of a branch", "merge queue", "by hand"],
)
def test_every_event_has_its_two_commits(runner: Runner, origin: Path, event: dict[str, object], sha: str) -> None:
    commits = {"{base}": git(origin, "rev-parse", "main"), "{head}": git(origin, "rev-parse", "coupons")}
    text = json.dumps(event)
    for name, value in commits.items():
        text, sha = text.replace(name, value), sha.replace(name, value)
    runner.event, runner.github_sha = json.loads(text), sha
    assert runner.run(fail_on="never") == 0, runner.printed
    assert runner.outputs["steps.commits.outputs.base-sha"] == commits["{base}"]
    assert runner.outputs["steps.commits.outputs.head-sha"] == commits["{head}"]


def test_inputs_are_data_and_never_shell(runner: Runner, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    runner.run(project=f'"; touch {trap}; $(touch {trap}) `touch {trap}`', base=f"$(touch {trap})")
    runner.run(base=f"--upload-pack=touch {trap}")
    assert not trap.exists()


def test_modules_of_the_checkout_are_not_imported(runner: Runner, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    for name in ("json", "os", "pip", "bot", "typer"):
        (runner.workspace / f"{name}.py").write_text(f"open({str(trap)!r}, 'w')\n", encoding="utf-8")
    runner.run()
    assert runner.outputs["steps.review.outputs.exit-code"] == "1", runner.printed
    assert not trap.exists()


def test_no_expression_stands_in_a_script() -> None:
    assert not [step["name"] for step in STEPS if "${{" in step["run"]]
    assert all(step["shell"] == "bash" for step in STEPS)


def test_every_input_is_used() -> None:
    used = set(EXPRESSION.findall(json.dumps([step["env"] for step in STEPS])))
    assert {f"inputs.{name}" for name in ACTION["inputs"]} == {name for name in used if name.startswith("inputs.")}


def test_an_old_python_is_refused(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "temp" / "schema-review" / "installed-from").unlink()
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    assert runner.run(python=str(old)) == 2
    assert "Python 3.11 or newer" in runner.printed
