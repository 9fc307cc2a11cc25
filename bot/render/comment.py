"""The sticky comment of a pull request, in Markdown."""

from hashlib import sha256

from bot.model import Language, Review
from bot.render.clean import must_tick
from bot.render.limits import STAGES, WHOLE, Limits, second_language
from bot.render.links import NO_LINKS, Links
from bot.render.markers import SummaryMarker, summary_line
from bot.render.sections import comment_view
from bot.render.templates import environment

BUDGET = 60_000  # characters; GitHub refuses a comment above 65,536
MARKER_ROOM = 200
NAMES = {"en": "English", "ko": "한국어"}


def render_comment(
    review: Review,
    language: Language,
    *,
    links: Links = NO_LINKS,
    key: str = "default",
    budget: int = BUDGET,
    both: bool = False,
    cleared: bool = False,
) -> str:
    """The comment's Markdown, at most `budget` characters: lists shrink to counts, the least urgent first.

    `both` adds the other language, without what is code or is to be ticked. `cleared` says that an earlier comment stands: a review
    with nothing to say is then headed "all clear". With more room than a comment has, lists are whole as long as they fit.
    `key` tells the comments of several runs on one pull request apart. The last line is our marker with a digest of the rest.

    Raises:
        ValueError: the key is not made of letters, digits and single `-`, `_` and `.`, or is longer than 100 characters.
    """
    languages = (language, other_language(language)) if both else (language,)
    body = ""
    for limits in STAGES if budget <= BUDGET else (WHOLE, *STAGES):
        body = _body(review, languages, links=links, limits=limits, cleared=cleared)
        if len(body) + MARKER_ROOM <= budget:
            break
    marker = SummaryMarker(key, language, sha256(body.encode()).hexdigest()[:16], needs_ticks=must_tick(review) > 0)
    return f"{body}\n{summary_line(marker)}\n"


def other_language(language: Language) -> Language:
    """The one of our two languages that this one is not."""
    return "en" if language == "ko" else "ko"


def _body(review: Review, languages: tuple[Language, ...], *, links: Links, limits: Limits, cleared: bool) -> str:
    first, *second = languages
    body = _rendered(review, first, links=links, limits=limits, cleared=cleared)
    for language in second:
        other = _rendered(review, language, links=links, limits=second_language(limits), cleared=cleared)
        body += f"\n<details><summary>{NAMES[language]}</summary>\n\n{other}\n</details>\n"
    return body


def _rendered(review: Review, language: Language, *, links: Links, limits: Limits, cleared: bool) -> str:
    view = comment_view(review, language, links=links, limits=limits, cleared=cleared)
    return environment(language).get_template("comment.md.j2").render(view=view).strip() + "\n"
