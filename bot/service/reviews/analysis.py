"""An analysis in a process of its own: a killed one is an answer, and harms no neighbour."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

from bot.action.commits import Sides
from bot.action.settings import Chosen
from bot.errors import BotError, LimitError
from bot.model import Review
from bot.service.reviews.child import OUT_OF_MEMORY
from bot.service.reviews.wire import unpack

INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")  # no secret is among them
COMMAND = (sys.executable, "-I", "-m", "bot.service.reviews.child")
START = 15  # seconds for the process to begin and to end
LAST_WORDS = 2000
LONGEST_ANSWER = 32_000_000  # bytes; a review of 1,600 new tables has 5 million
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What one analysis may take."""

    seconds: int = 300
    megabytes: int = 1024


def analyse(sides: Sides, limits: Limits, *, command: tuple[str, ...] = COMMAND) -> tuple[Chosen, Review]:
    """The configuration that holds, and the review of the commits.

    Raises:
        LimitError: it took too long or too much memory, or says too much.
        BotError: as the analysis itself raised it, or it fell, or its answer is none.
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
    # A group of its own, so that what it starts ends with it. No session: Linux may share out its time among sessions, and priority
    # counts within one only (sched_autogroup).
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, process_group=0
    )
    with child:
        try:
            found, said = _heard(child, json.dumps(request).encode(), seconds=limits.seconds + START)
        except subprocess.TimeoutExpired as slow:
            raise LimitError(f"the analysis took longer than {limits.seconds} seconds and was ended") from slow
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
    return _answer(child.returncode, found, said, limits)


def _heard(child: "subprocess.Popen[bytes]", request: bytes, *, seconds: float) -> tuple[bytes, bytes]:
    """What a process answers until its end, and the end of what it says on standard error.

    Raises:
        TimeoutExpired: it does not end in time.
        LimitError: it answers too much.
    """
    until = time.monotonic() + seconds
    if not (child.stdin and child.stdout and child.stderr):
        raise BotError("the analysis has no pipes")
    with suppress(BrokenPipeError), child.stdin:  # what ends at once reads nothing
        child.stdin.write(request)
    found, said = bytearray(), bytearray()
    with selectors.DefaultSelector() as pipes:
        pipes.register(child.stdout, selectors.EVENT_READ, found)
        pipes.register(child.stderr, selectors.EVENT_READ, said)
        while pipes.get_map():
            for key, _ in _ready(pipes, child, until):
                part = os.read(key.fd, CHUNK)
                key.data.extend(part)
                if not part:
                    pipes.unregister(key.fileobj)
            if len(found) > LONGEST_ANSWER:
                raise LimitError(f"the review is too large: more than {LONGEST_ANSWER // 1_000_000} MB")
            del said[: -4 * LAST_WORDS]
    child.wait(max(0.0, until - time.monotonic()))
    return bytes(found), bytes(said)


def _ready(pipes: selectors.BaseSelector, child: "subprocess.Popen[bytes]", until: float) -> list[tuple[selectors.SelectorKey, int]]:
    left = until - time.monotonic()
    ready = pipes.select(left) if left > 0 else []
    if not ready:
        raise subprocess.TimeoutExpired(child.args, left)
    return ready


def _answer(code: int, found: bytes, said: bytes, limits: Limits) -> tuple[Chosen, Review]:
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise LimitError(f"the analysis took longer than {limits.seconds} seconds and was ended")
    if code in (OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS):
        raise LimitError(f"the analysis needed more than {limits.megabytes} MB of memory and was ended")
    if code:
        words = said.decode("utf-8", "replace").strip()[-LAST_WORDS:]
        raise BotError(f"the analysis ended with {code}: {words.splitlines()[-1] if words else 'without a word'}")
    # The process has read what strangers wrote, and this one has the App's key: its answer is data, and is checked.
    analysis = unpack(found)
    return analysis.chosen, analysis.review
