"""A Review onto a pull request: read what stands, write what differs. Every step can be repeated after a crash."""

from dataclasses import dataclass

from bot.errors import NotAllowed, Refused
from bot.github.client import Client
from bot.github.comments import open_boxes_in, write_comment
from bot.github.look import Look
from bot.github.pull import PullRequest, read_pull
from bot.github.threads import Written, write_threads
from bot.model import Review
from bot.render import must_tick


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it.

    `superseded_by` is the head that the pull request has now, where it moved: nothing was written since. `missing` names what GitHub did
    not let us write (`comment`, `inline`), with its words; `unseen` the files whose diff GitHub does not show, so that no line of
    them carries a comment. `open_boxes` are those the check waits for, None where the head moved.
    """

    comment_url: str | None = None
    superseded_by: str | None = None
    missing: tuple[tuple[str, str], ...] = ()
    unseen: tuple[str, ...] = ()
    open_boxes: int | None = None


def publish(client: Client, pull: PullRequest, review: Review, look: Look) -> Published:
    """Bring our comment and our inline comments up to date with the review.

    Raises:
        ForgeError: GitHub does not answer. What it merely does not allow is in `missing`.
    """
    standing = read_pull(client, pull.repository, pull.number, key=look.key)
    if standing.head != pull.head:
        return Published(standing.comment.url if standing.comment else None, superseded_by=standing.head)
    missing: list[tuple[str, str]] = []
    url: str | None = None
    written = Written()
    try:
        url = write_comment(client, pull, standing, review, look)
    except (NotAllowed, Refused) as refused:
        missing.append(("comment", str(refused)))
    try:
        written = write_threads(client, pull, standing, review, look)
    except (NotAllowed, Refused) as refused:
        missing.append(("inline", str(refused)))
    # Meanwhile people may have ticked boxes.
    now = read_pull(client, pull.repository, pull.number, key=look.key) if must_tick(review) else standing
    return Published(url, written.superseded_by, tuple(missing), written.unseen, open_boxes_in(now.comment, review, look))
