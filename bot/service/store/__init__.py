"""What the service must not forget: two tables of ours, the same on SQLite and PostgreSQL. The engine of the jobs has its own."""

from bot.service.store.database import Store, open_store
from bot.service.store.inbox import accept, accept_all
from bot.service.store.upgrade import upgrade

__all__ = ["Store", "accept", "accept_all", "open_store", "upgrade"]
