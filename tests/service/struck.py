"""The service in a process that ends itself by SIGKILL at a moment, for `tests/service/processes.py` and `tests/tools/chaos.py`.

The moment is what stands in the file `moment` of a folder: `before take`, `after POST issues/comments`. One process of several meets it,
and the file is called `met` then. In the same way one call of what the file `trouble` names finds no database. Pauses that are long on
purpose are short here; everything else is the service as it is.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any

from sqlalchemy.exc import OperationalError

import bot.github.once
import bot.service.intake
from bot.github import client
from bot.github.client import Client
from bot.service import main, starting
from bot.service.jobs import pump, work
from bot.service.jobs.dbos_engine import DbosEngine
from bot.service.jobs.worker import Worker
from bot.service.pages import operator
from bot.service.reviews import entered, redelivery, report, stuck
from bot.service.reviews.publisher import Publisher
from bot.service.reviews.redelivery import Redelivery
from bot.service.reviews.stuck import StuckChecks
from bot.service.store import hosts, state, sweeps

# Each kind of write to our tables, by its function and the places where that is called from; `enqueue` and `resume` are the engine's.
PLACES: dict[str, tuple[Any, ...]] = (
    dict.fromkeys(("issue", "take", "note_head", "finish", "fail", "give_up", "hold", "postpone", "drop", "release", "sweep"), (state,))
    | {"upgrade": (starting,), "accept_all": (bot.service.intake,), "replay": (operator,), "beat": (hosts,), "leave": (hosts,)}
    | {"open_run": (report,), "keep_page": (report,), "sweep_runs": (pump,)}
    | dict.fromkeys(("claim", "ended", "rest"), (redelivery, stuck))
    | dict.fromkeys(("note_lost", "take_lost", "drop_lost"), (redelivery,))
    | {"closed": (stuck,)}
    | dict.fromkeys(("enqueue", "resume"), (DbosEngine,))
)
# Each kind of write to GitHub.
WRITES = (
    *("POST access_tokens", "POST check-runs", "PATCH check-runs"),
    *("POST issues/comments", "PATCH issues/comments", "DELETE issues/comments"),
    *("POST pulls/reviews", "PATCH pulls/comments", "mutation Hide", "mutation Show"),
    *("POST issues/comments/reactions", "POST reply", "PATCH reply", "POST attempts"),
)
SHARED = ("resume",)  # what only happens where several hosts share a database


def moments(*, is_shared: bool) -> tuple[str, ...]:
    """Every moment there is."""
    kinds = [kind for kind in (*PLACES, *WRITES) if is_shared or kind not in SHARED]
    return tuple(f"{when} {kind}" for kind in kinds for when in ("before", "after"))


@dataclass(frozen=True)
class Struck:
    """Ends this process where the moment of the folder has come."""

    folder: Path

    def at(self, moment: str) -> None:
        if self.comes("moment", moment, "met"):
            os.kill(os.getpid(), signal.SIGKILL)

    def comes(self, name: str, what: str, then: str) -> bool:
        """Whether that stands in the file; of several that read it, the one that renames it learns so."""
        with suppress(OSError):
            if (self.folder / name).read_text(encoding="utf-8") == what:
                (self.folder / name).rename(self.folder / then)
                return True
        return False

    def around(self, call: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        """The same call with a moment before and after it, also where it fails."""

        @wraps(call)
        def calling(*arguments: Any, **named: Any) -> Any:
            what = name(*arguments, **named)
            self.at(f"before {what}")
            try:
                if self.comes("trouble", what, "troubled"):
                    raise OperationalError(what, None, ConnectionError("the storm"))
                return call(*arguments, **named)
            finally:
                self.at(f"after {what}")

        return calling


def kind_of(_: Client, verb: str, path: str, **named: Any) -> str:
    """`PATCH issues/comments`, `PATCH reply` where the comment is our answer; of GraphQL only mutations are writes: `mutation Hide`."""
    body = named.get("body") or {}
    if "query" in body:
        return " ".join(body["query"].replace("(", " ").split()[:2])
    if "schema-review:replies" in body.get("body", ""):
        return f"{verb} reply"
    words = [word for word in path.split("/") if word and not word.isdecimal()]
    return f"{verb} {'/'.join(words[3:] if words[0] == 'repos' else words[-1:])}"


def prepare(struck: Struck) -> None:
    """Put the moments around what writes, and shorten the pauses."""
    for name, place in ((name, place) for name, places in PLACES.items() for place in places):
        setattr(place, name, struck.around(getattr(place, name), lambda *_, name=name, **__: name))
    setattr(Client, "_send", struck.around(Client._send, kind_of))  # noqa: B010 # mypy knows no other way
    setattr(main, "Publisher", partial(Publisher, pacing=0.1))  # noqa: B010 # likewise
    setattr(main, "Worker", partial(Worker, grace=0))  # noqa: B010 # likewise
    setattr(main, "Redelivery", partial(Redelivery, pacing=0.1))  # noqa: B010 # likewise
    setattr(main, "StuckChecks", partial(StuckChecks, pacing=0.1, old=1.0))  # noqa: B010 # likewise
    main.LOOK, redelivery.EVERY, stuck.EVERY, sweeps.FIRST_PAUSE, redelivery.OVERLAP = 0.5, 1.0, 1.0, 0.3, 60.0
    work.FIRST_PAUSE, work.FEW_CRASHES, work.LONGEST_CRASH_PAUSE, pump.LOST = 1.0, 2, 4.0, 3.0
    client.PAUSES = bot.github.once.PAUSES = (0.2, 0.5, 1.5)
    entered.PATIENCE = redelivery.PATIENCE = 1.0
