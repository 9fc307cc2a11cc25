"""What a worker does with a subject, whoever does it: the real reviewer, or a test's."""

from dataclasses import dataclass
from typing import Protocol

from bot.errors import Overtaken
from bot.service.store import Store, state
from bot.service.store.state import Taken


@dataclass(frozen=True, slots=True)
class Hold:
    """The right to write about a subject; it is lost when another process begins the same review, as after a pause of this one."""

    store: Store
    taken: Taken

    def __call__(self) -> None:
        """Called before every write to GitHub.

        Raises:
            Overtaken: another process has the review now.
        """
        if not state.is_held(self.store, self.taken):
            raise self._overtaken()

    def opens(self, head: str) -> None:
        """Called before the check run of a head begins, so that whoever goes on after a crash knows of it.

        Raises:
            Overtaken: see above.
        """
        if not state.note_head(self.store, self.taken, head):
            raise self._overtaken()

    def _overtaken(self) -> Overtaken:
        return Overtaken(f"{self.taken.subject.key}: another process has this review now")


class Reviewer(Protocol):
    """One review from reading to publishing. Each step may have been done before, by a run that ended in its middle."""

    def review(self, taken: Taken, hold: Hold) -> None:
        """Review the subject as it stands now and publish.

        Raises:
            RateLimited: GitHub wants to be left alone for so many seconds.
            Overtaken: by `hold`.
            BotError: it failed, and may be tried again.
        """

    def apologize(self, taken: Taken, hold: Hold, reason: str) -> None:
        """Conclude what was begun without a review: it will not be tried again.

        Raises:
            BotError: see `review`.
        """
