"""What goes wrong on purpose: errors, lost answers, closed connections, latency, rate limits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from random import Random
from threading import Event, Lock
from typing import Any, Literal

from tests.github.standin.calls import Answer, Request

PRIMARY = "API rate limit exceeded for installation ID 1."
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
UNICORN = b"<!DOCTYPE html><title>Unicorn! &middot; GitHub</title>"
Phase = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a request, before or after it was applied: wait, then close the connection or give this answer instead."""

    applied: bool = False
    close: bool = False
    answer: Answer | None = None
    seconds: float = 0
    renewed_in: int | None = None  # seconds until a primary limit is renewed


@dataclass(slots=True)
class Rule:
    """The requests that a fault hits: from the `nth` match on, so many `times` (None: always), and of these a share by chance."""

    fault: Fault
    method: str
    path: str
    containing: str
    nth: int
    times: int | None
    share: float = 1
    seen: int = 0
    chance: Random = field(default_factory=lambda: Random(1))  # the same each time

    def hits(self, request: Request) -> bool:
        named = fnmatchcase(request.method, self.method) and fnmatchcase(request.path, self.path)
        if not named or self.containing not in str(request.body):
            return False
        self.seen += 1
        named = self.seen >= self.nth and (self.times is None or self.seen < self.nth + self.times)
        return named and self.chance.random() < self.share


@dataclass(slots=True)
class Faults:
    """Faults to come. All take the same words to say which requests they hit:

    `method` and `path` are shell patterns (`*` crosses slashes; paths are without `/api/v3`, GraphQL's is `/graphql`), `containing=` is a
    part of the body, `nth=` counts the matching requests from now on, `times=` says how many are hit from that one on (None: all),
    `share=` which part of these, by chance.
    """

    rules: list[Rule] = field(default_factory=list)
    on_request: Callable[[Request, Phase], None] | None = None
    closing: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def status(self, status: int, method: str = "*", path: str = "*", *, applied: bool = False, **which: Any) -> None:
        """This status instead of the true answer; with `applied` the request did its work all the same."""
        body = {"message": "Server Error"} if status < 500 else UNICORN
        self._add(Fault(applied=applied, answer=Answer(status, body)), method, path, **which)

    def lose(self, method: str = "*", path: str = "*", **which: Any) -> None:
        """The request does its work, then the connection is closed without an answer."""
        self._add(Fault(applied=True, close=True), method, path, **which)

    def refuse(self, method: str = "*", path: str = "*", **which: Any) -> None:
        """The connection is closed before the request did anything."""
        self._add(Fault(close=True), method, path, **which)

    def delay(self, seconds: float, method: str = "*", path: str = "*", *, applied: bool = False, **which: Any) -> None:
        """The request waits, each time unless `times=` says otherwise; with `applied` its answer does."""
        self._add(Fault(seconds=seconds, applied=applied), method, path, **{"times": None, **which})

    def rate_limit(
        self,
        kind: Literal["primary", "secondary"],
        method: str = "*",
        path: str = "*",
        *,
        retry_after: int = 1,
        status: int = 403,
        **which: Any,
    ) -> None:
        """The request is refused as over the limit: a primary one says when it is renewed, a secondary one how long to wait."""
        if kind == "secondary":
            fault = Fault(answer=Answer(status, {"message": SECONDARY}, {"Retry-After": str(retry_after)}))
        else:
            fault = Fault(answer=Answer(status, {"message": PRIMARY}), renewed_in=retry_after)
        self._add(fault, method, path, **which)

    def stop_at(self, nth: int, *, applied: bool = False) -> None:
        """From the nth request on every connection is closed, as if the client had been killed; with `applied` the nth still works."""
        if applied:
            self.lose(nth=nth)
            nth += 1
        self.refuse(nth=nth, times=None)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.rules.clear()
        self.on_request = None

    def hit(self, request: Request) -> list[Fault]:
        """What happens to this request; each rule counts it."""
        with self.lock:
            return [rule.fault for rule in list(self.rules) if rule.hits(request)]

    def wait(self, seconds: float) -> None:
        """As long as the stand-in runs."""
        if seconds:
            self.closing.wait(seconds)

    def _add(
        self, fault: Fault, method: str, path: str, *, nth: int = 1, times: int | None = 1, share: float = 1, containing: str = ""
    ) -> None:
        # A draw of its own: rules that draw alike hit the same requests, and all but the first come to nothing.
        self.rules.append(Rule(fault, method, path, containing, nth, times, share, chance=Random(len(self.rules) + 1)))
