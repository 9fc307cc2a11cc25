"""Markdown as GitHub renders it, reduced to what a reader could click on or be led by."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

VOID = {"input", "br", "hr", "img"}


@dataclass
class Page:
    """What a rendered comment consists of: tags in order, link targets, images, text outside code, code."""

    tags: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.words)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append(tag)
        values = dict(attrs)
        if tag == "a":
            self.page.links.append(values.get("href") or "")
        if tag == "img":
            self.page.images.append(values.get("src") or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        place = self.page.code if {"code", "pre"} & set(self.open) else self.page.words
        place.append(data)
        if self.open and re.fullmatch(r"h[1-6]", self.open[-1]):
            self.page.headings.append(data)

    def handle_comment(self, data: str) -> None:
        self.page.comments.append(data.strip())
        # A comment parts two text nodes on GitHub, too.
        self.page.words.append("")


def rendered(markdown: str) -> Page:
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader.page
