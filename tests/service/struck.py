"""The service in a process that ends itself by SIGKILL at a moment: `python -m tests.service.struck FOLDER worker`.

The moment is what stands in the file `moment` of the folder, `before take` or `after POST comments`. One process of several meets it,
and the file is called `met` then. Pauses that are long on purpose are short here; everything else is the service as it is.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any

import bot.service.intake
from bot.cli.main import run
from bot.github.client import Client
from bot.service import main
from bot.service.jobs import pump, work
from bot.service.jobs.dbos_engine import DbosEngine
from bot.service.reviews.publisher import Publisher
from bot.service.store import accept_all, state

STATE = ("issue", "take", "note_head", "finish", "fail")
WRITES = ("POST check-runs", "PATCH check-runs", "POST comments", "PATCH comments", "POST reviews", "mutation")
MOMENTS = tuple(f"{when} {what}" for what in ("accept", *STATE, "enqueue", *WRITES) for when in ("before", "after"))


@dataclass(frozen=True)
class Struck:
    """Ends this process where the moment of the folder has come."""

    folder: Path

    def at(self, moment: str) -> None:
        with suppress(OSError):
            if (self.folder / "moment").read_text(encoding="utf-8") == moment:
                # Of several that read it, one can rename it.
                (self.folder / "moment").rename(self.folder / "met")
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        """The same call with a moment before and after it, also where it fails."""

        @wraps(call)
        def calling(*arguments: Any, **named: Any) -> Any:
            what = name(*arguments, **named)
            self.at(f"before {what}")
            try:
                return call(*arguments, **named)
            finally:
                self.at(f"after {what}")

        return calling


def kind_of(_: Client, verb: str, path: str, **named: Any) -> str:
    """`PATCH check-runs`; of GraphQL only mutations are writes."""
    query = (named.get("body") or {}).get("query", "")
    if query:
        return str(query.split(maxsplit=1)[0])
    words = [word for word in path.split("/") if word and not word.isdecimal()]
    return f"{verb} {words[-1]}"


def prepare(struck: Struck) -> None:
    """Put the moments around what writes."""
    for name in STATE:
        setattr(state, name, struck.around(getattr(state, name), lambda *_, name=name, **__: name))
    setattr(bot.service.intake, "accept_all", struck.around(accept_all, lambda *_: "accept"))  # noqa: B010 # mypy knows no other way
    setattr(DbosEngine, "enqueue", struck.around(DbosEngine.enqueue, lambda *_: "enqueue"))  # noqa: B010 # likewise
    setattr(Client, "_send", struck.around(Client._send, kind_of))  # noqa: B010 # likewise
    setattr(main, "Publisher", partial(Publisher, pacing=0.1))  # noqa: B010 # likewise
    work.FIRST_PAUSE, pump.LOST = 1.0, 3.0


if __name__ == "__main__":
    prepare(Struck(Path(sys.argv[1])))
    sys.exit(run(sys.argv[2:]))
