"""What people said in the pull request, and what it does to the review of its head."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.action.job import Job
from bot.config import Config
from bot.decided import decided
from bot.github import Look
from bot.github.commands.held import answers, chosen_language, excuses, is_paused
from bot.github.commands.obey import QUERIES, Receipt, has_level, obey, reply_to, take
from bot.github.commands.parse import Verb
from bot.github.commands.permission import Permissions
from bot.github.commands.settle import DONE, PUZZLED
from bot.github.commands.talk import Talk, answer, react
from bot.lint import Rule
from bot.model import Language, Review


@dataclass(frozen=True, slots=True)
class Heard:
    """The review after what people said of it, the language they chose, whether they paused the comments, and how their orders ended."""

    review: Review
    language: Language | None = None
    is_paused: bool = False
    reactions: tuple[str, ...] = ()

    def look(self, look: Look) -> Look:
        """How the review is to be shown after that: paused, nothing new is posted."""
        quiet = replace(look, comment="never", inline=look.inline.model_copy(update={"enabled": False})) if self.is_paused else look
        return replace(quiet, language=self.language, both=False) if self.language else quiet


def receive(job: Job, receipt: Receipt) -> Job | None:
    """The job with the order of a comment after those it has; None where there is none to follow.

    Raises:
        ForgeError: GitHub does not answer.
    """
    if job.inputs.is_dry:
        return job
    talk = _talk(job)
    order = take(talk, receipt) if talk else None
    return replace(job, orders=(*job.orders, order)) if order else None


def is_query(job: Job) -> bool:
    """Whether the newest order asks for a reply only."""
    return bool(job.orders) and job.orders[-1].command.verb in QUERIES


def reply(job: Job, rules: tuple[Rule, ...], config: Callable[[], str]) -> None:
    """Answer the newest order, which is a query.

    Raises:
        BotError: GitHub does not answer, or `config` fails.
    """
    talk = _talk(job)
    if talk:
        order = job.orders[-1]
        said, reaction = reply_to(talk, order.command, rules, config)
        answer(talk, said, talk.entries)
        react(talk, order.said.id, reaction)


def hear(job: Job, made: Review, config: Config, rules: tuple[Rule, ...]) -> Heard:
    """Follow the orders of the job, and apply what was said to its review.

    Raises:
        ForgeError: GitHub does not answer.
    """
    talk = _talk(job)
    if talk is None:
        return Heard(made)
    talk = replace(talk, language=job.language(config.language)[0])
    outcomes = [obey(talk, order, made, rules=rules, config=config) for order in job.orders]
    held = talk.held(outcomes[-1].entries if outcomes else talk.entries)
    excused = excuses(held, made, rules, has_level=has_level(talk, config))
    return Heard(
        review=decided(made, excused, answers(held), fail_on=config.fail_on),
        language=chosen_language(held),
        is_paused=is_paused(held) and Verb.REVIEW not in (order.command.verb for order in job.orders),
        reactions=tuple(outcome.reaction for outcome in outcomes),
    )


def conclude(job: Job, reactions: tuple[str, ...] = ()) -> None:
    """Say at the comment of each order how it ended; without `reactions` there was nothing to review.

    Raises:
        ForgeError: GitHub does not answer.
    """
    talk = _talk(job)
    if talk:
        empty = (DONE if order.command.verb is Verb.REVIEW else PUZZLED for order in job.orders)
        for order, reaction in zip(job.orders, reactions or empty, strict=True):
            react(talk, order.said.id, reaction)


def _talk(job: Job) -> Talk | None:
    if job.client is None or job.standing is None or job.subject.number is None or job.subject.is_foreign:
        return None
    return Talk(
        client=job.client,
        repository=job.subject.repository,
        number=job.subject.number,
        standing=job.standing,
        language=job.language(job.inputs.language or "auto")[0],
        permissions=Permissions(job.client, job.subject.repository),
        key=job.inputs.key,
        secret=job.secret,
    )
