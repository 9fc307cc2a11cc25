import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from bot.model import LANGUAGES, Language
from bot.render import render_diff_text, render_text
from tests.render.builders import full_project, remark, review
from tests.render.hostile import names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(language: Language, width: int) -> None:
    text = render_text(review(full_project(), full_project("shop", "주문_항목")), language, width=width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_the_first_line_says_which_project_and_why() -> None:
    first = render_text(review(full_project()), "en", width=200).splitlines()[0]
    assert first == "`api` (PostgreSQL 16, Drizzle): schema `src/schema.ts` of the configuration `drizzle.config.ts`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_project_the_first_line_says_so(language: Language) -> None:
    first = render_text(review(), language, width=200).splitlines()[0]
    assert "drizzle.config" in first
    assert "schema.sql" in first


def test_colour_only_where_asked_for() -> None:
    assert "\x1b[" not in render_text(review(full_project()), "en")
    coloured = render_text(review(full_project()), "en", color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == render_text(review(full_project()), "en").split()


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "en",
            [
                "What changes (6)",
                "Must fix (1)",
                "Should look at (2)",
                "Index suggestions (1)",
                "Questions (1)",
                "Test checklist (4)",
                "Waived (1)",
                "Existing",
                "Not analysed (1)",
            ],
        ),
        (
            "ko",
            [
                "변경 내용 (6)",
                "반드시 수정할 사항 (1)",
                "검토할 사항 (2)",
                "인덱스 제안 (1)",
                "질문 (1)",
                "테스트 체크리스트 (4)",
                "예외 (1)",
                "기존 지적",
                "분석하지 못함 (1)",
            ],
        ),
    ],
)
def test_every_section_stands_in_order(language: Language, titles: list[str]) -> None:
    text = render_text(review(full_project()), language)
    places = [text.index(f"\n{title}") for title in titles]
    assert places == sorted(places)


@given(word=names())
@settings(max_examples=60, deadline=None)
def test_no_name_steers_the_terminal(word: str) -> None:
    text = render_text(review(full_project(word, word, word)), "en")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(
    ("language", "unread", "noted"), [("en", "Not analysed (1)", "Notes (2)"), ("ko", "분석하지 못함 (1)", "참고 (2)")]
)
def test_remarks_are_not_said_to_be_unread(language: Language, unread: str, noted: str) -> None:
    project = replace(full_project(), problems=(remark(), *full_project().problems, remark("b.sql")))
    for text in (render_text(review(project), language), render_diff_text(review(project), language)):
        assert text.index(unread) < text.index(noted)
    alone = render_text(review(replace(project, problems=(remark(),))), language)
    assert unread not in alone
