"""Golden reviews: each folder holds before/, after/ and what would be posted in both languages.

`review.<language>.md` is the comment; `lines.<language>.md` has the comments on lines one after the other, where there are findings.

`UPDATE_GOLDEN=1` writes them anew; read the difference before you commit it.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import cmarkgfm
import pytest

from bot.config import CONFIG_PATH, Config, load_config
from bot.lint import default_rules
from bot.model import LANGUAGES, Finding, Language, Review
from bot.render import render_comment, render_inline
from bot.review import review
from bot.sources import folder_tree

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/after"))
RULES = default_rules()
BLOCKS = frozenset({"h3", "h4", "h5", "table", "tr", "ol", "ul", "li", "details", "pre"})


def review_case(case: Path) -> Review:
    base, head = folder_tree(case / "before"), folder_tree(case / "after")
    content = base.read(CONFIG_PATH)
    config = load_config(content.decode(), CONFIG_PATH) if isinstance(content, bytes) else Config()
    return review(base, head, tip=base, config=config, rules=RULES, today=date(2026, 1, 1))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comment_is_the_golden_one(case, language):
    assert_golden(case / f"review.{language}.md", render_comment(review_case(case), language))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comments_on_lines_are_the_golden_ones(case, language):
    comments = list(line_comments(review_case(case), language))
    golden = case / f"lines.{language}.md"
    assert golden.exists() or not comments or os.environ.get("UPDATE_GOLDEN")
    if comments:
        assert_golden(golden, "\n---\n\n".join(comments))


def assert_golden(golden: Path, text: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def line_comments(reviewed: Review, language: Language) -> Iterator[str]:
    """One comment for each line that a finding begins at, with the first suggestion there."""
    lines: dict[tuple[str, int], list[Finding]] = {}
    for finding in (finding for project in reviewed.projects for finding in project.findings):
        span = finding.places[0].span
        lines.setdefault((span.path, span.line), []).append(finding)
    for findings in lines.values():
        suggestion = next((finding.suggestion for finding in findings if finding.suggestion), None)
        yield render_inline(tuple(findings), language, suggestion=suggestion)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_both_languages_have_the_same_structure(case):
    reviewed = review_case(case)
    pages = [[render_comment(reviewed, language), *line_comments(reviewed, language)] for language in LANGUAGES]
    english, korean = ([structure(page) for page in posted] for posted in pages)
    assert english == korean


def structure(comment: str) -> list[str]:
    """The block elements in their order; within a sentence each language has its own order."""
    html = cmarkgfm.github_flavored_markdown_to_html(comment)
    opened = (part.split(">")[0].split()[0] for part in html.split("<")[1:] if not part.startswith(("/", "!")))
    return [element for element in opened if element in BLOCKS]
