"""The process of one analysis: `python -I -m bot.service.reviews.child`. It knows no secret, asks nobody and writes nothing.

In: one JSON object on standard input. Out: the lines of `bot.service.reviews.wire` on standard output.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

OUT_OF_MEMORY = 3
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl
MEGABYTE = 1024 * 1024
POLITE = 10  # lower by so much than the service's own priority, whose scale ends at 19


def limit(*, seconds: int, megabytes: int) -> None:
    """Let the kernel end this process when it takes too long or too much, or when nobody waits for it any more."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Not RLIMIT_AS: git maps whole packs, which costs no memory.
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    signal.alarm(seconds + 5)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def analyse(request: dict[str, Any]) -> bytes:
    """The configuration that holds, and the review; or the error that says why there is none. As lines."""
    # What is imported counts towards the limits.
    from bot.action.commits import Sides  # noqa: PLC0415 # see above
    from bot.action.inputs import Inputs  # noqa: PLC0415 # see above
    from bot.action.reviewed import reviewed  # noqa: PLC0415 # see above
    from bot.action.settings import choose_config  # noqa: PLC0415 # see above
    from bot.errors import BotError  # noqa: PLC0415 # see above
    from bot.lint import default_rules  # noqa: PLC0415 # see above
    from bot.service.reviews.wire import Analysis, pack  # noqa: PLC0415 # see above
    from bot.sources import commit_tree  # noqa: PLC0415 # see above

    try:
        root = Path(request["repository"])
        tip = commit_tree(root, request["tip"])
        base = tip if request["base"] == request["tip"] else commit_tree(root, request["base"])
        sides, rules = Sides(root, base, commit_tree(root, request["head"]), tip), default_rules()
        chosen = choose_config(Inputs(), sides, rules)
        return pack(Analysis(chosen, reviewed(Inputs(), sides, chosen, rules)))
    except BotError as error:
        return pack(error)


def main() -> int:
    """One analysis; returns the exit code."""
    # Whatever prints must not end up in the answer.
    answer = os.dup(1)
    os.dup2(2, 1)
    # Webhooks that wait for their answer go first.
    os.nice(POLITE)
    request = json.load(sys.stdin)
    limit(seconds=request["seconds"], megabytes=request["megabytes"])
    try:
        found = analyse(request)
    except MemoryError:
        return OUT_OF_MEMORY
    with os.fdopen(answer, "wb") as out:
        out.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
