"""GitHub's own examples of webhooks, and how a request is signed."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from uuid import uuid4

import psycopg
import pytest

from bot.service.settings import Settings
from bot.service.store import Store, open_store, upgrade
from tests.conftest import postgresql_database
from tests.service.host import SECRET


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


def settings(**changes: Any) -> Settings:
    """The settings of a service under test."""
    return Settings(**({"app_id": 1, "private_key": "no key at all", "webhook_secret": (SECRET,)} | changes))
