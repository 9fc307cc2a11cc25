"""Deliveries on their way into the tables: what comes while a transaction is written shares the next one."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic, sleep

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.service.events import Command, Delivery, Wish
from bot.service.store import Store, accept_all
from bot.service.store.database import is_silence

WISHES = Wish, Command

TOGETHER = 50  # deliveries that cost one wait for the disk
REST = 0.001  # seconds until SQLite's one writer goes on: the worker wants to write, too, and is not told when it may
PATIENCE = 5.0  # seconds until those who are still waiting are told that it takes too long
CHECKPOINT = 0.5  # seconds until what was written is copied from SQLite's log into the file


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery, and who waits until it is stored."""

    delivery: Delivery
    is_new: Future[bool] = field(default_factory=Future)


@dataclass(slots=True)
class Intake:
    """The threads that store deliveries. They keep no process that ends, for the database may never answer one of them."""

    store: Store
    waiting: "SimpleQueue[Waiting]" = field(default_factory=SimpleQueue, repr=False)
    written: Event = field(default_factory=Event, repr=False)
    threads: list[Thread] = field(default_factory=list, repr=False)

    async def put(self, delivery: Delivery, *, patience: float) -> bool:
        """Have it stored; returns, once it is on the disk, whether it is new.

        Raises:
            TimeoutError: not within so many seconds. What no thread has begun by then is not stored any more.
            SQLAlchemyError: the database does not answer; nothing is stored.
        """
        if not self.threads:
            self._start()
        place = Waiting(delivery)
        self.waiting.put(place)
        return await asyncio.wait_for(asyncio.wrap_future(place.is_new), patience)

    def _start(self) -> None:
        duties: list[Callable[[], None]] = [self._write] if self.store.is_shared else [self._write, self._checkpoint]
        self.threads = [Thread(target=duty, daemon=True) for duty in duties]
        for thread in self.threads:
            thread.start()

    def _write(self) -> None:
        while True:
            for together in self._next():
                self._store(together)
            self.written.set()
            if not (self.store.is_shared or self.waiting.empty()):
                sleep(REST)

    def _next(self) -> Iterator[Sequence[Waiting]]:
        """What waits, and nobody has given up, by transactions: all wishes share one, for each locks one row, and all in the same order."""
        found = [self.waiting.get()]
        with suppress(Empty):
            while len(found) < TOGETHER:
                found.append(self.waiting.get_nowait())
        begun = [each for each in found if each.is_new.set_running_or_notify_cancel()]
        yield [each for each in begun if isinstance(each.delivery.event, WISHES)]
        yield from ([each] for each in begun if not isinstance(each.delivery.event, WISHES))

    def _store(self, together: Sequence[Waiting]) -> None:
        try:
            answers = self._accepted(together)
        except Exception as error:  # noqa: BLE001 # the edge of the thread: whoever waits is told
            if len(together) > 1 and not is_silence(error):
                self._one_by_one(together, error)
                return
            for each in together:
                each.is_new.set_exception(error)
        else:
            for each, is_new in zip(together, answers, strict=True):
                each.is_new.set_result(is_new)

    def _accepted(self, together: Sequence[Waiting]) -> tuple[bool, ...]:
        """Of two transactions that wait for each other PostgreSQL ends one: what is alone has nobody left to wait for."""
        deliveries = [each.delivery for each in together]
        try:
            return accept_all(self.store, deliveries)
        except OperationalError as error:
            if len(together) > 1 or is_silence(error):
                raise
        return accept_all(self.store, deliveries)

    def _one_by_one(self, together: Sequence[Waiting], error: Exception) -> None:
        """One of them may be at fault, or wait for a row that somebody holds; the others are not, as long as somebody waits for them."""
        end = monotonic() + PATIENCE
        for each in together:
            if monotonic() < end:
                self._store([each])
            else:
                each.is_new.set_exception(error)

    def _checkpoint(self) -> None:
        while True:
            self.written.wait()
            sleep(CHECKPOINT)
            self.written.clear()
            # Where it fails, a commit does the same when the log is long.
            with suppress(SQLAlchemyError):
                self.store.checkpoint()
