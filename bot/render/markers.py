"""Our HTML comments in what we post: the one place that writes and reads them.

They are how we find again what is ours. Repository text cannot forge one: `escape.py` breaks up every `<!--` in it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from bot.model import LANGUAGES, Item, Language, Severity
from bot.render.escape import marker_word
from bot.render.fences import Line, fenced_lines

KEY = r"\w+(?:[.-]\w+)*"
KEY_LIMIT = 100  # characters
FINDING = rf"[0-9a-f]{{16}}:(?:{'|'.join(Severity)})"
FINDINGS = rf"(?:{FINDING}(?:,{FINDING})*)?"

SUMMARY = re.compile(
    rf"<!-- schema-review:summary v=1 key=({KEY}) lang=({'|'.join(LANGUAGES)}) digest=([0-9a-f]{{16}})( boxes=required)? -->", re.ASCII
)
INLINE = re.compile(rf"<!-- schema-review:inline v=1 key=({KEY}) findings=({FINDINGS})(?: fixed=([\w-]+))? -->", re.ASCII)
REPLIES = re.compile(rf"<!-- schema-review:replies v=1 key=({KEY}) state=([0-9a-f.:,;]*) seal=([0-9a-f]{{64}}|none) -->", re.ASCII)
ITEM = re.compile(r"- \[([ xX])\] <!-- sr:check:([\w-]+) subject=([0-9a-f]{8})( was)? -->(.*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class SummaryMarker:
    """The last line of the summary comment. `language` is that of the comment, of two the first; `digest` is of what stands above.

    `needs_ticks`: the check waits for the boxes of the checklist.
    """

    key: str
    language: Language
    digest: str
    needs_ticks: bool = False


@dataclass(frozen=True, slots=True)
class InlineMarker:
    """The last line of a comment on a line: fingerprint and severity of each finding, sorted; `fixed` is the head that had none of them."""

    key: str
    findings: tuple[tuple[str, Severity], ...]
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class RepliesMarker:
    """The last line of our replies to commands: which were obeyed, as letters, and the seal on it, `none` where nobody has a secret."""

    key: str
    state: str
    seal: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of the checklist in a comment; `was_ticked` says that its tick was taken back since its subject changed."""

    id: str
    subject: str
    text: str
    is_ticked: bool = False
    was_ticked: bool = False


def read_summary_marker(body: str) -> SummaryMarker | None:
    """The marker on the last line that is not blank; None where there is none that we could have written."""
    found = SUMMARY.fullmatch(_last_line(body))
    if found is None or len(found[1]) > KEY_LIMIT:
        return None
    return SummaryMarker(found[1], next(language for language in LANGUAGES if language == found[2]), found[3], needs_ticks=bool(found[4]))


def read_inline_marker(body: str) -> InlineMarker | None:
    """The marker on the last line that is not blank; None where there is none that we could have written."""
    found = INLINE.fullmatch(_last_line(body))
    if found is None or len(found[1]) > KEY_LIMIT:
        return None
    pairs = [pair.split(":") for pair in found[2].split(",") if pair]
    return InlineMarker(found[1], tuple((fingerprint, Severity(severity)) for fingerprint, severity in pairs), found[3])


def read_replies_marker(body: str) -> RepliesMarker | None:
    """The marker on the last line that is not blank; None where there is none that we could have written."""
    found = REPLIES.fullmatch(_last_line(body))
    return RepliesMarker(found[1], found[2], found[3]) if found and len(found[1]) <= KEY_LIMIT else None


def _last_line(body: str) -> str:
    return body.rstrip(" \t\r\n").rpartition("\n")[2]


def summary_line(marker: SummaryMarker) -> str:
    """The marker as the last line of a summary comment.

    Raises:
        ValueError: the key is not made of letters, digits and single `-`, `_` and `.`, or is longer than 100 characters.
    """
    boxes = " boxes=required" if marker.needs_ticks else ""
    return f"<!-- schema-review:summary v=1 key={_key(marker.key)} lang={marker.language} digest={marker.digest}{boxes} -->"


def replies_line(marker: RepliesMarker) -> str:
    """The marker as the last line of our replies.

    Raises:
        ValueError: the key is none (see `summary_line`), or the state is not hexadecimal digits and `.:,;`.
    """
    line = f"<!-- schema-review:replies v=1 key={_key(marker.key)} state={marker.state} seal={marker.seal} -->"
    if REPLIES.fullmatch(line) is None:
        raise ValueError(f"not a state: {marker.state[:100]!r}")
    return line


def inline_line(marker: InlineMarker) -> str:
    """The marker as the last line of a comment on a line.

    Raises:
        ValueError: the key is none (see `summary_line`), or a fingerprint is not sixteen hexadecimal digits.
    """
    findings = ",".join(f"{fingerprint}:{severity}" for fingerprint, severity in marker.findings)
    fixed = f" fixed={marker_word(marker.fixed)}" if marker.fixed else ""
    line = f"<!-- schema-review:inline v=1 key={_key(marker.key)} findings={findings}{fixed} -->"
    if INLINE.fullmatch(line) is None:
        raise ValueError(f"not fingerprints: {findings[:100]!r}")
    return line


def is_key(text: str) -> bool:
    """Whether a marker can hold the text as a key: letters, digits and single `-`, `_` and `.`, at most 100 characters."""
    return len(text) <= KEY_LIMIT and re.fullmatch(KEY, text, re.ASCII) is not None


def _key(key: str) -> str:
    if not is_key(key):
        raise ValueError(f"not a comment key: {key!r}")
    return key


def item_mark(item: Item) -> Markup:
    """The marker in front of a checklist item's text: its id, and a hash of what it asks for, its SQL included."""
    said = json.dumps([item.message.en, item.message.values, item.sql])
    return Markup(_mark(marker_word(item.id), sha256(said.encode()).hexdigest()[:8]))  # noqa: S704 # a word and hexadecimal digits


def read_item(line: str) -> ItemLine | None:
    """A line of ours from the checklist, with or without its carriage return; None for any other."""
    found = ITEM.fullmatch(line.removesuffix("\r"))
    if found is None:
        return None
    box, name, subject, was, text = found.groups()
    return ItemLine(name, subject, text, is_ticked=box != " ", was_ticked=was is not None)


def write_item(item: ItemLine) -> str:
    """The line of that item."""
    return f"- [{'x' if item.is_ticked else ' '}] {_mark(item.id, item.subject, was_ticked=item.was_ticked)}{item.text}"


def _mark(name: str, subject: str, *, was_ticked: bool = False) -> str:
    return f"<!-- sr:check:{name} subject={subject}{' was' if was_ticked else ''} -->"


def without_markers(body: str) -> str:
    """A comment's text for a place that is never edited, a check run or a job summary: the checklist is a plain list there."""
    return "\n".join(_unmarked(body)).rstrip() + "\n"


def _unmarked(body: str) -> Iterator[str]:
    for line, kind in fenced_lines(body):
        item = read_item(line) if kind is Line.TEXT else None
        if item is not None:
            yield f"- {item.text}"
        elif kind is not Line.TEXT or not (SUMMARY.fullmatch(line) or INLINE.fullmatch(line)):
            yield line
