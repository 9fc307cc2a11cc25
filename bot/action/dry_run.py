"""What would be posted, for a person to read in the log."""

from bot.action.event import Subject
from bot.errors import NotAllowed
from bot.github import Client, Look, NewComment, PullRequest, Standing, plan_threads
from bot.model import Review
from bot.render import is_clean, render_comment

NONE = "(none)"


def rehearse(review: Review, look: Look, *, client: Client | None, subject: Subject, standing: Standing | None) -> dict[str, str]:
    """The comment and the new inline comments by title; GitHub is only read, and without a token not even that.

    Raises:
        ForgeError: GitHub does not answer.
    """
    silent = look.comment == "never" or (look.comment == "auto" and is_clean(review) and not (standing and standing.comment))
    comment = NONE if silent else render_comment(review, look.language, links=look.links, key=look.key, both=look.both)
    return {"The comment": comment, "The inline comments": _inline(review, look, client=client, subject=subject, standing=standing)}


def _inline(review: Review, look: Look, *, client: Client | None, subject: Subject, standing: Standing | None) -> str:
    if client is None or subject.number is None:
        return NONE
    pull = PullRequest(subject.repository, subject.number, subject.head)
    try:
        plan, _ = plan_threads(client, pull, standing.threads if standing else (), review, look)
    except NotAllowed as refused:
        return f"({refused})"
    return "\n".join(map(_shown, plan.new)) or NONE


def _shown(comment: NewComment) -> str:
    anchor = comment.anchor
    lines = anchor.line if anchor.start is None else f"{anchor.start}-{anchor.line}"
    return f"{anchor.path}:{lines} ({anchor.side})\n\n{comment.body}"
