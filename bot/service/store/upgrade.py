"""The tables are made and brought up to date by whoever starts first; the others wait."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

from bot.service.store.database import Store

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 7_234_001  # of PostgreSQL's advisory locks, which are numbers
WAIT = 60_000  # milliseconds that a start waits for another's migration


def alembic_config() -> Config:
    """Alembic's settings, without a file of its own."""
    config = Config()
    # A percent sign begins an interpolation there.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def upgrade(store: Store) -> None:
    """Bring the tables to what this version needs. Processes that start together do it one after the other.

    Raises:
        SQLAlchemyError: the database does not answer.
    """
    with _alone(store), store.engine.connect() as connection, connection.begin():
        if store.is_shared:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {WAIT}")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT}")
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """SQLite's lock would make the second process fail after its time-out; a file's makes it wait."""
    path = store.engine.url.database
    if store.is_shared or not path or path == ":memory:":
        yield
        return
    with Path(f"{path}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
