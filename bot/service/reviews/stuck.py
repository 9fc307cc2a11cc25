"""The check runs that a review left open which nobody goes on with: without a conclusion they would spin, and hold a merge, for ever."""

from dataclasses import dataclass, replace
from functools import partial

import structlog

from bot.action import notices
from bot.action.event import Subject as Commits
from bot.errors import BotError, NotAllowed, Overtaken, RateLimited
from bot.github import App
from bot.model import Conclusion, Message
from bot.service.reviews.closing import close
from bot.service.reviews.entered import entered
from bot.service.settings import Settings
from bot.service.store import Store
from bot.service.store.sweeps import Stuck, Sweep, claim, closed, ended, is_stuck, rest, stuck

EVERY = 300.0  # seconds
OLD = 900.0  # seconds: longer than any review, and than the pause before another attempt
SHORT = 7  # digits of a commit id, as people know it
LOG = structlog.get_logger("schema_review.stuck")


@dataclass(frozen=True, slots=True)
class StuckChecks:
    """Concludes the check runs of subjects that were given up while GitHub did not answer. `pacing` as for `Publisher`."""

    app: App
    store: Store
    settings: Settings
    pacing: float = 1.0
    old: float = OLD

    def conclude(self) -> None:
        """Conclude what has been open for long; nothing where another host has just done so.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        if claim(self.store, Sweep.CHECKS, every=EVERY) is None:
            return
        done = 0
        for one in stuck(self.store, older=self.old):
            try:
                done += self._conclude(one)
            except RateLimited as limit:
                rest(self.store, Sweep.CHECKS, seconds=limit.seconds)
                LOG.warning("limited", seconds=limit.seconds)
                break
            except BotError as error:
                LOG.warning("not concluded", pr=one.subject.key, head=one.head, reason=str(error))
        ended(self.store, Sweep.CHECKS, done=done)

    def _conclude(self, one: Stuck) -> bool:
        """Whether a check run was open. Where GitHub does not let us look any more, nobody can conclude it."""
        log = LOG.bind(pr=one.subject.key, head=one.head)
        try:
            was_open = self._closed(one)
        except Overtaken:
            log.info("under review again")
            return False
        except NotAllowed as refused:
            self.app.forget(one.subject.installation, one.subject.repository_id)
            log.warning("out of reach", reason=str(refused))
            was_open = False
        else:
            log.info("concluded" if was_open else "was not open")
        closed(self.store, one)
        return was_open

    def _closed(self, one: Stuck) -> bool:
        entry = self.app.enter(one.subject.installation, one.subject.repository_id, called=one.subject.repository)
        commits = Commits(entry.repository, head=one.head)
        job = entered(entry, commits, self.settings, guard=partial(self._guard, one), pacing=self.pacing)
        if not one.subject.number:
            return close(job, one.head, _given_up(one), Conclusion.NEUTRAL)
        if job.client is None:
            raise NotAllowed("no token")
        pull = job.client.get(f"/repos/{entry.repository}/pulls/{one.subject.number}")
        job = replace(job, subject=replace(job.subject, title=pull["title"], body=pull["body"] or ""))
        if pull["head"]["sha"] != one.head:
            return close(job, one.head, notices.SUPERSEDED.filled(head=pull["head"]["sha"][:SHORT]))
        return close(job, one.head, notices.CLOSED if pull["state"] == "closed" else _given_up(one), Conclusion.NEUTRAL)

    def _guard(self, one: Stuck) -> None:
        if not is_stuck(self.store, one):
            raise Overtaken(f"{one.subject.key}: under review again")


def _given_up(one: Stuck) -> Message:
    return notices.FAILED.filled(words=one.error or "the review ended without a word")
