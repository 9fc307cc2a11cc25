"""What the wishes of a review were made of."""

from sqlalchemy import select

from bot.service.store.database import Store
from bot.service.store.state import Taken
from bot.service.store.tables import DELIVERIES


def payloads(store: Store, taken: Taken, event: str) -> tuple[str, ...]:
    """The payloads of the deliveries of one event that asked for this review, in the order they came."""
    asked = DELIVERIES.c.wish.between(taken.wishes.start, taken.wishes.stop - 1)
    found = select(DELIVERIES.c.payload).where(DELIVERIES.c.pr == taken.subject.key, asked, DELIVERIES.c.event == event)
    with store.read() as connection:
        return tuple(connection.scalars(found.order_by(DELIVERIES.c.wish)))
