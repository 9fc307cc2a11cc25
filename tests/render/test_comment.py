import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.content import content_folder
from bot.model import (
    LANGUAGES,
    AddTable,
    Conclusion,
    Dialect,
    ForeignKey,
    Language,
    Message,
    Problem,
    ProjectReview,
    ReviewedChange,
    Schema,
    Severity,
    Side,
)
from bot.render import Links, render_comment
from bot.render.templates import environment
from tests.render.builders import finding, full_project, place, project, review, span, table
from tests.render.hostile import NAMES, names
from tests.render.pages import rendered

SECTIONS = {
    "en": [
        "What changes (6)",
        "ER diagram",
        "Must fix (1)",
        "Should look at (2)",
        "Index suggestions (1)",
        "Questions (1)",
        "Test checklist (4)",
        "Waived (1)",
    ],
    "ko": [
        "변경 내용 (6)",
        "ER 다이어그램",
        "반드시 수정할 사항 (1)",
        "검토할 사항 (2)",
        "인덱스 제안 (1)",
        "질문 (1)",
        "테스트 체크리스트 (4)",
        "예외 (1)",
    ],
}
TITLES = {
    "en": "### 🔴 Schema review: 1 error · 1 warning · 1 note",
    "ko": "### 🔴 스키마 리뷰: 오류 1건 · 경고 1건 · 참고 1건",
}


def empty(**fields: object) -> ProjectReview:
    nothing = Schema(Dialect.POSTGRESQL)
    return replace(ProjectReview(project(), nothing, nothing), **fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_stands_in_order(language: Language) -> None:
    comment = render_comment(review(full_project()), language)
    places = [comment.index(title) for title in SECTIONS[language]]
    assert places == sorted(places)
    assert comment.splitlines()[0] == TITLES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_without_content_vanish(language: Language) -> None:
    comment = render_comment(review(empty(), conclusion=Conclusion.SUCCESS), language)
    assert len(rendered(comment).headings) == 1
    assert "(0)" not in comment
    assert "<details>" not in comment
    assert comment.startswith("### 🟢")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["changes", "findings", "candidates", "questions", "checklist", "waived", "problems"])
def test_each_section_comes_from_its_content_alone(part: str, language: Language) -> None:
    full = render_comment(review(full_project()), language)
    less = render_comment(review(replace(full_project(), **{part: ()})), language)
    assert len(less) < len(full)
    rendered(less)


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=names(), statement=names())
@settings(max_examples=30, deadline=None)
def test_no_name_changes_the_page(language: Language, word: str, statement: str) -> None:
    plain = rendered(render_comment(review(full_project()), language))
    comment = render_comment(review(full_project(word, word, f"SELECT 1;{statement}")), language)
    page = rendered(comment)
    assert page.tags == plain.tags
    assert page.links == []
    assert page.images == []
    assert len(page.headings) == len(plain.headings)
    assert page.comments == [*plain.comments[:-1], page.comments[-1]]
    assert not re.search(r"(?<![A-Za-z가-힣])[@#]\w", page.text)
    assert "evil.example" not in page.text
    assert comment.count("<!--") == len(page.comments)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", [name for name in NAMES if "\n" not in name and name.strip() and len(name) < 200])
def test_hostile_names_in_problems_outside_projects(word: str, language: Language) -> None:
    problem = Problem(span(word), Message.of(en="{text} was not read", ko="{text}을(를) 읽지 못했습니다", text=word))
    page = rendered(render_comment(review(base=word, head=word, problems=(problem,)), language))
    assert page.links == []
    assert page.images == []
    assert "evil.example" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_emphasis_never_shows_its_stars(language: Language) -> None:
    page = rendered(render_comment(review(full_project("api"), full_project("shop")), language))
    assert "*" not in page.text
    assert "~~" not in page.text


def test_markers_come_last_and_follow_the_content() -> None:
    one = render_comment(review(full_project()), "en")
    marker = r"<!-- schema-review:summary v=1 key=default digest=([0-9a-f]{16}) -->\n\Z"
    found = re.search(marker, one)
    assert found
    assert render_comment(review(full_project()), "en") == one
    other = re.search(marker, render_comment(review(full_project("other")), "en"))
    assert other
    assert other[1] != found[1]


@pytest.mark.parametrize("key", ["", "a--b", "a b", "x -->", "ä"])
def test_keys_that_could_break_the_marker_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="comment key"):
        render_comment(review(), "en", key=key)


def test_checklist_items_are_tasks_with_their_ids_and_numbered_statements() -> None:
    comment = render_comment(review(full_project()), "en")
    items = re.findall(r"^- \[ \] <!-- sr:check:(\w+) -->(\w+): .*$", comment, re.MULTILINE)
    assert items == [("5d41c0a0", "Integrity"), ("5d41c0a1", "Performance"), ("5d41c0a2", "Consistency"), ("5d41c0a3", "Rollout")]
    assert "(SQL 3)" in comment
    assert "-- 3. orders\nSELECT 1;" in comment


def test_a_finding_names_its_object_once() -> None:
    named = render_comment(review(empty(findings=(finding(obj="users"),))), "en")
    assert "`drop-table`: `users` is dropped" in named
    words = Message.of(en="all gone", ko="모두 삭제됨")
    silent = render_comment(review(empty(findings=(finding(obj="users", message=words),))), "en")
    assert "`drop-table` · `users`: all gone" in silent


def test_links_to_lines_and_rule_pages() -> None:
    links = Links(lambda p: f"https://example.org/{p.span.path}#L{p.span.line}", lambda rule: f"https://example.org/rules/{rule}")
    page = rendered(render_comment(review(empty(findings=(finding(),))), "en", links=links))
    assert page.links == ["https://example.org/src/schema.ts#L12", "https://example.org/rules/drop-table"]


def test_places_beyond_three_are_counted_and_base_is_said() -> None:
    places = (*(place(line=line) for line in range(1, 6)), place(side=Side.BASE))
    assert "and 3 more" in render_comment(review(empty(findings=(finding(places=places),))), "en")
    assert "`src/schema.ts:12` on base" in render_comment(review(empty(findings=(finding(places=places[-1:]),))), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_projects_have_a_section_each(language: Language) -> None:
    page = rendered(render_comment(review(full_project("api"), full_project("shop")), language))
    assert "api" in page.code
    assert "shop" in page.code
    assert page.tags.count("h4") == 2
    assert rendered(render_comment(review(full_project("api")), language)).tags.count("h4") == 0


def test_a_project_with_nothing_to_say_has_no_section() -> None:
    silent = empty(project=project("silent"), existing=3)
    assert "silent" not in render_comment(review(full_project("api"), silent), "en")
    assert "silent" in render_comment(review(silent), "en")


def test_the_diagram_has_relations_of_the_drawn_tables_only() -> None:
    key = ForeignKey("fk", ("id",), "parent", ("id",), span())
    child, other = table("child", foreign_keys=(key,)), table("other", foreign_keys=(key,))
    after = Schema(Dialect.POSTGRESQL, (table("parent"), child, other))
    drawn = empty(after=after, changes=(ReviewedChange(AddTable(child), (place(),)),))
    comment = render_comment(review(drawn), "en")
    assert '"parent" ||--o| "child"' in comment
    assert '"other"' not in comment


@pytest.mark.parametrize(
    ("severities", "sign"),
    [((), "🟢"), ((Severity.NOTE,), "🔵"), ((Severity.NOTE, Severity.WARNING), "🟠"), ((Severity.WARNING, Severity.ERROR), "🔴")],
)
def test_title_has_the_worst_sign(severities: tuple[Severity, ...], sign: str) -> None:
    findings = tuple(finding(severity=severity) for severity in severities)
    comment = render_comment(review(empty(findings=findings), conclusion=Conclusion.SUCCESS), "en")
    assert comment.startswith(f"### {sign} ")


def test_a_partial_reading_is_said_in_the_title() -> None:
    first = render_comment(review(empty(), conclusion=Conclusion.NEUTRAL), "en").splitlines()[0]
    assert first == "### ⚪ Schema review: no schema changes · not everything could be read"


def large(count: int, word: str = "orders") -> ProjectReview:
    one = full_project(word=word, sql="SELECT 1;\n" * 40)
    many = {
        name: getattr(one, name) * count for name in ("changes", "findings", "candidates", "questions", "checklist", "waived", "problems")
    }
    return replace(one, **many)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reviewed", [review(large(60)), review(large(1000, "x" * 300)), review(*[large(40, "y" * 190)] * 60)])
def test_budget_holds_and_says_what_is_missing(reviewed: object, language: Language) -> None:
    comment = render_comment(reviewed, language)
    assert len(comment) <= 60_000
    assert ("more in the full report" if language == "en" else "전체 보고서에 있습니다") in comment
    assert "schema-review:summary" in comment
    rendered(comment)


def test_must_fix_and_checklist_stay_longer_than_the_rest() -> None:
    comment = render_comment(review(large(60)), "en", budget=20_000)
    assert len(comment) <= 20_000
    assert comment.count("🔴 `drop-table`") > comment.count("🟠 `unindexed-foreign-key`")
    assert comment.count("- [ ]") > 20


def test_both_languages_have_the_same_templates_printing_the_same_values() -> None:
    folder = content_folder("templates")
    english, korean = ({path.name: path.read_text(encoding="utf-8") for path in (folder / language).glob("*.j2")} for language in LANGUAGES)
    assert english.keys() == korean.keys()
    for name, template in english.items():
        printed, other = (sorted(re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", source)) for source in (template, korean[name]))
        assert printed == other, name


def test_no_korean_template_puts_stars_next_to_code_or_brackets() -> None:
    for path in (content_folder("templates") / "ko").glob("*.j2"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\*\*[가-힣]|\*\*\{\{|\}\}\*\*|`\*\*", re.sub(r"^\*\*.*\*\*$", "", source, flags=re.MULTILINE)), path.name


def test_templates_print_nothing_that_was_not_escaped() -> None:
    with pytest.raises(TypeError, match="made safe"):
        environment("en").from_string("{{ name }}").render(name="<b>")
