"""A connection to the tables, with time-outs short enough that an outage is answered while GitHub still listens."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

PATIENCE = 3.0  # seconds for a connection, a lock or a free place in the pool; GitHub waits ten for the answer to a webhook
LOCKED = 1.0  # seconds for a row of PostgreSQL's that another transaction holds: ours hold one for milliseconds
STATEMENT = 4.0  # seconds for one statement
LOG_PAGES = 10_000  # of SQLite's log (40 MB), after which a commit has to empty it; `checkpoint` leaves it little to do
CONTESTED = ("40P01", "55P03")  # PostgreSQL's codes: a deadlock, and a row that somebody held too long
READ_ONLY = "schema_review_read_only"
Insert = Callable[[Table], postgresql.Insert | sqlite.Insert]


@dataclass(slots=True)
class Store:
    """Our tables. SQLite has one writer at a time: within this process they queue here, where the first to come is the first served."""

    engine: Engine
    writer: "Lock | None" = field(default=None, repr=False)

    @property
    def is_shared(self) -> bool:
        """Whether several hosts may use it."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that is committed at the end of the block.

        Raises:
            SQLAlchemyError: the database does not answer in time; nothing is written.
        """
        if self.writer is None:
            with self.engine.begin() as connection:
                yield connection
            return
        if not self.writer.acquire(timeout=PATIENCE):
            raise OperationalError("waiting for other writers", None, TimeoutError(f"{PATIENCE} seconds"))
        try:
            with self.engine.begin() as connection:
                yield connection
        finally:
            self.writer.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that writes nothing.

        Raises:
            SQLAlchemyError: see `write`.
        """
        with self.engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            yield connection

    def checkpoint(self) -> None:
        """Copy what SQLite's log holds into the file, while others write: otherwise a commit does, which takes ten times as long then."""
        if not self.is_shared:
            with closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    @property
    def insert(self) -> Insert:
        """What makes an INSERT that can say what happens on a conflict, in the words of the dialect; they are the same in both."""
        return postgresql.insert if self.is_shared else sqlite.insert

    def alone(self, connection: Connection, name: int) -> bool:
        """Whether nobody else is in the transaction of that number now; true until this one ends. In SQLite a writer is alone anyway."""
        return not self.is_shared or bool(connection.scalar(select(func.pg_try_advisory_xact_lock(name))))


def open_store(url: str, *, pool: int = 5) -> Store:
    """The tables behind `sqlite:///path` or `postgresql://…`; nothing is connected yet."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, pool_size=pool, pool_timeout=PATIENCE, hide_parameters=True, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return Store(engine, Lock())
    settings = {"statement_timeout": STATEMENT, "lock_timeout": LOCKED, "idle_in_transaction_session_timeout": 2 * STATEMENT}
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=pool,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,
        connect_args={
            "connect_timeout": int(PATIENCE),
            "tcp_user_timeout": int(STATEMENT * 1000),
            # What GitHub was told is stored must be there after a crash, whatever the server's own setting is.
            "options": " ".join(("-c synchronous_commit=on", *(f"-c {name}={int(seconds * 1000)}" for name, seconds in settings.items()))),
            "application_name": "schema-review",
        },
    )
    return Store(engine)


def is_silence(error: Exception) -> bool:
    """Whether the database does not answer; it does where it only ended one of two transactions, or one that waited too long for a row."""
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) not in CONTESTED


def sqlite_url(path: Path) -> str:
    """The address of a file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{path}"


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """A commit is on the disk when it returns, and readers do not wait for it."""
    # Python would begin transactions by itself, and never before a SELECT.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"wal_autocheckpoint={LOG_PAGES}", f"busy_timeout={int(PATIENCE * 1000)}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later is refused at once where another wrote meanwhile: take the lock now.
    is_reading = connection.get_execution_options().get(READ_ONLY)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
