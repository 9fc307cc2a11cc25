"""An analysis in a process of its own: a killed one is an answer, and harms no neighbour."""

import json
import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from bot.action.commits import Sides
from bot.action.settings import Chosen
from bot.errors import BotError, LimitError
from bot.model import Review
from bot.service.reviews.child import OUT_OF_MEMORY

INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")  # no secret is among them
COMMAND = (sys.executable, "-I", "-m", "bot.service.reviews.child")
START = 15  # seconds for the process to begin and to end
LAST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one analysis may take."""

    seconds: int = 300
    megabytes: int = 1024


def analyse(sides: Sides, limits: Limits, *, command: tuple[str, ...] = COMMAND) -> tuple[Chosen, Review]:
    """The configuration that holds, and the review of the commits.

    Raises:
        LimitError: it took too long or too much memory.
        BotError: as the analysis itself raised it, or it fell.
    """
    request = {
        "repository": str(sides.root.resolve()),
        "base": sides.base.revision,
        "head": sides.head.revision,
        "tip": sides.tip.revision,
        "seconds": limits.seconds,
        "megabytes": limits.megabytes,
    }
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    # A session of its own, so that what it starts ends with it.
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True
    )
    try:
        found, said = child.communicate(json.dumps(request).encode(), timeout=limits.seconds + START)
    except subprocess.TimeoutExpired as slow:
        raise LimitError(f"the analysis took longer than {limits.seconds} seconds and was ended") from slow
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return _answer(child.returncode, found, said, limits)


def _answer(code: int, found: bytes, said: bytes, limits: Limits) -> tuple[Chosen, Review]:
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise LimitError(f"the analysis took longer than {limits.seconds} seconds and was ended")
    if code in (OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS):
        raise LimitError(f"the analysis needed more than {limits.megabytes} MB of memory and was ended")
    if code:
        words = said.decode("utf-8", "replace").strip()[-LAST_WORDS:]
        raise BotError(f"the analysis ended with {code}: {words.splitlines()[-1] if words else 'without a word'}")
    # The child is our own code under our own account: what it could put into this pickle it could do itself.
    answer = pickle.loads(found)  # noqa: S301 # see above
    if isinstance(answer, BotError):
        raise answer
    chosen, review = answer
    return chosen, review
