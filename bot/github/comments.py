"""The one summary comment of a pull request."""

from collections.abc import Callable
from itertools import chain, count

from bot.errors import NotAllowed
from bot.github.client import Client
from bot.github.look import Look
from bot.github.once import once
from bot.github.pull import OwnComment, PullRequest, Standing, read_pull
from bot.model import Review
from bot.render import is_clean, must_tick, open_boxes, render_comment, with_ticks


def write_comment(client: Client, pull: PullRequest, standing: Standing, review: Review, look: Look) -> str | None:
    """Bring our comment up to date; returns its address, None where there is none and none is wanted.

    A review with nothing to say makes no comment, and edits the one that stands. What reads the same is not written.

    Raises:
        ForgeError: see `bot.errors`.
    """
    if look.comment == "never" or (standing.comment is None and look.comment == "auto" and is_clean(review)):
        return standing.comment.url if standing.comment else None
    if standing.comment is None:
        _create(client, pull, _body(review, look, None), look)
        # Two runs at the same moment both find none: whoever looks last leaves one.
        standing = read_pull(client, pull.repository, pull.number, key=look.key)
    if standing.comment is None:
        raise NotAllowed(f"{pull.repository}#{pull.number}: our comment was removed as soon as it was written")
    for twin in standing.comments[1:]:
        _delete(client, pull, twin)
    try:
        _edit(client, pull, standing.comment, lambda current: _body(review, look, current))
    except NotAllowed:
        now = read_pull(client, pull.repository, pull.number, key=look.key)
        if now.comment:
            raise
        # Somebody removed it meanwhile.
        return write_comment(client, pull, now, review, look)
    return standing.comment.url


def open_boxes_in(comment: OwnComment | None, review: Review, look: Look) -> int:
    """How many boxes the check has to wait for: those of this review that are not ticked in our comment, whatever that one says."""
    return open_boxes(_body(review, look, comment.body if comment else None)) if must_tick(review) else 0


def _body(review: Review, look: Look, current: str | None) -> str:
    """What is to stand there, with the boxes as they are in `current`, which stands there now."""
    body = render_comment(review, look.language, links=look.links, key=look.key, both=look.both)
    if current is None:
        return body
    body = with_ticks(body, current, look.language)
    if not is_clean(review) or _text(body) == _text(current):
        return body
    cleared = render_comment(review, look.language, links=look.links, key=look.key, both=look.both, cleared=True)
    return with_ticks(cleared, current, look.language)


def _create(client: Client, pull: PullRequest, body: str, look: Look) -> None:
    path = f"/repos/{pull.repository}/issues/{pull.number}/comments"
    once(
        client,
        lambda: bool(client.write("POST", path, {"body": body})),
        lambda: read_pull(client, pull.repository, pull.number, key=look.key).comment is not None or None,
    )


def _edit(client: Client, pull: PullRequest, comment: OwnComment, body_for: Callable[[str], str]) -> None:
    path = f"/repos/{pull.repository}/issues/comments/{comment.id}"
    first = body_for(comment.body)
    if _text(comment.body) == _text(first):
        return
    # After a limit or a lost answer people may have ticked boxes: what stands is read again before it is sent again.
    bodies = chain((first,), (body_for(client.get(path)["body"]) for _ in count()))
    once(client, lambda: bool(client.write("PATCH", path, lambda: {"body": next(bodies)})), lambda: None)


def _delete(client: Client, pull: PullRequest, twin: OwnComment) -> None:
    try:
        once(client, lambda: client.write("DELETE", f"/repos/{pull.repository}/issues/comments/{twin.id}"), lambda: None)
    except NotAllowed:
        # Gone already: the other run was quicker.
        return


def _text(body: str) -> str:
    """A body without what GitHub and browsers change in it: line ends and the blanks around it."""
    return body.replace("\r\n", "\n").strip()
