"""The page of a review, kept for whoever follows the check run's link."""

from dataclasses import dataclass
from typing import Self

import structlog

from bot.action.job import Job
from bot.github import Look
from bot.model import Review
from bot.render.html import About, render_html
from bot.service.store import Store
from bot.service.store.runs import keep_page, open_run

SHORT = 7  # letters of a commit id
LOG = structlog.get_logger("schema_review.report")


@dataclass(frozen=True, slots=True)
class Report:
    """A page that begins empty; without an address that people reach, there is none."""

    store: Store
    run: str | None = None
    url: str | None = None

    @classmethod
    def begin(cls, store: Store, pr: str, head: str, public_url: str | None) -> Self:
        """The page for that head of a subject: every attempt at it has the same address.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        if public_url is None:
            return cls(store)
        run = open_run(store, pr, head)
        return cls(store, run, f"{public_url.rstrip('/')}/runs/{run}")

    def keep(self, review: Review, look: Look, place: About) -> None:
        """Show the review there; `place` is its pull request.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        if self.run is None:
            return
        page = render_html(review, look.language, links=look.links, both=look.both, about=place)
        if not keep_page(self.store, self.run, page):
            LOG.warning("the report is too large to be kept", characters=len(page))


def about(job: Job) -> About:
    """The pull request of a job; in a merge queue, the commit."""
    repository, number, head = job.subject.repository, job.subject.number, job.subject.head
    if number is None:
        return About(f"{repository}@{head[:SHORT]}", f"{job.runner.server}/{repository}/commit/{head}")
    return About(f"{repository}#{number}", f"{job.runner.server}/{repository}/pull/{number}")
