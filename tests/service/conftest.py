"""GitHub's own examples of webhooks, and how a request is signed."""

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

SECRET = "It's a Secret to Everybody"


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
