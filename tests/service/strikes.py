"""The kills: at a moment that the storm brings about, which it waits for, or at any."""

from tests.service.causes import CAUSES, MEETING, NEEDED, change, nothing
from tests.service.storm import AT_RANDOM, Storm

STARTING = ("upgrade", "beat", "sweep", "sweep_runs", "POST access_tokens")  # what a process does when it begins, and with its first review


def strike(storm: Storm, moment: str, events: int) -> bool:
    """Kill at the moment, and whether it came; else at any. Without PostgreSQL the whole service dies, with it one process.

    `events` more come shortly before.
    """
    folder, kind = storm.host.folder, moment.split(" ", 1)[1]
    rules = len(storm.host.github.faults.rules)
    if kind not in STARTING:
        _recover(storm)
        for _ in range(events):
            storm.happen()
        NEEDED.get(kind, nothing)(storm)
    (folder / "moment").write_text(moment, encoding="utf-8")
    if kind in STARTING:
        storm.start()
    CAUSES.get(kind, change)(storm)
    storm.until((folder / "met").exists, MEETING)
    for name in ("moment", "trouble", "troubled"):
        (folder / name).unlink(missing_ok=True)
    del storm.host.github.faults.rules[rules:]
    is_met = (folder / "met").exists()
    (folder / "met").unlink(missing_ok=True)
    storm.until(lambda: storm.has_fallen() or not is_met, MEETING)
    storm.missed[moment] += not is_met
    _fell(storm, moment if is_met else AT_RANDOM)
    return is_met


def strike_anywhere(storm: Storm, events: int) -> None:
    """Kill at no particular moment, while events come."""
    _recover(storm)
    for _ in range(max(1, events)):
        storm.happen()
    storm.until(storm.has_fallen, storm.chance.uniform(0, 3))
    _fell(storm, AT_RANDOM)


def _recover(storm: Storm) -> None:
    storm.start()
    storm.breathe()


def _fell(storm: Storm, moment: str) -> None:
    """What is left of the service dies, too; of several hosts the one that is dead already."""
    dead = [number for number, process in storm.running.items() if not process.is_alive()]
    storm.kill(*((dead or [storm.chance.choice(list(storm.running))]) if storm.store.is_shared else storm.running))
    storm.met[moment] += 1
