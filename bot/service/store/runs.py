"""The report pages: one for each head that was reviewed, as it was shown then.

The page itself is kept, not the review that it was made of: a report says what was said, whatever a later version would say, and what
an open address shows is never read as anything but bytes.
"""

import secrets
import zlib

from sqlalchemy import delete, select, update

from bot.service.store.clock import now
from bot.service.store.database import Store
from bot.service.store.tables import RUNS

RUN = RUNS.c
ID_BYTES = 16  # nobody guesses 128 bits
MOST = 20_000_000  # characters of a page; above that nobody reads it


def open_run(store: Store, pr: str, head: str) -> str:
    """The id of the page for a head, the same for every attempt at it. Until `keep_page` there is none to show."""
    with store.write() as connection:
        added = store.insert(RUNS).values(id=secrets.token_urlsafe(ID_BYTES), pr=pr, head=head, at=now())
        known = added.on_conflict_do_update(index_elements=["pr", "head"], set_={"at": now()}).returning(RUN.id)
        return str(connection.execute(known).scalar_one())


def keep_page(store: Store, run: str, page: str) -> bool:
    """Keep what the page shows, in place of what it showed; false where it is too large."""
    if len(page) > MOST:
        return False
    packed = zlib.compress(page.encode("utf-8", "replace"))
    with store.write() as connection:
        connection.execute(update(RUNS).where(RUN.id == run).values(page=packed, at=now()))
    return True


def read_page(store: Store, run: str) -> bytes | None:
    """The page as UTF-8; None where there is none."""
    with store.read() as connection:
        packed = connection.scalar(select(RUN.page).where(RUN.id == run))
    return zlib.decompress(packed) if packed else None


def sweep_runs(store: Store, *, days: float) -> int:
    """Remove the pages that are that many days old; returns how many."""
    with store.write() as connection:
        return connection.execute(delete(RUNS).where(RUN.at < now() - days * 86_400)).rowcount
