"""The processes of the service, as the command line starts them."""

from collections.abc import Callable
from contextlib import nullcontext

from bot.github import App
from bot.service.jobs.dbos_engine import DbosEngine
from bot.service.jobs.worker import Worker, alone, executor_name, run_until_told
from bot.service.logs import REDACTION, set_up_logs
from bot.service.pages.waiting import wait_for_app
from bot.service.reviews.cache import Cache
from bot.service.reviews.eviction import Room
from bot.service.reviews.publisher import Publisher
from bot.service.reviews.redelivery import Redelivery
from bot.service.reviews.stuck import StuckChecks
from bot.service.settings import Settings, read_settings, read_waiting
from bot.service.starting import look_at_folder, start
from bot.service.store import Store
from bot.service.store.database import sqlite_url
from bot.service.supervise import Part, Supervisor, end_with_parent, is_supervised, own_command
from bot.service.web import run_web

POOL = 5
LOOK = 30.0  # seconds until a worker asks again whether a sweep is due
EVICTION = 600.0  # seconds between two looks at how much the cache takes
PREDECESSOR = 60.0  # seconds that the worker of a `serve` that was killed may take to finish


def serve() -> int:
    """Web and one worker, once there is an App; returns the exit code.

    Raises:
        ConfigError: a setting is missing or wrong.
    """
    waiting = read_waiting()
    if waiting:
        set_up_logs(waiting.log_level, ())
        if not wait_for_app(waiting):
            return 0
    settings = read_settings()
    set_up_logs(settings.log_level, settings.hidden)
    return Supervisor((Part("web", own_command("serve", "--web-only")), Part("worker", own_command("worker")))).run()


def web() -> int:
    """The web process alone; returns the exit code.

    Raises:
        ConfigError: see `serve`.
        LimitError: the database does not answer.
    """
    end_with_parent()
    settings = read_settings()
    if settings.database_url is None:
        look_at_folder(settings.data)
    run_web(settings)
    return 0


def work() -> int:
    """One worker; it ends the process itself.

    Raises:
        ConfigError: see `serve`; or another worker has these files.
        LimitError: the database does not answer.
    """
    end_with_parent()
    settings = read_settings()
    publisher = make_publisher(settings)
    look_at_folder(settings.data)
    with nullcontext() if settings.database_url else alone(settings.data, patience=PREDECESSOR if is_supervised() else 0):
        run_until_told(make_worker(settings, start(settings, pool=POOL + settings.slots), publisher))
    return 0


def make_publisher(settings: Settings) -> Publisher:
    """The real reviewer.

    Raises:
        ConfigError: the private key is none.
    """
    app = App(settings.app_id, settings.private_key.get_secret_value(), settings.api_url, REDACTION.add_passing)
    # A wrong key is said at the start, not in a review.
    app.client()
    room = Room(settings.cache_megabytes, settings.cache_days)
    return Publisher(app, Cache(settings.data / "cache", settings.server_url, room), settings)


def make_worker(settings: Settings, store: Store, publisher: Publisher) -> Worker:
    """One worker with the engine that belongs to the tables."""
    executor = executor_name(store)
    url = settings.database_url.get_secret_value() if settings.database_url else sqlite_url(settings.data / "engine.db")
    engine = DbosEngine(url, executor, settings.slots)
    return Worker(
        store,
        engine,
        publisher,
        executor,
        per_installation=settings.installation_slots,
        silent=settings.silent_seconds,
        tick=settings.tick,
        days=settings.keep_days,
        duties=_duties(settings, store, publisher),
    )


def _duties(settings: Settings, store: Store, publisher: Publisher) -> tuple[tuple[Callable[[], None], float], ...]:
    """The sweeps, each with the seconds between two looks; of the first two the tables say whose turn it is, and when."""
    redelivery = Redelivery(publisher.app, store)
    checks = StuckChecks(publisher.app, store, settings)

    def evict() -> None:
        publisher.cache.evict(store)

    return (redelivery.redeliver, LOOK), (checks.conclude, LOOK), (evict, EVICTION)
