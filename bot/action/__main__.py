"""`python -I -m bot.action`: one review as the workflow's step."""

import os
import signal
import sys
import time
from types import FrameType


def stop(_: int, __: FrameType | None) -> None:
    """What the runner sends when somebody cancels the workflow: SIGINT, after 7.5 seconds SIGTERM, soon after that the end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def start() -> int:
    """One run; returns the exit code."""
    began = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    from bot.action.main import main  # noqa: PLC0415 # what is imported takes a part of the time, and a signal may come meanwhile

    return main(os.environ, began=began)


if __name__ == "__main__":
    sys.exit(start())
