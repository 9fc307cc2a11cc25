"""The process that waits for an App: listens until `/setup` has made one, keeps it in the data folder, and ends."""

import os
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from bot.errors import ConfigError
from bot.github import convert_manifest
from bot.service.listen import listen, make_server
from bot.service.logs import REDACTION
from bot.service.pages.setup import Setup, setup_app
from bot.service.settings import APP_FOLDER, Waiting

GRACE = 5
LOG = structlog.get_logger("schema_review.setup")


def wait_for_app(settings: Waiting) -> bool:
    """Listen until there is an App; false where the process was asked to stop before.

    Raises:
        ConfigError: nobody could reach the page.
    """
    if settings.public_url is None:
        raise ConfigError("SCHEMA_REVIEW_PUBLIC_URL: is not set; /setup needs the address that GitHub reaches: https://review.example")
    server: uvicorn.Server | None = None

    def keep(made: dict[str, Any]) -> None:
        keep_app(settings.data, made)
        if server:
            server.should_exit = True

    setup = Setup(settings.public_url, settings.server_url, lambda code: convert_manifest(code, settings.api_url), keep)
    server = make_server(setup_app(setup), settings, grace=GRACE)
    # The one place where the token is shown: who reads the log runs the service.
    LOG.warning("no App yet: open this once", url=f"{settings.public_url.rstrip('/')}/setup?token={setup.token}")
    return not listen(server) and setup.is_done


def keep_app(data: Path, made: dict[str, Any]) -> None:
    """The App's number, key and secret as files that only this user reads; the key last, because it says that all are there."""
    folder = data / APP_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    values = {"app_id": str(made["id"]), "webhook_secret": str(made["webhook_secret"]), "private_key": str(made["pem"])}
    REDACTION.add((values["webhook_secret"], values["private_key"]))
    for name, value in values.items():
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(value)
            file.flush()
            os.fsync(file.fileno())
