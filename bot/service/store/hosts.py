"""Which processes are alive, by the database's clock."""

from sqlalchemy import Connection, delete, select

from bot.service.store.clock import now
from bot.service.store.database import Store
from bot.service.store.tables import HOSTS

TAKING_OVER = 7_234_003  # of PostgreSQL's advisory locks, which are numbers
FORGOTTEN = 3600  # seconds after which a silent host's row is of no use to anybody


def beat(store: Store, executor: str) -> None:
    """This process is alive."""
    with store.write() as connection:
        seen = store.insert(HOSTS).values(executor=executor, beat=now())
        connection.execute(seen.on_conflict_do_update(index_elements=["executor"], set_={"beat": now()}))


def leave(store: Store, executor: str) -> None:
    """This process ends by itself."""
    with store.write() as connection:
        connection.execute(delete(HOSTS).where(HOSTS.c.executor == executor))


def alive(store: Store, *, silent: float) -> frozenset[str]:
    """The processes that were heard of within so many seconds."""
    with store.write() as connection:
        return living(connection, silent=silent)


def living(connection: Connection, *, silent: float) -> frozenset[str]:
    """The same, in a transaction of the caller's."""
    connection.execute(delete(HOSTS).where(HOSTS.c.beat < now() - FORGOTTEN))
    return frozenset(connection.scalars(select(HOSTS.c.executor).where(HOSTS.c.beat >= now() - silent)))
