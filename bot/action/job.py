"""What one run is asked to do, and on what."""

from dataclasses import dataclass, field, replace

from bot.action.event import Subject
from bot.action.inputs import Inputs
from bot.action.log import Log
from bot.action.runner import Runner
from bot.errors import NotAllowed
from bot.github import Client, Standing, pull_language, read_pull
from bot.github.commands.settle import Order
from bot.model import Language


@dataclass(frozen=True, slots=True)
class Job:
    """One run. `client` is None without a token, `standing` where there is no pull request or the token may not read it.

    `orders` are the commands that began it. `listens` is set where whoever runs us hears of every comment. `secret` seals what is kept in
    our comments, where there is one.
    """

    runner: Runner
    inputs: Inputs
    log: Log
    client: Client | None
    subject: Subject
    standing: Standing | None = None
    orders: tuple[Order, ...] = ()
    listens: bool = False
    secret: bytes = field(default=b"", repr=False)

    def language(self, wanted: str) -> tuple[Language, bool]:
        """The language of what is written, and whether the other one is added. `wanted`: `en`, `ko`, `both`, `auto`."""
        kept = self.standing.comment.marker.language if self.standing and self.standing.comment else None
        return pull_language(wanted, title=self.subject.title, body=self.subject.body, kept=kept)


def as_it_stands(job: Job) -> Job:
    """The pull request as GitHub has it now: its words, whether it is a draft, and the target branch's commit.

    Where the token may not read it, the event's word is taken.

    Raises:
        ForgeError: GitHub does not answer, or knows alone which commits are meant and the token may not read them.
    """
    subject, standing = job.subject, _standing(job)
    if standing is None:
        if not subject.head:
            raise NotAllowed(f"pull request {subject.number}: there is none here, or the token may not read it")
        return job
    now = replace(
        subject,
        base=job.inputs.base or standing.base,
        head=subject.head or standing.head,
        is_draft=standing.is_draft,
        title=standing.title,
        body=standing.body,
    )
    return replace(job, subject=now, standing=standing)


def again(job: Job) -> Job:
    """The same commits, with what stands in the pull request now.

    Raises:
        ForgeError: GitHub does not answer.
    """
    return replace(job, standing=_standing(job))


def _standing(job: Job) -> Standing | None:
    if job.subject.number is None or job.client is None:
        return None
    try:
        return read_pull(job.client, job.subject.repository, job.subject.number, key=job.inputs.key)
    except NotAllowed:
        return None
