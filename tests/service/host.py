"""The whole service as processes on this machine, beside the stand-in for GitHub: for tests and demos."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.accounts import App
from tests.github.standin.apps import Delivery

SECRET = "It's a Secret to Everybody"
WEBHOOK = "/webhooks/github"
PATIENCE = 90
MAY = {"contents": "read", "issues": "read", "pull_requests": "write", "checks": "write"}
EVENTS = ("pull_request", "issue_comment")
BOT = "reviewer[bot]"
OPERATOR = "an operator's token"
ROOT = Path(__file__).parents[2]


@dataclass
class Host:
    """The service on loopback, and the App that it is, `app`; `folder` holds its files, its key and what its processes said."""

    github: StandIn
    shop: Repository
    folder: Path
    variables: dict[str, str]
    installation: int
    app: App
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.variables['SCHEMA_REVIEW_PORT']}"

    def start(self, *arguments: str, is_quick: bool = False, **changes: str) -> subprocess.Popen[bytes]:
        """One command of the product; a quick one pauses only shortly between two writes and after a failure."""
        environment = {**self.variables, **{f"SCHEMA_REVIEW_{name}": value for name, value in changes.items()}}
        program = "tests.service.quick" if is_quick else "bot.cli"
        command = [sys.executable, "-m", program, *arguments]
        with (self.folder / f"log-{len(self.started)}").open("wb") as log:
            made = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
        self.started.append(made)
        return made

    def start_quickly(self, *, workers: int = 1) -> tuple[subprocess.Popen[bytes], ...]:
        """A web process and its workers, ready."""
        made = [self.start("serve", "--web-only", is_quick=True), *(self.start("worker", is_quick=True) for _ in range(workers))]
        self.wait(lambda: self.ready() and self.log().count('"event": "ready"') >= workers)
        return tuple(made)

    def log(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("log-*")))

    def ended(self) -> int:
        """How many reviews have ended well."""
        return self.log().count('"event": "done"')

    def wait(self, until: Callable[[], Any]) -> None:
        began = time.monotonic()
        while not until():
            assert time.monotonic() - began < PATIENCE, self.log()[-6000:]
            time.sleep(0.2)

    def ready(self, port: str = "") -> bool:
        """Whether the web process there, or at the usual port, answers."""
        with suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{port or self.variables['SCHEMA_REVIEW_PORT']}/readyz").status_code == 200
        return False

    def deliver(self, name: str, payload: dict[str, Any], installation: int = 0) -> Delivery:
        told = payload | {"installation": {"id": installation or self.installation}}
        made = self.github.deliver(f"{self.address}{WEBHOOK}", SECRET, name, told)
        assert made
        return made

    def tenant(self, full_name: str, content: Mapping[str, Any]) -> "Tenant":
        """Another repository with this content, and an installation of its own."""
        with self.github.desk.lock:
            repository = self.github.repository(full_name, private=True)
            repository.commit("main", content, "Begin")
            return Tenant(self, repository, self.github.install(self.github.app("reviewer"), repository).id)

    def stop(self) -> None:
        """Ask all that were started to end, and end them."""
        for process in self.started:
            process.terminate()
        for process in self.started:
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)
            process.kill()
            process.wait()

    def comments(self, pull: PullRequest) -> list[str]:
        return [comment.body for comment in pull.comments if comment.login == BOT]


@dataclass
class Tenant:
    """A repository and the installation that it belongs to."""

    host: Host
    repository: Repository
    installation: int

    @property
    def cache(self) -> Path:
        """Where the service keeps its commits."""
        return self.host.folder / "data" / "cache" / str(self.installation) / f"{self.repository.id}.git"

    def open(self, branch: str, content: Mapping[str, Any], title: str = "") -> PullRequest:
        with self.host.github.desk.lock:
            self.repository.commit(branch, content, title or branch)
            return self.repository.open_pull(head=branch, title=title or branch)

    def tell(self, pull: PullRequest, action: str = "opened") -> None:
        """Deliver the event, which is taken."""
        assert self.host.deliver("pull_request", pull.event(action), self.installation).status_code == 202

    def conclusions(self, commit: str) -> list[str | None]:
        return [check.conclusion for check in self.repository.check_runs(commit)]

    def review(self, pull: PullRequest, action: str = "opened") -> str:
        """Deliver the event and wait for the end; what the check says."""
        self.tell(pull, action)
        self.host.wait(lambda: self.conclusions(pull.head) and None not in self.conclusions(pull.head))
        return str(self.conclusions(pull.head)[-1])


@contextmanager
def hosted(github: StandIn, folder: Path, *repositories: Repository) -> Iterator[Host]:
    """The App installed on these repositories, and nothing started yet; what is started then ends with the block."""
    app = github.app("reviewer", events=EVENTS, **MAY)
    (folder / "key.pem").write_text(app.private_key)
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SCHEMA_REVIEW_APP_ID": str(app.id),
        "SCHEMA_REVIEW_PRIVATE_KEY_FILE": str(folder / "key.pem"),
        "SCHEMA_REVIEW_WEBHOOK_SECRET": f"another one,{SECRET}",
        "SCHEMA_REVIEW_DATA": str(folder / "data"),
        "SCHEMA_REVIEW_API_URL": github.api_url,
        "SCHEMA_REVIEW_SERVER_URL": github.server_url,
        "SCHEMA_REVIEW_PORT": str(free_port()),
        "SCHEMA_REVIEW_TICK": "0.2",
    }
    made = Host(github, repositories[0], folder, variables, github.install(app, *repositories).id, app)
    try:
        yield made
    finally:
        made.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
