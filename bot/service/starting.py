"""What both processes do first: logs without secrets, then the tables."""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigError, LimitError
from bot.service.logs import set_up_logs
from bot.service.settings import Settings
from bot.service.store import Store, open_store, upgrade
from bot.service.store.database import sqlite_url

PAUSE, ATTEMPTS = 2.0, 30
LOG = structlog.get_logger("schema_review.start")


def look_at_folder(folder: Path) -> None:
    """Make the data folder, and see that something can be written there.

    Raises:
        ConfigError: nothing can.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        raise ConfigError(f"SCHEMA_REVIEW_DATA: {folder} cannot be written: {error.strerror or error}") from error


def start(settings: Settings, *, pool: int) -> Store:
    """The tables, up to date.

    Raises:
        LimitError: the database has not answered for a minute.
    """
    set_up_logs(settings.log_level, settings.hidden)
    store = open_store(tables_url(settings), pool=pool)
    wait_for(store, time.sleep)
    # Everything that was imported stays. To go through it for garbage stops all threads for a fifth of a second, and happens under load.
    gc.collect()
    gc.freeze()
    return store


def tables_url(settings: Settings) -> str:
    """Where our tables are."""
    return settings.database_url.get_secret_value() if settings.database_url else sqlite_url(settings.data / "bot.db")


def wait_for(store: Store, pause: Callable[[float], None]) -> None:
    """Bring the tables up to date as soon as the database answers: it may start after us.

    Raises:
        LimitError: it does not.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return upgrade(store)
        except SQLAlchemyError as silent:
            LOG.warning("the database does not answer", attempt=attempt, reason=str(getattr(silent, "orig", silent)).strip())
        pause(PAUSE)
    raise LimitError(f"the database has not answered {ATTEMPTS} times; is SCHEMA_REVIEW_DATABASE_URL right, and does the server run?")
