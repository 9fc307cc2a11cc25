"""A worker in a process of its own, with a played review: `python -m tests.service.worker_process FOLDER JSON`.

What the review does stands in the file `effects` of the folder, one JSON line each; a line is written in one piece.
"""

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bot.service.jobs.dbos_engine import DbosEngine
from bot.service.jobs.reviewer import Hold
from bot.service.jobs.worker import Worker, executor_name, run_until_told
from bot.service.logs import set_up_logs
from bot.service.store import open_store, upgrade
from bot.service.store.state import Taken


@dataclass
class Slow:
    """Takes some seconds between reading and publishing; a pull request with the number 666 kills its process."""

    effects: Path
    seconds: float
    name: str

    def note(self, what: str, taken: Taken) -> None:
        line = {"what": what, "pr": taken.subject.key, "wish": taken.wishes.stop - 1, "at": time.time(), "who": self.name}
        descriptor = os.open(self.effects, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        os.write(descriptor, json.dumps(line).encode() + b"\n")
        os.close(descriptor)

    def review(self, taken: Taken, hold: Hold) -> None:
        self.note("begin", taken)
        if taken.subject.number == 666:
            time.sleep(2)  # its neighbours are done by then, so that none of them is there at every kill
            os._exit(9)
        time.sleep(self.seconds)
        hold()
        self.note("publish", taken)

    def apologize(self, taken: Taken, hold: Hold, reason: str) -> None:
        hold()
        self.note("apologize", taken)


def main(folder: Path, wanted: dict[str, float | str]) -> None:
    set_up_logs("info", ())
    store = open_store(str(wanted["url"]))
    upgrade(store)
    name = executor_name(store)
    engine_url = str(wanted["url"]) if store.is_shared else f"sqlite:///{folder / 'engine.db'}"
    worker = Worker(
        store,
        DbosEngine(engine_url, name, int(wanted.get("slots", 2)), 0.2),
        Slow(folder / "effects", float(wanted.get("seconds", 0.1)), str(wanted.get("name", name))),
        name,
        per_installation=int(wanted.get("per_installation", 4)),
        silent=float(wanted.get("silent", 3)),
        tick=0.2,
        beat=float(wanted.get("beat", 0.5)),
        grace=int(wanted.get("grace", 5)),
        most_crashes=int(wanted.get("most_crashes", 8)),
    )
    run_until_told(worker)


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
