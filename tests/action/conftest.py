"""One run of the Action in this process, on the stand-in for GitHub: a checkout as actions/checkout makes it, an event file, inputs."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.action.main import main
from tests.github.standin import CheckRun, PullRequest, Repository, StandIn
from tests.tools.steps import outputs_of

MAY_WRITE = {"contents": "read", "pull_requests": "write", "checks": "write"}
ANNOTATION = re.compile(r"^::(error|warning|notice) (?:file=([^,\n]*),line=\d+,endLine=\d+,)?title=([^:\n]*)::(.*)$", re.MULTILINE)
RULE = re.compile(r"[a-z]+(-[a-z]+)+")

USERS = "CREATE TABLE users (id bigserial PRIMARY KEY, name varchar(80) NOT NULL);\n"
ORDERS = "CREATE TABLE orders (id bigserial PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE SET NULL);\n"
BEFORE = {"migrations/0001_users.sql": USERS, "README.md": "A shop.\n"}
AFTER = {**BEFORE, "migrations/0002_orders.sql": ORDERS, "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN name;\n"}
CLEAN = {**BEFORE, "migrations/0002_note.sql": "ALTER TABLE users ADD COLUMN note text;\n"}


@dataclass(frozen=True)
class Run:
    """What one run left behind."""

    code: int
    printed: str
    outputs: dict[str, str]
    summary: str

    @property
    def annotations(self) -> list[tuple[str, str, str]]:
        """Level, title and message of each."""
        return [(level, title, message) for level, _, title, message in ANNOTATION.findall(self.printed)]

    @property
    def said(self) -> list[str]:
        """What the Action says of itself."""
        return [message for _, title, message in self.annotations if title == "Schema review"]

    @property
    def rules(self) -> list[str]:
        """The rules of the findings among the annotations."""
        return [title for _, title, _ in self.annotations if RULE.fullmatch(title)]


@dataclass
class Place:
    """A runner with an empty workspace, and a repository on the stand-in."""

    github: StandIn
    shop: Repository
    folder: Path
    capture: Callable[[], str]
    runs: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.workspace, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def check_out(self, ref: str, *, depth: int | None = 1, token: str = "", persist: bool = False) -> None:
        """The workspace as actions/checkout leaves it; `depth` None fetches the history of every branch."""
        login = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        setting = f"http.{self.github.server_url}/.extraheader"
        self.workspace.mkdir()
        self.git("init", "--quiet")
        self.git("remote", "add", "origin", self.shop.clone_url)
        if token:
            self.git("config", "--local", setting, f"AUTHORIZATION: basic {login}")
        how_far = [f"--depth={depth}", "origin"] if depth else ["origin", "+refs/heads/*:refs/remotes/origin/*"]
        self.git("fetch", "--quiet", "--no-tags", *how_far, f"+{ref}:refs/remotes/checked-out")
        self.git("checkout", "--quiet", "--force", "refs/remotes/checked-out")
        if token and not persist:
            self.git("config", "--local", "--unset-all", setting)

    def variables(self, name: str, event: dict[str, Any], *, token: str = "", sha: str = "", **inputs: str) -> dict[str, str]:
        """The variables of the step; inputs as in a workflow, with `_` for `-`."""
        self.runs += 1
        files = {each: self.folder / f"{each}-{self.runs}" for each in ("GITHUB_EVENT_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.touch()
        files["GITHUB_EVENT_PATH"].write_text(json.dumps(event), encoding="utf-8")
        given = {"working_directory": str(self.workspace)} | inputs
        return {
            "GITHUB_EVENT_NAME": name,
            "GITHUB_REPOSITORY": self.shop.full_name,
            "GITHUB_SHA": sha,
            "GITHUB_SERVER_URL": self.github.server_url,
            "GITHUB_API_URL": self.github.api_url,
            "GITHUB_RUN_ID": "4711",
            "INPUT_GITHUB_TOKEN": token,
            **{each: str(path) for each, path in files.items()},
            **{f"INPUT_{each.upper()}": value for each, value in given.items()},
            **self.environment,
        }

    def run(self, name: str, event: dict[str, Any], *, token: str = "", sha: str = "", **inputs: str) -> Run:
        """Run the Action on an event."""
        variables = self.variables(name, event, token=token, sha=sha, **inputs)
        self.capture()
        code = main(variables, pacing=0)
        return self.left(code, self.capture())

    def left(self, code: int, printed: str) -> Run:
        """What the last run left behind."""
        outputs, summary = ((self.folder / f"{name}-{self.runs}").read_text("utf-8") for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"))
        return Run(code, printed, outputs_of(outputs), summary)

    def review(self, pull: PullRequest, action: str = "opened", *, token: str | None = None, **inputs: str) -> Run:
        """Run on a `pull_request` event, with the token that its workflow gets, in the checkout that it makes."""
        if not self.workspace.exists():
            self.check_out(f"refs/pull/{pull.number}/merge")
        given = pull.workflow_token(**MAY_WRITE) if token is None else token
        return self.run("pull_request", pull.event(action), token=given, **inputs)

    def check(self, sha: str) -> CheckRun:
        """The only check run of a commit."""
        (run,) = self.shop.check_runs(sha)
        return run


@pytest.fixture
def shop(github: StandIn) -> Repository:
    """A repository whose `main` has one migration."""
    repository = github.repository("octo/shop")
    repository.commit("main", BEFORE, "The shop")
    return repository


@pytest.fixture
def pull(shop: Repository) -> PullRequest:
    """A pull request with findings; `main` moved on after it was opened."""
    shop.commit("orders", AFTER, "Orders")
    opened = shop.open_pull(head="orders", title="Orders", body="For the summer sale.")
    shop.commit("main", {**BEFORE, "NOTES.md": "Closed on Sundays.\n"}, "Say when we are closed")
    return opened


@pytest.fixture
def clean_pull(shop: Repository) -> PullRequest:
    """A pull request that nobody has anything to say about."""
    shop.commit("note", CLEAN, "A note")
    return shop.open_pull(head="note", title="A note")


@pytest.fixture
def fork_pull(shop: Repository) -> PullRequest:
    """The pull request with findings, from a fork."""
    shop.fork("someone").commit("orders", AFTER, "Orders")
    return shop.open_pull(head="orders", title="Orders", fork_of="someone")


@pytest.fixture
def place(github: StandIn, shop: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Place:
    """A runner with an empty workspace, and nobody's git settings."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def capture() -> str:
        out, err = capsys.readouterr()
        return out + err

    return Place(github, shop, tmp_path, capture)
