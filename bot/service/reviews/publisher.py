"""One review of a subject on GitHub, with the parts that the Action is made of."""

import hmac
from dataclasses import dataclass, replace

import structlog

from bot.action import notices
from bot.action.check import OpenCheck
from bot.action.commits import Sides
from bot.action.event import Subject as Commits
from bot.action.hear import conclude
from bot.action.job import Job, as_it_stands
from bot.action.judge import Verdict, boxes_of, shown
from bot.action.post import post
from bot.config import Config
from bot.errors import LimitError, NotAllowed
from bot.github import App, Entry
from bot.github.commands.settle import PUZZLED
from bot.lint import default_rules
from bot.model import Conclusion
from bot.render import render_check
from bot.service.jobs.reviewer import Hold
from bot.service.reviews.analysis import Limits, analyse
from bot.service.reviews.cache import Cache
from bot.service.reviews.closing import close
from bot.service.reviews.entered import entered
from bot.service.reviews.listening import listen, receipts
from bot.service.reviews.report import Report, about
from bot.service.settings import Settings
from bot.service.store.state import Taken
from bot.service.subject import Subject

SHORT = 7  # digits of a commit id, as people know it
LOG = structlog.get_logger("schema_review.review")


@dataclass(frozen=True, slots=True)
class Publisher:
    """See `Reviewer`. `pacing`: seconds between two writes to GitHub."""

    app: App
    cache: Cache
    settings: Settings
    pacing: float = 1.0

    def review(self, taken: Taken, hold: Hold) -> None:
        """See `Reviewer`."""
        subject = taken.subject
        entry = self._enter(subject)
        try:
            job = as_it_stands(self._job(subject, entry, hold))
            said = receipts(hold.store, taken)
            job = listen(job, said, lambda: self._config(job, subject))
            if not job.orders and not taken.reviewing and len(said) == len(taken.wishes):
                # Nobody asked for a review, but for an answer, which was given.
                return
            head = job.subject.head
            if taken.reviewing and taken.reviewing != head:
                close(job, taken.reviewing, notices.SUPERSEDED.filled(head=head[:SHORT]))
            hold.opens(head)
            self._review(job, hold, is_first=taken.reviewing != head)
        except NotAllowed:
            self.app.forget(subject.installation, subject.repository_id)
            raise

    def apologize(self, taken: Taken, hold: Hold, reason: str) -> None:
        """See `Reviewer`."""
        subject = taken.subject
        job = self._job(subject, self._enter(subject), hold)
        if taken.reviewing:
            close(job, taken.reviewing, notices.FAILED.filled(words=reason), Conclusion.NEUTRAL)

    def _enter(self, subject: Subject) -> Entry:
        return self.app.enter(subject.installation, subject.repository_id, called=subject.repository)

    def _job(self, subject: Subject, entry: Entry, hold: Hold) -> Job:
        # Of a pull request the head is asked for now: the event's may be an older one.
        commits = Commits(entry.repository, number=subject.number) if subject.number else _queued(entry.repository, subject)
        return replace(entered(entry, commits, self.settings, guard=hold, pacing=self.pacing), listens=True, secret=self._seal)

    @property
    def _seal(self) -> bytes:
        # The same on all hosts, and for as long as the App has its key.
        return hmac.digest(self.settings.private_key.get_secret_value().encode(), b"what we keep in our comments", "sha256")

    def _config(self, job: Job, subject: Subject) -> Config:
        tip = self._sides(job, subject).tip
        # No change at all: the configuration is read where everything of a repository is read, in a process of its own.
        chosen, _ = analyse(Sides(self.cache.place(subject), tip, tip, tip), self._limits)
        return chosen.config

    @property
    def _limits(self) -> Limits:
        return Limits(self.settings.review_seconds, self.settings.review_megabytes)

    def _review(self, job: Job, hold: Hold, *, is_first: bool) -> None:
        try:
            self._reviewed(job, hold, is_first=is_first)
        except LimitError as limit:
            # The check says so; it would be the same the next time.
            LOG.warning("not reviewed", pr=hold.taken.subject.key, reason=str(limit))
            conclude(job, (PUZZLED,) * len(job.orders))

    def _reviewed(self, job: Job, hold: Hold, *, is_first: bool) -> None:
        language, _ = job.language("auto")
        report = Report.begin(hold.store, hold.taken.subject.key, job.subject.head, self.settings.public_url)
        begun = OpenCheck.start(
            job.client,
            job.subject,
            runner=job.runner,
            inputs=job.inputs,
            language=language,
            is_first=is_first,
            page=report.url,
            standing=job.standing,
        )
        with begun as check:
            sides = self._sides(job, hold.taken.subject)
            if not sides.is_ahead:
                check.pass_on(notices.AHEAD.filled(head=sides.head.name, base=sides.tip.name))
                conclude(job)
                return
            chosen, made = analyse(sides, self._limits)
            if job.subject.is_draft and chosen.config.drafts == "skip":
                check.say(notices.DRAFT, Conclusion.NEUTRAL)
                conclude(job)
                return
            verdict = shown(job, sides, chosen, default_rules(), made, page=report.url)
            look = verdict.look
            report.keep(made, look, about(job))
            check.verdict = render_check(made, look.language, links=look.links, both=look.both), made.conclusion
            _publish(job, verdict, check)
            conclude(job, verdict.reactions)

    def _sides(self, job: Job, subject: Subject) -> Sides:
        if job.client is None:
            raise NotAllowed("no token")
        if any(order.command.is_full for order in job.orders):
            self.cache.forget(subject)
        asked = job.subject
        return self.cache.read(subject, job.client, repository=asked.repository, head=asked.head, tip=asked.base)


def _queued(repository: str, subject: Subject) -> Commits:
    return Commits(repository, base=subject.base, head=subject.head)


def _publish(job: Job, verdict: Verdict, check: OpenCheck) -> None:
    check.open_boxes = boxes_of(job, verdict)
    if not (job.subject.is_draft and verdict.config.drafts == "check-only"):
        posted = post(job.client, job.subject, verdict.review, verdict.look)
        check.wait_for(posted)
        if posted.superseded_by:
            check.cancel(notices.SUPERSEDED.filled(head=posted.superseded_by[:SHORT]))
            return
        if posted.is_degraded:
            LOG.warning("not all could be written", repository=job.subject.repository, number=job.subject.number)
    check.conclude()
