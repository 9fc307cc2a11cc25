"""The sticky comment of a pull request, in Markdown."""

import hashlib
import re

from bot.model import Language, Review
from bot.render.limits import STAGES
from bot.render.links import NO_LINKS, Links
from bot.render.sections import comment_view
from bot.render.templates import environment

BUDGET = 60_000  # characters; GitHub refuses a comment above 65,536
MARKER_ROOM = 200


def render_comment(review: Review, language: Language, *, links: Links = NO_LINKS, key: str = "default", budget: int = BUDGET) -> str:
    """The comment's Markdown, at most `budget` characters: lists shrink to counts, the least urgent first.

    `key` tells the comments of several runs on one pull request apart. The last line is our marker with a digest of the rest.

    Raises:
        ValueError: the key is not made of letters, digits and single `-`, `_` and `.`.
    """
    if not re.fullmatch(r"\w+([.-]\w+)*", key, re.ASCII):
        raise ValueError(f"not a comment key: {key!r}")
    template = environment(language).get_template("comment.md.j2")
    body = ""
    for limits in STAGES:
        body = template.render(view=comment_view(review, language, links=links, limits=limits)).strip() + "\n"
        if len(body) + MARKER_ROOM <= budget:
            break
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    return f"{body}\n<!-- schema-review:summary v=1 key={key} digest={digest} -->\n"
