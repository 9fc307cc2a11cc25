"""The one place where text from a repository becomes part of an output: Markdown, HTML, Mermaid, Actions commands, terminals.

Everything for Markdown comes back as `Markup`, for a page as `Html`, and templates print nothing else (see `bot/render/templates.py`).
Identifiers, paths, SQL and reasons are code spans or fences, because GitHub looks for mentions, references, links and emoji nowhere inside
code.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from markupsafe import escape as html_escape

INLINE_LIMIT = 200
FENCE_LIMIT = 4000
SUGGESTION_LIMIT = 10_000

# Invisible although no control or format character: Hangul fillers, the braille blank, the combining grapheme joiner.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
# Only what can mean something in the middle of a line, and what does at its start: the raw comment is read on terminals, too.
MARKDOWN_SIGNS = re.compile(r"[\\`*\[\]<>|~$]|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])|(?<=:)/(?=/)|(?<=www)\.|^[#+\-=]|(?<=^\d)[.)](?=\s|$)")


def visible(text: str, *, keep: str = "") -> str:
    """The text with every control, bidirectional, zero-width or unpaired character shown as `⟨U+202E⟩`, except those in `keep`."""
    plain = text.translate(str.maketrans("", "", keep)) if keep else text
    if plain.isprintable() and BLANK_LETTERS.isdisjoint(plain):
        return text
    return "".join(char if char in keep else _shown(char) for char in text)


def _shown(char: str) -> str:
    hidden = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or char in BLANK_LETTERS
    return f"⟨U+{ord(char):04X}⟩" if hidden else char


def one_line(text: str, *, limit: int = INLINE_LIMIT) -> str:
    """The text on one line: line breaks as ⏎, tabs as blanks, hidden characters shown, cut with … at `limit` characters."""
    # Two characters of a text become one at the least; what lies behind would be looked at for nothing.
    flat = visible(LINE_BREAK.sub("⏎", text[: 2 * limit + 2]).replace("\t", " "))
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def block(text: str, *, limit: int = FENCE_LIMIT) -> str:
    """The text with its lines kept and hidden characters shown, cut with … after `limit` characters."""
    shown = visible(LINE_BREAK.sub("\n", text.strip("\r\n")[: 2 * limit + 2]), keep="\n\t").strip("\n")
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def code(text: str) -> Markup:
    """An inline code span; an empty text is shown as a blank. Markers in HTML comments are broken up: they are ours alone."""
    flat = one_line(text).replace("<!--", "<! --")
    ticks = _ticks(flat, shortest=1)
    blank = " " if flat.startswith("`") or flat.endswith("`") or (flat[:1] == flat[-1:] == " " and flat.strip()) else ""
    return Markup(f"{ticks}{blank}{flat or ' '}{blank}{ticks}")  # noqa: S704 # made safe by the span around it


def codes(texts: tuple[str, ...]) -> Markup:
    """A list of code spans."""
    return Markup(", ").join(code(text) for text in texts)


def fence(text: str, language: str, *, indent: int = 0, limit: int = FENCE_LIMIT) -> Markup:
    """A fenced code block whose fence is longer than any in the text, indented to stand inside a list item."""
    body = block(text, limit=limit).replace("<!--", "<! --")
    ticks = _ticks(body, shortest=3)
    lines = (f"{ticks}{language}", *body.split("\n"), ticks)
    return Markup("\n").join(Markup(" " * indent + line) for line in lines)  # noqa: S704 # made safe by the fence around it


def suggestion_fence(text: str) -> Markup | None:
    """Lines that GitHub offers to put in place of the commented ones, none for an empty text.

    None where they cannot stand here letter by letter: what a person accepts must be what a person sees.
    """
    lines = text.replace("\r\n", "\n")
    ticks = _ticks(lines, shortest=3)
    block = "\n".join((f"{ticks}suggestion", *(lines.split("\n") if lines else ()), ticks))
    if len(block) > SUGGESTION_LIMIT or visible(lines, keep="\n\t") != lines or "<!--" in lines:
        return None
    return Markup(block)  # noqa: S704 # made safe by the fence around it


def _ticks(text: str, *, shortest: int) -> str:
    runs = {len(run) for run in re.findall("`+", text)}
    if shortest > 1:
        return "`" * max(shortest, max(runs, default=0) + 1)
    return "`" * next(length for length in range(shortest, len(runs) + 2) if length not in runs)


def cell(content: Markup) -> Markup:
    """Finished Markdown inside a table cell: only the bar is special there, also within code spans."""
    return Markup(re.sub(r"(\\*)\|", _escaped_bar, content))  # noqa: S704 # was Markup before


def _escaped_bar(match: re.Match[str]) -> str:
    # The table extension takes `\\` for an escaped backslash: an odd run before the bar needs one more, which then shows.
    slashes = match.group(1)
    return slashes + "\\" * (1 + len(slashes) % 2) + "|"


def text(words: str) -> Markup:
    """Plain words as Markdown text: no emphasis, link, heading, mention or reference comes out of them."""
    escaped = MARKDOWN_SIGNS.sub(r"\\\g<0>", one_line(words, limit=2000))
    return Markup(re.sub(r"(?<=[@#])(?=[\w\\])", "<!-- -->", escaped))  # noqa: S704 # escaped above


def link(label: Markup, url: str | None) -> Markup:
    """A link to an address that we built; the label alone where there is none or its scheme is not http."""
    if url is None or urlsplit(url).scheme not in {"https", "http"}:
        return label
    return Markup(f"[{label}]({address(url)})")  # noqa: S704 # the address is percent-encoded, the label was Markup


def address(url: str) -> Markup:
    """A web address for the inside of a Markdown link: nothing in it can end the link."""
    return Markup(quote(url, safe="/:?&=#%~+,;@!$'*-._"))  # noqa: S704 # percent-encoded


def marker_word(word: str) -> Markup:
    """A word inside one of our HTML comments: letters, digits, `-` and `_` only."""
    return Markup(re.sub(r"[^A-Za-z0-9_]|-(?=-)", "_", word))  # noqa: S704 # nothing else is left


def mermaid_word(name: str) -> str:
    """A name as an attribute word of a Mermaid ER diagram: letters, digits and `_` only, never a key word of it."""
    word = re.sub(r"[^A-Za-z0-9_\u00c0-\ud7ff]", "_", one_line(name, limit=60)) or "_"
    starts_well = re.match(r"[A-Za-z_\u00c0-\ud7ff]", word)
    word = word if starts_well else f"_{word}"
    return f"{word}_" if word.lower() in {"pk", "fk", "uk"} else word


def mermaid_name(name: str) -> str:
    """A name as a quoted entity or label of a Mermaid ER diagram."""
    return '"' + (re.sub(r"[^\w.\- ]", "_", one_line(name, limit=60)) or "_") + '"'


def command_value(value: str) -> str:
    """The message of a GitHub Actions workflow command."""
    shown = visible(LINE_BREAK.sub("\n", value).replace("\t", " "), keep="\n")
    return shown.replace("%", "%25").replace("\n", "%0A")


def command_property(value: str) -> str:
    """A property of a GitHub Actions workflow command, such as its file."""
    return command_value(value).replace(":", "%3A").replace(",", "%2C")


class Html(Markup):
    """Text that is safe in a page. A type of its own: Markdown that is safe in a comment must not pass for it."""

    __slots__ = ()


def html_text(words: str, *, limit: int = 2000) -> Html:
    """Plain words in a page or an attribute of it, on one line."""
    return Html(html_escape(one_line(words, limit=limit)))


def html_code(text: str) -> Html:
    """A piece of code in a sentence; an empty one is shown as a blank."""
    return Html("<code>") + html_text(text or " ", limit=INLINE_LIMIT) + Html("</code>")


def html_block(text: str, *, limit: int = SUGGESTION_LIMIT) -> Html:
    """Lines of code."""
    return Html("<pre><code>") + Html(html_escape(block(text, limit=limit))) + Html("</code></pre>")


def html_link(label: Html, url: str | None) -> Html:
    """A link to an address that we built; the label alone where there is none or its scheme is not http."""
    if url is None or urlsplit(url).scheme not in {"https", "http"}:
        return label
    return Html('<a href="') + Html(html_escape(str(address(url)))) + Html('" rel="noreferrer">') + label + Html("</a>")
