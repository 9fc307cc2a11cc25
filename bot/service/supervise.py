"""Web and worker as two processes of one command: what ends is started again, and a stop reaches both."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event, Thread

import structlog

GRACE = 30.0  # seconds until what was asked to stop is killed
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a process that ended is started again
STEADY = 60.0  # seconds after which a process counts as having begun well
WRONG = 2  # the exit code for settings that another start would not mend
SUPERVISED = "SCHEMA_REVIEW_SUPERVISED"
LOG = structlog.get_logger("schema_review.serve")


@dataclass(slots=True)
class Part:
    """One process, started again whenever it ends."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    due: float = 0.0
    pause: float = FIRST_PAUSE

    def start(self) -> None:
        """Start it now."""
        # The pipe ends with this process, whatever ends it: see `end_with_parent`.
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, env={**os.environ, SUPERVISED: "1"})
        self.began = time.monotonic()
        LOG.info("started", part=self.name, pid=self.process.pid)

    def look(self) -> int | None:
        """Start it where it is time; returns its exit code where it has just ended."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.pause = FIRST_PAUSE if now - self.began > STEADY else min(LONGEST_PAUSE, 2 * self.pause)
        self.process, self.due = None, now + self.pause
        return code


@dataclass(slots=True)
class Supervisor:
    """Several parts; where one says that its settings are wrong, all end."""

    parts: tuple[Part, ...]
    stop: Event = field(default_factory=Event)
    tick: float = 0.2

    def run(self) -> int:
        """Run until SIGTERM or SIGINT; returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        code = 0
        while not self.stop.is_set():
            for part in self.parts:
                ended = part.look()
                if ended is not None:
                    LOG.warning("ended", part=part.name, code=ended)
                if ended == WRONG:
                    code = WRONG
                    self.stop.set()
            self.stop.wait(self.tick)
        self._end()
        return code

    def _end(self) -> None:
        running = [part.process for part in self.parts if part.process]
        for process in running:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def is_supervised() -> bool:
    """Whether `serve` has started this process."""
    return os.environ.get(SUPERVISED) == "1"


def end_with_parent() -> None:
    """Where `serve` has started this process, stop it as soon as that one is gone: its successor needs the port and the files."""
    if is_supervised():
        Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def own_command(*arguments: str) -> tuple[str, ...]:
    """This very program, with other arguments."""
    return (sys.executable, "-I", "-m", "bot.cli", *arguments)
