"""A comment on a line whose findings are gone, where people answered it: it stays, headed by the commit without them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.model import Language, Message
from bot.render.fences import Line, fenced_lines
from bot.render.markers import inline_line, read_inline_marker
from bot.render.message import markdown

FIXED = Message.of(en="✅ Fixed in {head}.", ko="✅ {head}에서 해결되었습니다.")
BEFORE = {"en": "What stood here", "ko": "이전 내용"}
COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
OFFER = re.compile(r"([`~]{3,}) *suggestion\b.*")


def mark_fixed(body: str, language: Language, head: str) -> str:
    """Our comment on a line as it stands, now headed "Fixed in `head`", with what it said folded away.

    What it suggested becomes plain code, so that nobody can apply it to the new lines. One that is marked already, or that does not
    end in our marker, comes back as it was.
    """
    marker = read_inline_marker(body)
    if marker is None or marker.fixed:
        return body
    short = head[:7] if COMMIT.fullmatch(head) else head
    said = "\n".join(_plain_code(body)).strip().rpartition("\n")[0].strip()
    title = markdown(Message(FIXED.en, FIXED.ko, (("head", short),)), language)
    kept = f"<details><summary>{BEFORE[language]}</summary>\n\n{said}\n\n</details>"
    return f"{title}\n\n{kept}\n\n{inline_line(replace(marker, fixed=short))}\n"


def _plain_code(body: str) -> Iterator[str]:
    for line, kind in fenced_lines(body.replace("\r\n", "\n")):
        yield OFFER.sub(r"\1", line) if kind is Line.OPENING else line
