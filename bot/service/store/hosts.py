"""Which processes are alive, by the database's clock."""

from functools import cache

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.service.store.clock import now
from bot.service.store.database import Insert, Store
from bot.service.store.tables import HOSTS

TAKING_OVER = 7_234_003  # of PostgreSQL's advisory locks, which are numbers
FORGOTTEN = 3600  # seconds after which a silent host's row is of no use to anybody
OLD = delete(HOSTS).where(HOSTS.c.beat < now() - FORGOTTEN)
LIVING = select(HOSTS.c.executor).where(HOSTS.c.beat >= now() - bindparam("silent"))


def beat(store: Store, executor: str) -> None:
    """This process is alive."""
    with store.write() as connection:
        connection.execute(_seen(store.insert), {"executor": executor})


@cache
def _seen(insert: Insert) -> postgresql.Insert | sqlite.Insert:
    return insert(HOSTS).values(beat=now()).on_conflict_do_update(index_elements=["executor"], set_={"beat": now()})


def leave(store: Store, executor: str) -> None:
    """This process ends by itself."""
    with store.write() as connection:
        connection.execute(delete(HOSTS).where(HOSTS.c.executor == executor))


def living(connection: Connection, *, silent: float) -> frozenset[str]:
    """The processes that were heard of within so many seconds."""
    connection.execute(OLD)
    return frozenset(connection.scalars(LIVING, {"silent": silent}))
