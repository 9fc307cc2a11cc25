"""The steps of action.yml, run by bash as a runner does it, on the stand-in for GitHub."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.github.standin import PullRequest, StandIn
from tests.tools.steps import ACTION, ROOT, Finished, Machine

STEPS = ACTION["runs"]["steps"]


@dataclass
class Runner:
    """A machine with the example's pull request checked out, and the token of its workflow."""

    machine: Machine
    github: StandIn
    pull: PullRequest
    token: str
    done: Finished | None = None

    @property
    def workspace(self) -> Path:
        return self.machine.workspace

    def run(self, **inputs: str) -> int:
        """Run the steps in order; returns the exit code of the last one that ran."""
        self.done = self.machine.run("pull_request", self.pull.event("opened"), token=self.token, sha=str(self.pull.test_merge), **inputs)
        return self.done.code

    @property
    def printed(self) -> str:
        return self.done.printed if self.done else ""

    @property
    def summary(self) -> str:
        return self.done.summary if self.done else ""

    @property
    def outputs(self) -> dict[str, str]:
        return self.done.outputs if self.done else {}


@pytest.fixture
def runner(tmp_path: Path, example: Path) -> Iterator[Runner]:
    """A runner on a `pull_request` event, with a checkout of depth 1 and this installation in place of a new one."""
    installed = tmp_path / "temp" / "schema-review"
    installed.mkdir(parents=True)
    (installed / "installed-from").write_text(f"{ROOT}\n", encoding="utf-8")
    for name in ("bin", "lib", "pyvenv.cfg"):
        (installed / name).symlink_to(Path(sys.prefix) / name)
    with StandIn() as github:
        shop = github.repository("octo/shop")
        shop.commit("main", example / "before", "The shop")
        shop.commit("coupons", example / "after", "Coupons and reviews")
        pull = shop.open_pull(head="coupons", title="Coupons and reviews")
        context = {"github.action_repository": "tools/schema-review-bot", "github.action_ref": "v1"}
        machine = Machine(tmp_path, github.server_url, github.api_url, shop.full_name, context)
        token = pull.workflow_token(contents="read", pull_requests="write", checks="write")
        machine.check_out(shop.clone_url, f"refs/pull/{pull.number}/merge", token=token)
        yield Runner(machine, github, pull, token)


def test_the_review_reaches_every_place(runner: Runner) -> None:
    code = runner.run(sarif_file="review.sarif", json_file="review.json", report_file="review.md")
    assert code == 1, runner.printed
    annotations = re.findall(r"^::(?:error|warning|notice) .*", runner.printed, re.MULTILINE)
    assert any("file=src/db/schema.ts,line=" in line for line in annotations), runner.printed
    assert runner.summary.startswith("### 🔴")
    (comment,) = runner.pull.comments
    assert comment.body.startswith("### 🔴")
    assert runner.pull.threads
    (check,) = runner.pull.repository.check_runs(runner.pull.head)
    assert check.conclusion == "failure"
    assert "/tools/schema-review-bot/blob/v1/rules/" in "".join(thread.comments[0].body for thread in runner.pull.threads)
    assert not [name for name, value in runner.outputs.items() if not value]
    assert runner.outputs["conclusion"] == "failure"
    assert runner.outputs["destructive"] == "true"
    assert runner.outputs["head-sha"] == runner.pull.head
    assert json.loads(Path(runner.outputs["json"]).read_text(encoding="utf-8"))["conclusion"] == "failure"
    assert json.loads(Path(runner.outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path(runner.outputs["report"]).read_text(encoding="utf-8") == runner.summary


def test_a_read_only_token_loses_nothing(runner: Runner) -> None:
    runner.token = runner.pull.workflow_token(contents="read")
    assert runner.run(language="ko", fail_on="never") == 0, runner.printed
    assert "테이블" in runner.summary
    assert runner.outputs["degraded"] == "true"
    assert runner.outputs["comment-url"] == ""
    assert not runner.github.writes


def test_inputs_are_data_and_never_shell(runner: Runner, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    evil = f'"; touch {trap}; $(touch {trap}) `touch {trap}`'
    known = ("comment-key", "fail-on", "language", "comment", "inline", "dry-run", "python")
    free = {name: evil for name in ACTION["inputs"] if name not in known}
    for inputs in (free, {name: evil for name in known if name != "python"}, {"project": evil}, {"base": f"--upload-pack=touch {trap}"}):
        assert runner.run(**{"dry-run": "true"} | inputs) == 2, runner.printed
    assert not trap.exists()
    assert not runner.github.writes


def test_modules_of_the_checkout_are_not_imported(runner: Runner, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    for name in ("json", "os", "pip", "bot", "github", "sitecustomize"):
        (runner.workspace / f"{name}.py").write_text(f"open({str(trap)!r}, 'w')\n", encoding="utf-8")
    runner.run(dry_run="true")
    assert runner.outputs["conclusion"] == "failure", runner.printed
    assert not trap.exists()


def test_neither_command_line_nor_terminal_is_loaded_for_it(tmp_path: Path) -> None:
    start = "import sys, bot.action.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-I", "-c", start], cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split()
    assert "github" in loaded
    assert not {"typer", "bot.cli"} & set(loaded)


def test_no_expression_stands_in_a_script() -> None:
    assert not [step["name"] for step in STEPS if "${{" in step["run"]]
    assert all(step["shell"] == "bash" for step in STEPS)


def test_every_input_is_used_under_its_name() -> None:
    used = {name: value for step in STEPS for name, value in step["env"].items() if name.startswith("INPUT_")}
    assert used == {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}


def test_every_output_is_the_reviews() -> None:
    assert {name: spec["value"] for name, spec in ACTION["outputs"].items()} == {
        name: f"${{{{ steps.review.outputs.{name} }}}}" for name in ACTION["outputs"]
    }


def test_the_page_describes_every_input_and_output() -> None:
    page = (ROOT / "docs" / "github.md").read_text(encoding="utf-8")
    assert not [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"| `{name}` |" not in page]


@pytest.mark.parametrize("python", ["an old one", "none"])
def test_an_old_python_is_refused(runner: Runner, tmp_path: Path, python: str) -> None:
    (tmp_path / "temp" / "schema-review" / "installed-from").unlink()
    old = tmp_path / "python"
    if python == "an old one":
        old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        old.chmod(0o755)
    assert runner.run(python=str(old)) == 2
    assert "Python 3.11 or newer" in runner.printed


def test_the_installation_needs_no_build_and_checks_hashes() -> None:
    (install,) = [step["run"] for step in STEPS if step["name"] == "Install"]
    assert "--require-hashes" in install
    assert "requirements/action.lock" in install
    assert (ROOT / "requirements" / "action.lock").is_file()


@pytest.mark.parametrize("name", ["fork-by-hand", "fork-target"])
def test_the_page_shows_the_workflows_for_forks_as_they_lie_there(name: str) -> None:
    page = (ROOT / "docs" / "github.md").read_text(encoding="utf-8")
    assert f"```yaml\n{(ROOT / 'examples' / 'workflows' / f'{name}.yml').read_text(encoding='utf-8')}```" in page


def test_the_workflows_shown_use_inputs_that_there_are() -> None:
    for path in (ROOT / "examples" / "workflows").glob("*.yml"):
        jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
        ours = [step for job in jobs.values() for step in job["steps"] if "OWNER/" in step.get("uses", "")]
        assert ours, path.name
        assert {name for step in ours for name in step.get("with", {})} <= set(ACTION["inputs"]), path.name


def test_no_workflow_for_forks_checks_out_the_head() -> None:
    text = (ROOT / "examples" / "workflows" / "fork-target.yml").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    assert not [step for step in job["steps"] if "run" in step or "ref" in step.get("with", {})]
