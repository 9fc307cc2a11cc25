"""The check run of the head while its review runs: concluded whatever happens."""

from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from bot.action import notices
from bot.action.event import Subject
from bot.action.inputs import Inputs
from bot.action.post import Posted
from bot.action.runner import Runner
from bot.errors import BotError, ForgeError
from bot.github import CheckRun, Client, Standing, cancel_check, find_check, finish_check, start_check
from bot.model import Conclusion, Language, Message
from bot.render import CheckReport
from bot.render.check import TITLE_LIMIT
from bot.render.escape import one_line
from bot.render.message import markdown, plain


def boxes_before(standing: Standing | None) -> int | None:
    """What a check has to wait for that no review has been made for; see `OpenCheck`."""
    return None if standing and standing.comment and standing.comment.marker.needs_ticks else 0


@dataclass(slots=True)
class OpenCheck:
    """The check run, None where there is none; leaving the `with` block by an error concludes it, too.

    `verdict` is what it will say once the review is done, whatever becomes of the comments. It does not pass while it waits for the
    `open_boxes` of the checklist; None where it is known that it has to wait, and not for how many.
    """

    client: Client | None
    run: CheckRun | None
    language: Language
    verdict: tuple[CheckReport, Conclusion] | None = None
    open_boxes: int | None = 0

    @classmethod
    def start(
        cls,
        client: Client | None,
        subject: Subject,
        *,
        runner: Runner,
        inputs: Inputs,
        language: Language,
        is_first: bool = False,
        page: str | None = None,
        standing: Standing | None = None,
    ) -> Self:
        """Begin it, where the token may and the head is what the event is about; `is_first` as in `start_check`.

        `page` is the address of the full report, where that is not the run of the workflow. `standing` says whether the last review
        had it wait for boxes: a review that fails must not let pass what the last one held.

        Raises:
            ForgeError: GitHub does not answer.
        """
        if client is None or inputs.is_dry or subject.is_foreign:
            return cls(client, None, language)
        boxes = boxes_before(standing)
        try:
            run = start_check(
                client, subject.repository, subject.head, key=inputs.key, details_url=page or runner.run_url, is_first=is_first
            )
        except KeyboardInterrupt:
            # It may be there although its answer was not awaited.
            with suppress(ForgeError):
                cls(client, find_check(client, subject.repository, subject.head, key=inputs.key), language).cancel(notices.STOPPED)
            raise
        return cls(client, run, language, open_boxes=boxes)

    def __enter__(self) -> Self:
        """The check run itself."""
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        """Conclude what nobody concluded. Where GitHub does not answer now either, the error that came first is the one to tell."""
        with suppress(ForgeError):
            match error:
                case None:
                    pass
                case KeyboardInterrupt():
                    self.cancel(notices.STOPPED)
                case _ if self.verdict:
                    self.conclude()
                case BotError():
                    self.say(notices.FAILED.filled(words=str(error)), Conclusion.NEUTRAL)
                case _:
                    self.say(notices.INTERNAL, Conclusion.NEUTRAL)

    def conclude(self) -> None:
        """Write the verdict, once.

        Raises:
            ForgeError: GitHub does not answer.
        """
        if self.client and self.run and self.verdict:
            report, conclusion = self._held(*self.verdict)
            # Where this fails in its middle, annotations may have been appended.
            run, self.run = self.run, replace(self.run, is_new=False)
            finish_check(self.client, run, report, conclusion)
            self.run = None

    def wait_for(self, posted: Posted) -> None:
        """Have the verdict wait for the boxes that are open in our comment; for as many as before where nobody knows."""
        self.open_boxes = self.open_boxes if posted.open_boxes is None else posted.open_boxes

    def pass_on(self, message: Message) -> None:
        """Conclude with success: there is nothing to wait for.

        Raises:
            ForgeError: GitHub does not answer.
        """
        self.open_boxes = 0
        self.say(message, Conclusion.SUCCESS)

    def say(self, message: Message, conclusion: Conclusion) -> None:
        """Conclude with one sentence.

        Raises:
            ForgeError: GitHub does not answer.
        """
        self.verdict = self._sentence(message), conclusion
        self.conclude()

    def cancel(self, message: Message) -> None:
        """Say that nobody needs the verdict any more.

        Raises:
            ForgeError: GitHub does not answer.
        """
        if self.client and self.run:
            report = self._sentence(message)
            cancel_check(self.client, self.run, title=report.title, summary=report.summary)
            self.run = None

    def _held(self, report: CheckReport, conclusion: Conclusion) -> tuple[CheckReport, Conclusion]:
        if self.open_boxes == 0 or conclusion is Conclusion.FAILURE:
            return report, conclusion
        one = notices.HELD
        if self.open_boxes is not None:
            one = (notices.OPEN_BOX if self.open_boxes == 1 else notices.OPEN_BOXES).filled(count=self.open_boxes)
        title = f"{plain(one, self.language)} · {report.title}"
        return replace(report, title=one_line(title, limit=TITLE_LIMIT)), Conclusion.ACTION_REQUIRED

    def _sentence(self, message: Message) -> CheckReport:
        title = one_line(plain(message, self.language), limit=TITLE_LIMIT)
        return CheckReport(title, f"{markdown(message, self.language)}\n", ())
