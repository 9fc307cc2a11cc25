"""Whatever a repository calls its things: what we post has the same sections, leads nowhere else, calls nobody, and is found again."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.model import LANGUAGES, Language, Place, Review, Severity, Side, Suggestion
from bot.render import github_links, mark_fixed, render_check, render_comment, render_inline, without_markers
from bot.render.escape import suggestion_fence
from tests.render.builders import finding, full_project, remark, review, span
from tests.render.hostile import names
from tests.render.pages import rendered

SITE = "https://github.example/octo/shop/blob/"
RULES = "https://github.example/octo/review/"
REPORT = "https://github.example/octo/shop/actions/runs/7"
LINKS = github_links(
    server="https://github.example",
    repository="octo/shop",
    base="b" * 40,
    head="a" * 40,
    report=REPORT,
    rules=lambda rule: f"{RULES}{rule}.md",
)
OURS = re.compile(
    r"sr:check:5d41c0a\d subject=[0-9a-f]{8}"
    r"|schema-review:summary v=1 key=default lang=(en|ko) digest=[0-9a-f]{16}"
    r"|schema-review:inline v=1 key=default findings=[0-9a-f:,a-z]+( fixed=[0-9a-f]{7})?"
)


def named(word: str) -> Review:
    """A review in which everything that a repository chooses is called `word`, cut so that the longest link leaves room for the rest."""
    word = word[:300]
    project = full_project(word, word, f"SELECT 1;{word}")
    noted = replace(project, problems=(*project.problems, remark(word)))
    return review(noted, base=word, head=word, problems=(*project.problems, remark(word)))


def comment(word: str, language: Language) -> str:
    return render_comment(named(word), language, links=LINKS)


def comment_in_both(word: str, language: Language) -> str:
    return render_comment(named(word), language, links=LINKS, both=True)


def cleared_comment(word: str, language: Language) -> str:
    project = replace(full_project(word, word), findings=(), questions=(), problems=(remark(word),))
    return render_comment(review(project, base=word, head=word), language, links=LINKS, cleared=True)


def check_summary(word: str, language: Language) -> str:
    return render_check(named(word), language, links=LINKS, both=True).summary


def job_summary(word: str, language: Language) -> str:
    return without_markers(render_comment(named(word), language, links=LINKS, budget=300_000))


def line_comment(word: str, language: Language) -> str:
    first, *others = named(word).projects[0].findings
    places = (Place(Side.HEAD, span(f"{word}.sql")), Place(Side.BASE, span(word)))
    destructive = finding("dropped-table", Severity.ERROR, word)
    return render_inline((replace(first, places=places), *others, destructive), language, links=LINKS)


def line_comment_in_both(word: str, language: Language) -> str:
    return render_inline(named(word).projects[0].findings, language, both=True)


def fixed_comment(word: str, language: Language) -> str:
    return mark_fixed(line_comment(word, language), language, "c" * 40)


OUTPUTS = (
    comment,
    comment_in_both,
    cleared_comment,
    check_summary,
    job_summary,
    line_comment,
    line_comment_in_both,
    fixed_comment,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("output", OUTPUTS)
@given(word=names())
@settings(max_examples=25, deadline=None)
def test_no_name_changes_what_is_posted(output: Callable[[str, Language], str], language: Language, word: str) -> None:
    plain = rendered(output("orders", language))
    text = output(word, language)
    page = rendered(text)
    assert page.tags == plain.tags
    assert all(link.startswith((SITE, RULES)) or link == REPORT for link in page.links)
    assert page.images == []
    assert len(page.headings) == len(plain.headings)
    assert len(page.comments) == len(plain.comments) == text.count("<!--")
    assert all(OURS.fullmatch(found) for found in page.comments)
    assert not re.search(r"(?<![A-Za-z가-힣])[@#]\w", page.text)
    assert "evil.example" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=names())
@settings(max_examples=60, deadline=None)
def test_a_suggestion_shows_its_lines_letter_by_letter_or_not_at_all(language: Language, word: str) -> None:
    offered = render_inline((finding(obj="orders"),), language, suggestion=Suggestion("a.sql", 3, 3, word))
    page = rendered(offered)
    lines = word.replace("\r\n", "\n")
    if suggestion_fence(word) is None:
        assert "suggestion\n" not in offered
    else:
        assert page.code[3:4] == [f"{lines}\n" if word else page.code[3]]
        assert re.search(r"^`{3,}suggestion$", offered, re.MULTILINE)
    assert page.tags.count("details") == 1
    assert len(page.comments) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("output", OUTPUTS)
def test_emphasis_never_shows_its_stars(output: Callable[[str, Language], str], language: Language) -> None:
    page = rendered(output("orders", language))
    assert "*" not in page.text
    assert "~~" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=names())
@settings(max_examples=60, deadline=None)
def test_no_name_reaches_an_annotation_unseen(language: Language, word: str) -> None:
    report = render_check(named(word), language, links=LINKS, both=True)
    assert "\n" not in report.title
    assert all(
        not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", each.message) for each in report.annotations
    )
    assert all(each.path and 1 <= each.line <= each.end_line for each in report.annotations)
    assert all(each.message.count("\n") == 1 for each in report.annotations)
