"""A rule's page: fixed headings, English first, the Korean below; its examples are the rule's tests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from bot.model import Language

HEADINGS = ("Why", "Bad", "Good", "When to allow it", "References")
KOREAN_HEADINGS = {"Why": "왜 문제인가", "Bad": "나쁜 예", "Good": "좋은 예", "When to allow it": "허용할 때", "References": "참고 자료"}
KOREAN_PROSE = ("Why", "When to allow it")
SEPARATOR = "<!-- ko -->"
MARK = re.compile(r"\s*(?:--|//)\s*finding\s*$")


@dataclass(frozen=True, slots=True)
class Fence:
    """One code block of an example: a file on one side (`before`) or only after the change.

    `marked` are the lines, from 1, that end in `-- finding` or `// finding`; `text` is without the marks.
    """

    language: str
    before: bool
    file: str | None
    text: str
    marked: tuple[int, ...]
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One example: the fences between two headings of level 3, or of the whole section."""

    bad: bool
    title: str
    fences: tuple[Fence, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in its sections: heading → Markdown, for each language what is written in it."""

    title: str
    english: dict[str, str]
    korean: dict[str, str]


def read_page(text: str) -> Page:
    """The sections of a page by their English heading; the Korean half has only the prose, the code is shared."""
    english, _, korean = text.partition(SEPARATOR)
    title = next((line[2:].strip() for line in english.splitlines() if line.startswith("# ")), "")
    names = {shown: name for name, shown in KOREAN_HEADINGS.items()}
    sections = {names.get(heading, heading): body for heading, body in _sections(korean)}
    return Page(title, dict(_sections(english)), sections)


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Headings of level 2 with what follows them; a heading inside a fence is none."""
    lines = text.splitlines()
    starts = [
        (token.map[0], tokens[place + 1].content)
        for tokens in [MarkdownIt().parse(text)]
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.map and token.level == 0
    ]
    ends = [*(line for line, _ in starts), len(lines)][1:]
    for (start, heading), end in zip(starts, ends, strict=True):
        yield heading, "\n".join(lines[start + 1 : end]).strip()


def page_faults(text: str) -> Iterator[str]:
    """What keeps a page from the standard."""
    if not text.strip():
        yield "has no page: an .md file of the same name must stand beside it"
        return
    page = read_page(text)
    if tuple(page.english) != HEADINGS:
        yield f"its page needs the headings {', '.join(HEADINGS)}, has {', '.join(page.english) or 'none'}"
    if tuple(page.korean) != KOREAN_PROSE:
        wanted = ", ".join(KOREAN_HEADINGS[name] for name in KOREAN_PROSE)
        yield f"its Korean half needs the headings {wanted}"
    for heading, body in (*page.english.items(), *page.korean.items()):
        if not body:
            yield f"the section {heading} of its page is empty"


def markdown(text: str, language: Language) -> str:
    """The page as one reads it in a language; the Korean one takes code and references from the English half."""
    page = read_page(text)
    if language == "en":
        return text.partition(SEPARATOR)[0].strip() + "\n"
    sections = (f"## {KOREAN_HEADINGS[name]}\n\n{page.korean.get(name, page.english.get(name, ''))}" for name in HEADINGS)
    return "\n\n".join((f"# {page.title}", *sections)) + "\n"


def examples(text: str) -> Iterator[Example]:
    """The examples of a page: each heading of level 3 in Bad and Good begins a new one."""
    page = read_page(text)
    for heading in ("Bad", "Good"):
        for title, body in _blocks(page.english.get(heading, "")):
            fences = tuple(_fences(body))
            if fences:
                yield Example(heading == "Bad", title, fences)


def _blocks(section: str) -> Iterator[tuple[str, str]]:
    title, fenced = "", False
    lines: list[str] = []
    for line in section.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("### ") and not fenced:
            yield title, "\n".join(lines)
            title, lines = line[4:].strip(), []
        else:
            lines.append(line)
    yield title, "\n".join(lines)


def _fences(body: str) -> Iterator[Fence]:
    for token in MarkdownIt().parse(body):
        if token.type != "fence":
            continue
        language, *words = token.info.split()
        attributes = dict(word.partition("=")[::2] for word in words)
        lines = token.content.splitlines()
        marked = tuple(number for number, line in enumerate(lines, 1) if MARK.search(line))
        text = "\n".join(MARK.sub("", line) for line in lines) + "\n"
        rest = tuple((name, value) for name, value in attributes.items() if name not in ("before", "after", "file"))
        yield Fence(language, "before" in attributes, attributes.get("file"), text, marked, rest)
