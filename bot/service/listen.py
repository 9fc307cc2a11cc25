"""A process that answers requests until it is told to stop."""

import signal

import uvicorn
from fastapi import FastAPI

from bot.errors import ConfigError
from bot.service.settings import Waiting
from bot.service.supervise import is_supervised


def make_server(app: FastAPI, settings: Waiting, *, grace: int) -> uvicorn.Server:
    """A server for the app, not listening yet. `grace`: seconds for requests that are being answered when it is asked to stop."""
    config = uvicorn.Config(
        app,
        settings.host,
        settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=grace,
    )
    return uvicorn.Server(config)


def listen(server: uvicorn.Server) -> bool:
    """Listen until a signal, or `server.should_exit`; whether it was a signal.

    uvicorn sends itself the signal again when it has ended, which would end us, too, with an exit code of failure.

    Raises:
        ConfigError: nobody can listen there. Under `serve` the process ends instead, and begins again: its predecessor may still be there.
    """
    told: list[int] = []
    before = {number: signal.signal(number, lambda got, _: told.append(got)) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        server.run()
    except SystemExit as ended:
        if is_supervised():
            raise
        place = f"{server.config.host}:{server.config.port}"
        raise ConfigError(f"SCHEMA_REVIEW_HOST, SCHEMA_REVIEW_PORT: it is not possible to listen on {place}; the log says why") from ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return bool(told)
