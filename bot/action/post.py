"""The review onto the pull request, as far as it is wanted and the token may."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.action import notices
from bot.action.event import Subject
from bot.errors import NotAllowed
from bot.github import Client, Look, Published, PullRequest, publish
from bot.model import Message, Review
from bot.render import is_clean

MOST_PATHS = 20  # in one sentence


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of it: the address of our comment, the newer head where the pull request moved on, and what there is to say.

    `open_boxes` are those the check waits for, None where nobody knows.
    """

    url: str = ""
    superseded_by: str | None = None
    notices: tuple[Message, ...] = ()
    is_degraded: bool = False
    open_boxes: int | None = 0


def post(client: Client | None, subject: Subject, review: Review, look: Look) -> Posted:
    """Publish, or say what could not be written: then every finding is in the annotations and the job summary.

    Raises:
        ForgeError: GitHub does not answer.
    """
    if subject.number is None:
        return Posted()
    if client is None:
        return _without(wanted(review, look), notices.NO_TOKEN)
    refusal = notices.FROM_FORK if subject.is_fork else notices.NOT_ALLOWED
    try:
        done = publish(client, PullRequest(subject.repository, subject.number, subject.head), review, look)
    except NotAllowed as refused:
        return _without(wanted(review, look), refusal, str(refused))
    return _told(done, refusal)


def _told(done: Published, refusal: Message) -> Posted:
    unseen = (notices.UNSEEN.filled(paths=_cut(done.unseen)),) if done.unseen else ()
    refused = _without(tuple(name for name, _ in done.missing), refusal, *dict.fromkeys(words for _, words in done.missing))
    told = (*refused.notices, *unseen)
    return Posted(done.comment_url or "", done.superseded_by, told, is_degraded=refused.is_degraded, open_boxes=done.open_boxes)


def _cut(paths: tuple[str, ...]) -> tuple[str, ...]:
    return (*paths[:MOST_PATHS], "…") if len(paths) > MOST_PATHS else paths


def _without(missing: tuple[str, ...], refusal: Message, *words: str) -> Posted:
    if not missing:
        return Posted()
    return Posted(notices=(refusal.filled(missing=missing, words=words),), is_degraded=True, open_boxes=None)


def wanted(review: Review, look: Look) -> tuple[str, ...]:
    """What a token that may write would post on a pull request that we never wrote to: `comment`, `inline`."""
    return tuple(_wanted(review, look))


def _wanted(review: Review, look: Look) -> Iterator[str]:
    if look.comment == "always" or (look.comment == "auto" and not is_clean(review)):
        yield "comment"
    inline = look.inline
    if inline.enabled and inline.max and any(finding.severity.rank <= inline.min_severity.rank for finding in review.findings):
        yield "inline"
