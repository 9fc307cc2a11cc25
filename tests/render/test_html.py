"""The page of a review: whole, in both languages, asking for nothing, and no name of a repository's can change what it is."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.cli.main import run
from bot.model import LANGUAGES, Conclusion, Dialect, ForeignKey, Language, ReviewedChange, Schema, Severity, Table
from bot.model import AddTable as Added
from bot.render import github_links, render_html
from bot.render.escape import Html, code, html_code, html_link, html_text
from bot.render.html.graph import Graph, State, graph_of
from bot.render.html.layout import Drawing, lay_out
from bot.render.html.svg import er_svg
from bot.render.html.words import WORDS
from bot.render.templates import page_environment
from tests.render.builders import INTEGER, column, finding, full_project, project, remark, review, span, table
from tests.render.hostile import names

SITE = "https://github.example/octo/shop/blob/"
RULES = "https://github.example/octo/review/"
LINKS = github_links(
    server="https://github.example", repository="octo/shop", base="b" * 40, head="a" * 40, rules=lambda rule: f"{RULES}{rule}.md"
)
ASKING = {
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "link",
    "base",
    "form",
    "input",
    "button",
    "video",
    "audio",
    "image",
    "use",
    "foreignobject",
}
CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Reading(HTMLParser):
    """What a browser makes of a page: tags with the names of their attributes, and what the attributes that matter hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.styles: list[str] = []
        self.classes: set[str] = set()
        self.metas: dict[str, str] = {}
        self.comments: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "svg" not in self.open:
            self.tags.append((tag, tuple(given)))
        self.classes |= set(given.get("class", "").split())
        self.links += [value for name, value in given.items() if name in {"href", "src", "xlink:href", "action", "data"}]
        self.styles += [given["style"]] if "style" in given else []
        if tag == "meta":
            self.metas[given.get("name", given.get("http-equiv", ""))] = given.get("content", "")
        elif tag not in {"rect", "path", "circle"}:
            self.open.append(tag)
        assert tag not in ASKING
        assert not [name for name in given if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"rect", "path", "circle"}:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def named(word: str) -> Any:
    word = word[:300]
    filled = full_project(word, word, f"SELECT 1;{word}")
    return review(replace(filled, problems=(*filled.problems, remark(word))), base=word, head=word, problems=(remark(word),))


def page(word: str, language: Language = "en", **options: Any) -> str:
    return render_html(named(word), language, links=LINKS, **options)


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=names())
@settings(max_examples=60, deadline=None)
def test_no_name_changes_what_the_page_is(language: Language, word: str) -> None:
    plain, found = Reading(page("orders", language, both=True)), Reading(page(word, language, both=True))
    assert found.open == plain.open == []
    assert found.tags == plain.tags
    assert found.classes <= plain.classes | {state.value for state in State}
    assert found.comments == []
    assert all(link.startswith((SITE, RULES)) for link in found.links)
    assert all(re.fullmatch(r"min-width:\d+px", style) for style in found.styles)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", found.text)


@given(word=names())
@settings(max_examples=60, deadline=None)
def test_no_name_leaves_the_diagram(word: str) -> None:
    drawn = er_svg(full_project(word=word[:300]), "en")
    assert drawn
    tree = ET.fromstring(str(drawn[0]))
    assert {each.tag for each in tree.iter()} <= {"svg", "title", "g", "rect", "path", "circle", "text"}
    assert all(set(each.attrib) <= {"class", "transform", "x", "y", "text-anchor"} for each in tree.iter("text"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_for_nothing(language: Language) -> None:
    text = page("orders", language)
    read = Reading(text)
    assert read.metas["Content-Security-Policy"] == CSP
    assert read.metas["referrer"] == "no-referrer"
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_out(language: Language) -> None:
    many = tuple(finding("dropped-table", Severity.ERROR, f"table_{number}_") for number in range(300))
    text = render_html(review(replace(full_project(), findings=many)), language)
    assert all(f"<code>table_{number}_</code>" in text for number in range(300))


def test_both_languages_stand_in_one_page() -> None:
    text = page("orders", "ko", both=True)
    assert text.index('<main lang="ko"') < text.index('<main lang="en"')
    assert text.count("<html") == 1
    assert page("orders", "en").count("<main") == 1


@pytest.mark.parametrize(("language", "words"), [("en", "All clear"), ("ko", "문제 없음")])
def test_a_clean_review_says_so(language: Language, words: str) -> None:
    quiet = replace(full_project(), findings=(), questions=(), problems=(), waived=(), existing=0)
    text = render_html(review(quiet, conclusion=Conclusion.SUCCESS), language)
    assert f"<h1>{words}</h1>" in text
    assert 'class="clear"' in text


def test_without_a_project_the_page_says_why() -> None:
    assert "No project found: no drizzle.config" in render_html(review(conclusion=Conclusion.SUCCESS), "en")


def test_what_could_not_be_read_is_no_success() -> None:
    text = render_html(review(replace(full_project(), findings=()), conclusion=Conclusion.NEUTRAL), "en")
    assert 'class="partial"' in text
    assert "Not everything could be read" in text


def test_a_page_prints_nothing_that_is_not_html() -> None:
    """Markdown that is safe in a comment is not safe here."""
    for unsafe in ("text", Markup("<b>"), code("<script>")):
        with pytest.raises(TypeError, match="made safe for HTML"):
            page_environment().from_string("{{ it }}").render(it=unsafe)
    assert page_environment().from_string("{{ it }}").render(it=html_code("<script>")) == "<code>&lt;script&gt;</code>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", None, "//evil.example"])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert html_link(Html("x"), url) == "x"


@given(word=names())
def test_an_address_stays_in_its_attribute(word: str) -> None:
    read = Reading(html_link(html_text(word), "https://a.example/" + word.encode("utf-8", "replace").decode()))
    assert read.tags == [("a", ("href", "rel"))]


def test_every_word_is_used(root: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (root / "templates" / "html").glob("*.j2"))
    assert set(re.findall(r't\("(\w+)"\)', text)) | {"title"} == set(WORDS)


def test_the_diagram_says_what_is_new_changed_and_gone() -> None:
    graph = graph_of(full_project())
    assert graph
    states = {entity.name: entity.state for entity in graph.entities}
    assert states == {"users": State.CHANGED, "orders": State.NEW, "old_orders": State.DROPPED}
    (line,) = graph.references
    assert (line.child, line.parent, line.parent_row, line.is_optional, line.state) == ("orders", "users", 0, True, State.NEW)


def added(*tables: Table, known: tuple[Table, ...] = ()) -> Graph:
    changes = tuple(ReviewedChange(Added(each), ()) for each in tables)
    schemas = {"before": Schema(Dialect.POSTGRESQL, tables=known), "after": Schema(Dialect.POSTGRESQL, tables=(*known, *tables))}
    graph = graph_of(replace(full_project(), project=project(), changes=changes, **schemas))
    assert graph
    return graph


def referring(name: str, *targets: str) -> Table:
    columns = [column(f"to_{target}", INTEGER, nullable=False) for target in targets]
    keys = tuple(ForeignKey(f"{name}_{target}", (f"to_{target}",), target, ("id",), span()) for target in targets)
    return table(name, *columns, foreign_keys=keys)


def test_a_table_that_is_only_referred_to_shows_its_key() -> None:
    graph = added(referring("orders", "users"), known=(table("users", column("email")),))
    users = next(entity for entity in graph.entities if entity.name == "users")
    assert (users.state, [row.name for row in users.rows]) == (State.SAME, ["id"])


def test_too_many_tables_are_counted() -> None:
    graph = added(*(table(f"t{number:02}") for number in range(45)))
    assert (len(graph.entities), graph.more) == (40, 5)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    words = [f"t{number}" for number in range(draw(st.integers(1, 9)))]
    return added(*(referring(name, *draw(st.lists(st.sampled_from(words), max_size=3, unique=True))) for name in words))


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    boxes = [box for box in drawing.boxes if box.entity]
    return [
        (one.entity.name, other.entity.name)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if one.x < other.x + other.width and other.x < one.x + one.width and one.y < other.y + other.height and other.y < one.y + one.height
    ]


@given(graph=graphs())
@settings(max_examples=150, deadline=None)
def test_tables_never_overlap_and_every_line_reaches_both(graph: Graph) -> None:
    drawing = lay_out(graph)
    assert overlaps(drawing) == []
    boxes = {box.entity.name: box for box in drawing.boxes if box.entity}
    assert all(
        box.x >= 0 and box.y >= 0 and box.x + box.width <= drawing.width and box.y + box.height <= drawing.height for box in boxes.values()
    )
    assert Counter(line.reference for line in drawing.lines) == Counter(graph.references)
    for line in drawing.lines:
        ends = {line.reference.parent, line.reference.child}
        touched = {
            name
            for name, box in boxes.items()
            for x, y in (line.points[0], line.points[-1])
            if x in (box.x, box.x + box.width) and box.y <= y <= box.y + box.height
        }
        assert ends <= touched
        assert all(x == other_x or y == other_y for (x, y), (other_x, other_y) in zip(line.points, line.points[1:], strict=False))


@given(graph=graphs())
@settings(max_examples=30, deadline=None)
def test_the_same_graph_is_drawn_alike(graph: Graph) -> None:
    assert lay_out(graph) == lay_out(graph)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_writes_the_page_of_the_example(example: Path, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    sides = ["--before", str(example / "before"), "--after", str(example / "after")]
    run(["check", *sides, "--lang", language, "--format", "html", "--fail-on", "never"])
    text = capsys.readouterr().out
    assert text.startswith("<!doctype html>")
    assert Reading(text).metas["Content-Security-Policy"] == CSP
    assert "<svg" in text
