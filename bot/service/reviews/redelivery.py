"""The webhooks that did not arrive: GitHub tries once, lists what failed, and brings it again when it is asked to."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import structlog

from bot.errors import ForgeError, NotAllowed, RateLimited
from bot.github import App, Client
from bot.github.hooks import KEPT, Attempt, attempts, bring_again
from bot.service.store import Store
from bot.service.store.sweeps import Lost, Sweep, claim, drop_lost, ended, note_lost, rest, take_lost

EVERY = 300.0  # seconds: a short outage is made good before people wonder, for twelve requests an hour
OVERLAP = 900.0  # seconds that are looked through twice: an attempt is listed when it has ended, not when it began
MOST = 10_000  # attempts that one look goes through, at a hundred a request
BATCH = 100  # deliveries that one sweep asks for
PACING = 1.0  # seconds between two of them, as GitHub asks
PATIENCE = 5.0  # seconds that a rate limit may hold the sweep; a longer one ends it
LOG = structlog.get_logger("schema_review.redelivery")


@dataclass(frozen=True, slots=True)
class Redelivery:
    """Asks GitHub for the deliveries that were lost: those that nobody answered, or a server in trouble.

    What the webhook refused (401, 400, 413) it would refuse again. How often a delivery is asked for, and when again, stands in our
    tables, since GitHub keeps its guid; so no delivery is asked for for ever, whatever comes of it.
    """

    app: App
    store: Store
    pacing: float = PACING

    def redeliver(self) -> None:
        """Look at what failed since the last look, and ask for what is due; nothing where another host has just done so.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        seen = claim(self.store, Sweep.WEBHOOKS, every=EVERY)
        if seen is None:
            return
        try:
            newest = self._look(max(seen - OVERLAP, time.time() - KEPT))
            asked = self._ask()
        except RateLimited as limit:
            rest(self.store, Sweep.WEBHOOKS, seconds=limit.seconds)
            LOG.warning("limited", seconds=limit.seconds)
        except ForgeError as error:
            LOG.warning("not looked", reason=str(error))
        else:
            ended(self.store, Sweep.WEBHOOKS, done=asked, seen=newest)

    def _look(self, since: float) -> float:
        """Remember what was lost since then; returns the time of the newest attempt."""
        found = tuple(islice(attempts(self._client(), since=since), MOST))
        if len(found) == MOST:
            LOG.warning("more deliveries than one look goes through; older ones that failed are not asked for", most=MOST)
        lost, settled = sorted_out(found)
        note_lost(self.store, lost, settled, kept=KEPT)
        return max((attempt.at for attempt in found), default=0.0)

    def _ask(self) -> int:
        client, asked = self._client(), 0
        while asked < BATCH and (lost := take_lost(self.store)):
            asked += 1
            try:
                bring_again(client, lost.attempt)
                LOG.info("asked again", delivery=lost.guid, about=lost.event, time=lost.asked)
            except RateLimited:
                ended(self.store, Sweep.WEBHOOKS, done=asked - 1)
                raise
            except NotAllowed:
                drop_lost(self.store, lost.guid)
                LOG.warning("forgotten by GitHub", delivery=lost.guid, about=lost.event)
            except ForgeError as error:
                LOG.warning("not asked", delivery=lost.guid, reason=str(error))
        return asked

    def _client(self) -> Client:
        # The JWT is good for some minutes only.
        client = self.app.client()
        client.pacing, client.longest_wait = self.pacing, PATIENCE
        return client


def sorted_out(found: Iterable[Attempt]) -> tuple[tuple[Lost, ...], frozenset[str]]:
    """The deliveries to ask for, and the guids that came in the end or were refused.

    Only a first attempt makes an entry: else a delivery whose entry was given up would begin anew with the next one.
    """
    first, last = dict[str, Attempt](), dict[str, Attempt]()
    for attempt in sorted(found, key=lambda each: (each.at, each.number)):
        last[attempt.guid] = attempt
        if not attempt.is_again:
            first[attempt.guid] = attempt
    lost = (Lost(guid, each.number, each.event, each.at) for guid, each in first.items() if last[guid].was_lost)
    return tuple(lost), frozenset(each.guid for each in last.values() if not each.was_lost)
