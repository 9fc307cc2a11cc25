"""The page of a review, kept for whoever follows the check run's link."""

from dataclasses import dataclass
from typing import Self

import structlog

from bot.github import Look
from bot.model import Review
from bot.render import render_html
from bot.service.store import Store
from bot.service.store.runs import keep_page, open_run

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

    def keep(self, review: Review, look: Look) -> None:
        """Show the review there.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        if self.run is None:
            return
        page = render_html(review, look.language, links=look.links, both=look.both)
        if not keep_page(self.store, self.run, page):
            LOG.warning("the report is too large to be kept", characters=len(page))
