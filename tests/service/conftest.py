"""GitHub's own examples of webhooks, and how a request is signed."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from bot.github import App
from bot.service.jobs.work import Work
from bot.service.reviews.cache import Cache
from bot.service.reviews.publisher import Publisher
from bot.service.settings import Settings
from bot.service.store import Store, accept, open_store, state, upgrade
from bot.service.store.tables import PR_STATE
from bot.service.webhook import read_delivery
from tests.action.conftest import AFTER, BEFORE
from tests.conftest import postgresql_database
from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.apps import Installation
from tests.service.host import BOT, MAY, OPERATOR, SECRET, Host, hosted


def headers_of(body: bytes, event: str, *, guid: str = "72d3162e-cc78-11e3-81ab-4c9367dc0958", secret: str = SECRET) -> dict[str, str]:
    """What GitHub sends beside a body, with lower-case names."""
    return {
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/5ca1ab1",
        "x-github-delivery": guid,
        "x-github-event": event,
        "x-hub-signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}",
    }


@pytest.fixture(scope="session")
def examples(root: Path, missing_oracle: Callable[[str], NoReturn]) -> list[tuple[str, dict[str, Any]]]:
    """Every example with its event's name."""
    path = root / "tests/oracles/node_modules/@octokit/webhooks-examples/api.github.com/index.json"
    if not path.is_file():
        missing_oracle("GitHub's examples of webhooks are not installed: `make test` installs them where npm exists")
    groups = json.loads(path.read_text(encoding="utf-8"))
    return [(group["name"], example) for group in groups for example in group["examples"]]


@pytest.fixture(scope="session")
def scratch_database(missing_oracle: Callable[[str], NoReturn]) -> Iterator[psycopg.Connection[Any]]:
    """One PostgreSQL database for all tests of a process: making one takes longer than most of them."""
    name = f"schema_review_{uuid4().hex}"
    with postgresql_database(missing_oracle, "test") as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        with postgresql_database(missing_oracle, name) as connection:
            yield connection
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def postgresql_url(scratch_database: psycopg.Connection[Any]) -> str:
    """The address of an empty PostgreSQL database."""
    for schema in ("public", "dbos"):
        scratch_database.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    scratch_database.execute("CREATE SCHEMA public")
    info = scratch_database.info
    return f"postgresql://{info.user}@{info.host}:{info.port}/{info.dbname}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """The service's tables, empty."""
    opened = open_store(database_url)
    upgrade(opened)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A service that is started once for many tests; each has a tenant of its own."""
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, tmp_path_factory.mktemp("service"), shop) as host:
            host.variables |= {"SCHEMA_REVIEW_PUBLIC_URL": host.address, "SCHEMA_REVIEW_OPERATOR_TOKEN": OPERATOR}
            host.start_quickly()
            yield host


@pytest.fixture
def running(started: Host) -> Iterator[Host]:
    """The service, and a GitHub where nothing goes wrong any more when the test has ended."""
    yield started
    started.github.faults.clear()


def settings(**changes: Any) -> Settings:
    """The settings of a service under test."""
    return Settings(**({"app_id": 1, "private_key": "no key at all", "webhook_secret": (SECRET,)} | changes))


@dataclass
class Service:
    """The service without its processes: a delivery is stored, and its jobs are done at once."""

    github: StandIn
    store: Store
    publisher: Publisher
    installation: Installation
    told: list[str]
    sent: int = 0

    def deliver(self, name: str, payload: dict[str, Any], installation: Installation | None = None) -> None:
        self.sent += 1
        body = json.dumps(payload | {"installation": {"id": (installation or self.installation).id}}).encode()
        accept(self.store, read_delivery(headers_of(body, name, guid=f"guid-{self.sent}"), body, (SECRET,)))

    def work(self) -> int:
        """Do what is due; returns how many jobs that were."""
        jobs = state.issue(self.store, per_installation=9)
        for job in jobs:
            Work(self.store, self.publisher)(job)
        return len(jobs)

    def review(self, pull: PullRequest, action: str = "opened") -> None:
        self.deliver("pull_request", pull.event(action))
        self.work()
        (row,) = [each for each in state_rows(self.store) if each.number == pull.number]
        assert (row.done, row.error) == (row.wanted, None)


def state_rows(store: Store) -> list[Any]:
    with store.read() as connection:
        return list(connection.execute(select(PR_STATE)))


@pytest.fixture
def shop(github: StandIn) -> Repository:
    shop = github.repository("octo/shop", private=True)
    shop.commit("main", BEFORE, "The shop")
    return shop


@pytest.fixture
def pull(shop: Repository) -> PullRequest:
    shop.commit("orders", AFTER, "Orders")
    return shop.open_pull(head="orders", title="Orders")


@pytest.fixture
def service(github: StandIn, shop: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    app = github.app("reviewer", events=("pull_request",), **MAY)
    told: list[str] = []
    given = settings(app_id=app.id, private_key=app.private_key, api_url=github.api_url, server_url=github.server_url, data=tmp_path)
    key = given.private_key.get_secret_value()
    speaker = App(given.app_id, key, given.api_url, told.append)
    store = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    upgrade(store)
    publisher = Publisher(speaker, Cache(tmp_path / "cache", given.server_url), given, pacing=0)
    yield Service(github, store, publisher, github.install(app, shop), told)
    store.engine.dispose()


def ours(pull: PullRequest) -> list[str]:
    return [comment.body for comment in pull.comments if comment.login == BOT]
