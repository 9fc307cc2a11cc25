"""The comment with our replies to commands, in Markdown: the last answer, and what was said that counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from bot.model import Language, Message
from bot.render.escape import code, fence
from bot.render.markers import RepliesMarker, replies_line
from bot.render.message import markdown, sentence
from bot.render.templates import environment

LONGEST = 20_000  # characters of a rule's page or a configuration


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: a sentence, and what is folded under it: a page of ours, a configuration as YAML, or the table of commands."""

    note: Message | None = None
    title: str = ""
    page: str = ""
    config: str = ""
    has_help: bool = False


def render_reply(reply: Reply, held: Iterable[Message], marker: RepliesMarker, language: Language) -> str:
    """The comment's Markdown; `held` is what was said that counts, one sentence each.

    Raises:
        ValueError: the marker is none (see `bot.render.markers`).
    """
    body = (
        environment(language)
        .get_template("reply.md.j2")
        .render(
            note=markdown(sentence(reply.note), language) if reply.note else None,
            title=code(reply.title) if reply.title else None,
            page=_page(reply),
            has_help=reply.has_help,
            held=[markdown(each, language) for each in held],
        )
    )
    return f"{body.strip()}\n\n{replies_line(marker)}\n"


def _page(reply: Reply) -> Markup | None:
    if reply.config:
        return fence(reply.config, "yaml", limit=LONGEST)
    # A rule's page is ours, as the templates are.
    return Markup(reply.page[:LONGEST].replace("<!--", "<! --").strip()) if reply.page else None  # noqa: S704 # see above
