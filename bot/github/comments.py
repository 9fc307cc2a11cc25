"""The one summary comment of a pull request."""

from bot.errors import NotAllowed
from bot.github.client import Client
from bot.github.look import Look
from bot.github.once import once
from bot.github.pull import OwnComment, PullRequest, Standing, read_pull
from bot.model import Review
from bot.render import is_clean, render_comment, with_ticks


def write_comment(client: Client, pull: PullRequest, standing: Standing, review: Review, look: Look) -> str | None:
    """Bring our comment up to date; returns its address, None where there is none and none is wanted.

    A review with nothing to say makes no comment, and edits the one that stands. What reads the same is not written.

    Raises:
        ForgeError: see `bot.errors`.
    """
    if look.comment == "never" or (standing.comment is None and look.comment == "auto" and is_clean(review)):
        return standing.comment.url if standing.comment else None
    body = _body(review, look, standing.comment)
    if standing.comment is None:
        _create(client, pull, body, look)
        # Two runs at the same moment both find none: whoever looks last leaves one.
        standing = read_pull(client, pull.repository, pull.number, key=look.key)
    if standing.comment is None:
        raise NotAllowed(f"{pull.repository}#{pull.number}: our comment was removed as soon as it was written")
    for twin in standing.comments[1:]:
        _delete(client, pull, twin)
    _edit(client, pull, standing.comment, body)
    return standing.comment.url


def _body(review: Review, look: Look, current: OwnComment | None) -> str:
    body = render_comment(review, look.language, links=look.links, key=look.key, both=look.both)
    if current is None:
        return body
    body = with_ticks(body, current.body, look.language)
    if not is_clean(review) or _text(body) == _text(current.body):
        return body
    cleared = render_comment(review, look.language, links=look.links, key=look.key, both=look.both, cleared=True)
    return with_ticks(cleared, current.body, look.language)


def _create(client: Client, pull: PullRequest, body: str, look: Look) -> None:
    path = f"/repos/{pull.repository}/issues/{pull.number}/comments"
    once(
        client,
        lambda: bool(client.write("POST", path, {"body": body})),
        lambda: read_pull(client, pull.repository, pull.number, key=look.key).comment is not None or None,
    )


def _edit(client: Client, pull: PullRequest, current: OwnComment, body: str) -> None:
    if _text(current.body) == _text(body):
        return
    path = f"/repos/{pull.repository}/issues/comments/{current.id}"
    once(client, lambda: bool(client.write("PATCH", path, {"body": body})), lambda: None)


def _delete(client: Client, pull: PullRequest, twin: OwnComment) -> None:
    try:
        once(client, lambda: client.write("DELETE", f"/repos/{pull.repository}/issues/comments/{twin.id}"), lambda: None)
    except NotAllowed:
        # Gone already: the other run was quicker.
        return


def _text(body: str) -> str:
    """A body without what GitHub and browsers change in it: line ends and the blanks around it."""
    return body.replace("\r\n", "\n").strip()
