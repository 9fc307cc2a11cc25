"""The process that listens."""

from bot.service.app import Web, make_app
from bot.service.listen import listen, make_server
from bot.service.settings import Settings
from bot.service.starting import start

POOL = 8
GRACE = 10  # seconds for requests that are being answered when the process is asked to stop


def run_web(settings: Settings) -> None:
    """Listen until SIGTERM or SIGINT.

    Raises:
        LimitError: the database does not answer.
    """
    listen(make_server(make_app(Web(settings, start(settings, pool=POOL))), settings, grace=GRACE))
