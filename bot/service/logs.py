"""JSON lines on standard output, of ours and of every library, without a secret in them."""

import base64
import logging
import re
import sys
from collections import deque
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import structlog

HIDDEN = "[hidden]"
MOST_PASSING = 400
SHORTEST = 6  # a shorter value would be hidden in half of all words
# Installation tokens may hold dots and be longer than they were: https://github.blog/changelog (stateless tokens, 2026).
SHAPES = re.compile(
    r"gh[a-z]_[A-Za-z0-9_.-]{20,}"
    r"|github_pat_[A-Za-z0-9_]{20,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?"
    r"|(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"
    r"|(?<=basic )[A-Za-z0-9+/=]{8,}"
    r"|sha256=[0-9a-f]{64}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Redaction:
    """Hides known values and whatever has the shape of a secret, in any value of an event."""

    values: tuple[str, ...] = ()
    passing: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_PASSING), repr=False)
    lock: Lock = field(default_factory=Lock, repr=False)

    def add(self, values: Iterable[str]) -> None:
        """Hide these, too; of a text of several lines each line."""
        with self.lock:
            lines = {line.strip() for value in values for line in (value, *value.splitlines())}
            known = {*self.values, *(line for line in lines if len(line) >= SHORTEST)}
            # A value that holds another one goes first.
            self.values = tuple(sorted(known, key=lambda value: (-len(value), value)))

    def add_passing(self, value: str) -> None:
        """Hide a token that is good for an hour, also as git shows it: the newest of them are kept."""
        login = base64.b64encode(f"x-access-token:{value}".encode()).decode()
        with self.lock:
            self.passing.extend((value, login))

    def text(self, text: str) -> str:
        """The text without secrets."""
        for value in (*self.values, *tuple(self.passing)):
            text = text.replace(value, HIDDEN)
        return SHAPES.sub(HIDDEN, text)

    def __call__(self, _: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """As a processor of structlog."""
        return {self.text(str(key)): self._cleaned(value) for key, value in event.items()}

    def _cleaned(self, value: object) -> object:
        match value:
            case str():
                return self.text(value)
            case None | bool() | int() | float():
                return value
            case dict():
                return {self.text(str(key)): self._cleaned(each) for key, each in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._cleaned(each) for each in value]
            case _:
                return self.text(str(value))


REDACTION = Redaction()


def set_up_logs(level: str, hidden: Iterable[str]) -> None:
    """Send every log line of this process to standard output as JSON; `hidden` are values that never appear."""
    REDACTION.add(hidden)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        REDACTION,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    structlog.configure(
        processors=[*shared, structlog.stdlib.PositionalArgumentsFormatter(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "dbos", "alembic", "sqlalchemy"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
    # Their notes on every step are of no use to an operator.
    for name in ("alembic", "urllib3", "github", "dbos", "uvicorn.access", "markdown_it"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
