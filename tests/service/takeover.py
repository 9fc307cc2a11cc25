"""How long the review of a killed worker waits until another begins it again."""

import time

from sqlalchemy import select

from bot.service.store.tables import PR_STATE
from tests.service.stories import KINDS
from tests.service.storm import Storm

PATIENCE = 120.0
MOMENT = "after note_head"  # in the middle of a review


def takeover(storm: Storm) -> float:
    """Kill a worker in the middle of a review; seconds until no review that ran then is still that worker's, at most `PATIENCE`."""
    storm.start()
    storm.calm()
    place = storm.host.folder / "moment"
    place.write_text(MOMENT, encoding="utf-8")
    story = storm.chance.choice(storm.stories)
    storm.push(story, storm.chance.choice(KINDS[story.kind]))
    if not storm.until(storm.has_fallen, PATIENCE):
        raise AssertionError("no worker began the review")
    began, held = time.monotonic(), _running(storm)
    (storm.host.folder / "met").unlink()
    storm.met[MOMENT] += 1
    if not held:
        raise AssertionError("the dead worker held nothing")
    storm.until(lambda: not held & _running(storm), PATIENCE)
    return time.monotonic() - began


def _running(storm: Storm) -> set[tuple[str, str]]:
    """The reviews that have begun and not ended: pull request, and who holds it."""
    with storm.store.read() as connection:
        rows = connection.execute(select(PR_STATE.c.pr, PR_STATE.c.run).where(PR_STATE.c.run.is_not(None)))
        return {(row.pr, row.run) for row in rows}
