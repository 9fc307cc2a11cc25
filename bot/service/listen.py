"""A process that answers requests until it is told to stop."""

import signal

import uvicorn
from fastapi import FastAPI

from bot.service.settings import Waiting


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
    """
    told: list[int] = []
    before = {number: signal.signal(number, lambda got, _: told.append(got)) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        server.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return bool(told)
