"""The process that listens."""

import uvicorn

from bot.service.app import Web, make_app
from bot.service.settings import Settings
from bot.service.starting import start

POOL = 8
GRACE = 10  # seconds for requests that are being answered when the process is asked to stop


def run_web(settings: Settings) -> None:
    """Listen until SIGTERM or SIGINT.

    Raises:
        LimitError: the database does not answer.
    """
    app = make_app(Web(settings, start(settings, pool=POOL)))
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
