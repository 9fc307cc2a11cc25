"""What a worker does with a subject, whoever does it: the real reviewer, or a test's."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from bot.service.store.state import Taken

# Called before every write to GitHub. Raises Overtaken where another process has the review now, as after a pause of this one.
Guard: TypeAlias = Callable[[], None]


class Reviewer(Protocol):
    """One review from reading to publishing. Each step may have been done before, by a run that ended in its middle."""

    def review(self, taken: Taken, guard: Guard) -> None:
        """Review the subject as it stands now and publish.

        Raises:
            RateLimited: GitHub wants to be left alone for so many seconds.
            Overtaken: by the guard.
            BotError: it failed, and may be tried again.
        """

    def apologize(self, taken: Taken, guard: Guard, reason: str) -> None:
        """Conclude what was begun without a review: it will not be tried again.

        Raises:
            BotError: see `review`.
        """
