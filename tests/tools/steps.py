"""The steps of action.yml, run by bash as a GitHub runner runs those of a composite action."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
EXPRESSION = re.compile(r"\$\{\{ *([a-z._-]+) *\}\}", re.IGNORECASE)


@dataclass(frozen=True)
class Finished:
    """What a run of the steps left behind: exit code, log, job summary, and the outputs of the action."""

    code: int
    printed: str
    summary: str
    outputs: dict[str, str]


@dataclass
class Machine:
    """As much of a GitHub runner as a composite action meets: a folder of its own, a checkout, an event."""

    folder: Path
    server_url: str
    api_url: str
    repository: str
    context: dict[str, str] = field(default_factory=dict)
    runs: int = 0

    @property
    def workspace(self) -> Path:
        """Where the checkout is."""
        return self.folder / "workspace"

    def check_out(self, clone_url: str, ref: str, *, token: str = "", depth: int = 1) -> None:
        """The workspace as actions/checkout leaves it: one commit, and no credentials."""
        self.workspace.mkdir(parents=True, exist_ok=True)
        login = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        self._git("init", "--quiet")
        self._git("config", "remote.origin.url", clone_url)
        how = ["-c", f"http.extraheader=AUTHORIZATION: basic {login}"] if token else []
        self._git(*how, "fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", f"+{ref}:refs/remotes/checked-out")
        self._git("checkout", "--quiet", "--force", "refs/remotes/checked-out")

    def run(self, name: str, event: Mapping[str, Any], *, token: str, sha: str = "", **inputs: str) -> Finished:
        """Run the steps on an event; inputs as in a workflow, with `_` for `-`."""
        self.runs += 1
        values = {"github.token": token, "github.action_repository": "", "github.action_ref": "", **self.context}
        defaults = {name: str(spec.get("default", "")) for name, spec in ACTION["inputs"].items()}
        given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
        values |= {f"inputs.{name}": _filled(value, values) for name, value in given.items()}
        environment = self._environment(name, event, sha)
        printed, summary, code = "", "", 0
        for number, step in enumerate(ACTION["runs"]["steps"]):
            code, said, left = self._step(step, number, environment, values)
            printed, summary = printed + said, summary + left["GITHUB_STEP_SUMMARY"]
            values |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in outputs_of(left["GITHUB_OUTPUT"]).items()}
            if code:
                break
        outputs = {name: _filled(spec["value"], values) for name, spec in ACTION["outputs"].items()}
        return Finished(code, printed, summary, outputs)

    def _step(
        self, step: Mapping[str, Any], number: int, environment: Mapping[str, str], values: Mapping[str, str]
    ) -> tuple[int, str, dict[str, str]]:
        files = {name: self.folder / f"{name.lower()}-{self.runs}-{number}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.touch()
        script = self.folder / f"step-{number}.sh"
        script.write_text(step["run"], encoding="utf-8")
        own = {name: _filled(str(value), values) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace,
            env={**environment, **{name: str(path) for name, path in files.items()}, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout, {name: path.read_text(encoding="utf-8") for name, path in files.items()}

    def _environment(self, name: str, event: Mapping[str, Any], sha: str) -> dict[str, str]:
        path = self.folder / f"event-{self.runs}.json"
        path.write_text(json.dumps(event), encoding="utf-8")
        (self.folder / "temp").mkdir(exist_ok=True)
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_API_URL": self.api_url,
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_RUN_ID": str(4710 + self.runs),
            "GITHUB_SERVER_URL": self.server_url,
            "GITHUB_SHA": sha,
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.folder / "temp"),
        }

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.workspace, check=True, capture_output=True)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its `${{ … }}`; one that nothing gave a value is empty, as in a workflow."""
    return EXPRESSION.sub(lambda found: values.get(found[1], ""), text)


def outputs_of(text: str) -> dict[str, str]:
    """The outputs as the runner reads them; the last value of a name holds."""
    found: dict[str, str] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        name, separator, end = line.partition("<<")
        if separator:
            found[name] = "\n".join(iter(partial(next, lines), end))
    return found
