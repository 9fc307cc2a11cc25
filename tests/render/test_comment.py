import re
from dataclasses import replace

import pytest

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
from bot.render import Links, has_unread, is_clean, read_summary_marker, render_comment
from bot.render.templates import environment
from tests.render.builders import finding, full_project, place, project, remark, review, span, table
from tests.render.hostile import NAMES
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
@pytest.mark.parametrize("word", [name for name in NAMES if "\n" not in name and name.strip() and len(name) < 200])
def test_hostile_names_in_problems_outside_projects(word: str, language: Language) -> None:
    problem = Problem(span(word), Message.of(en="{text} was not read", ko="{text}을(를) 읽지 못했습니다", text=word))
    page = rendered(render_comment(review(base=word, head=word, problems=(problem,)), language))
    assert page.links == []
    assert page.images == []
    assert "evil.example" not in page.text


def test_markers_come_last_and_follow_the_content() -> None:
    one = render_comment(review(full_project()), "en")
    marker = r"<!-- schema-review:summary v=1 key=default lang=en digest=([0-9a-f]{16}) -->\n\Z"
    found = re.search(marker, one)
    assert found
    assert render_comment(review(full_project()), "en") == one
    other = re.search(marker, render_comment(review(full_project("other")), "en"))
    assert other
    assert other[1] != found[1]


def test_checklist_items_are_tasks_with_their_ids_and_numbered_statements() -> None:
    comment = render_comment(review(full_project()), "en")
    items = re.findall(r"^- \[ \] <!-- sr:check:(\w+) subject=[0-9a-f]{8} -->(\w+): .*$", comment, re.MULTILINE)
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


SECOND = {"en": ("<details><summary>한국어</summary>", "ko"), "ko": ("<details><summary>English</summary>", "en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_is_the_comment_with_the_other_language_below_it(language: Language) -> None:
    alone = render_comment(review(full_project()), language)
    both = render_comment(review(full_project()), language, both=True)
    summary, other = SECOND[language]
    first, second = both.split(summary)
    assert first.strip() == alone.rpartition("<!--")[0].strip()
    assert all(title in second for title in SECTIONS[other] if "(4)" not in title and "ER" not in title)
    assert second.count("### ") == 1
    rendered(both)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_code_or_to_be_ticked_stands_in_the_first_language_only(language: Language) -> None:
    _, second = render_comment(review(full_project()), language, both=True).split(SECOND[language][0])
    assert "```" not in second
    assert "- [ ]" not in second
    assert SECTIONS[SECOND[language][1]][6] not in second


CHANGED = full_project().changes
CLEARED = {"en": "### 🟢 Schema review: all clear at `a1b2c3d`", "ko": "### 🟢 스키마 리뷰: `a1b2c3d`에서 문제 없음"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("changes", [(), CHANGED])
def test_a_comment_that_became_clean_says_so(changes: tuple[ReviewedChange, ...], language: Language) -> None:
    clean = review(empty(changes=changes, checklist=full_project().checklist, problems=(remark(),)), conclusion=Conclusion.SUCCESS)
    cleared = render_comment(clean, language, cleared=True)
    assert cleared.splitlines()[0] == CLEARED[language]
    assert cleared.splitlines()[1:-1] == render_comment(clean, language).splitlines()[1:-1]
    assert CLEARED[language] not in render_comment(clean, language)


@pytest.mark.parametrize("part", ["findings", "questions", "problems"])
def test_a_comment_with_something_to_say_is_never_cleared(part: str) -> None:
    spoken = review(empty(**{part: getattr(full_project(), part)}), conclusion=Conclusion.NEUTRAL)
    assert not is_clean(spoken)
    assert render_comment(spoken, "en", cleared=True) == render_comment(spoken, "en")


def test_what_could_not_be_read_outside_projects_keeps_a_review_from_being_clean() -> None:
    assert not is_clean(review(problems=full_project().problems))
    assert has_unread(review(problems=full_project().problems))
    assert is_clean(review(empty(problems=(remark(),)), problems=(remark(),)))
    assert not has_unread(review(empty(problems=(remark(),)), problems=(remark(),)))


NOTES = {
    "en": ("not analysed (1) · notes (2)", "- note: `notes.sql:12`: this waiver of `notes.sql` covers no finding"),
    "ko": ("분석하지 못함 (1) · 참고 (2)", "- 참고: `notes.sql:12`: 이 `notes.sql` 예외에 해당하는 지적 사항이 없습니다"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_are_notes_and_counted_apart(language: Language) -> None:
    problems = (remark(), *full_project().problems, remark())
    title, line = NOTES[language]
    for reviewed in (review(empty(problems=problems)), review(problems=problems)):
        comment = render_comment(reviewed, language)
        assert f"{title}</summary>" in comment
        assert comment.count(line) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problems", [(remark(),), full_project().problems])
def test_a_summary_line_has_no_empty_count(problems: tuple[Problem, ...], language: Language) -> None:
    for reviewed in (review(empty(problems=problems)), review(problems=problems), review(empty(problems=problems, existing=3))):
        (summary,) = re.findall(r"<summary>(.*)</summary>", render_comment(reviewed, language))
        assert "(0)" not in summary
        assert not summary.endswith("· ")


REPORT = "https://example.org/report"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_full_report_is_linked_where_there_is_one(language: Language) -> None:
    words = {"en": "full report", "ko": "전체 보고서"}[language]
    linked = render_comment(review(large(60)), language, links=Links(report=REPORT, is_page=True), budget=20_000)
    assert linked.count(words) == linked.count(f"[{words}]({REPORT})")
    assert rendered(linked).links == [REPORT] * linked.count(words)
    assert f" · [{words}]({REPORT})</sub>" in linked
    for other in (Links(report="javascript:alert(1)", is_page=True), Links(report=REPORT), Links()):
        alone = render_comment(review(full_project()), language, links=other)
        assert alone == render_comment(review(full_project()), language)
    cut = render_comment(review(large(60)), language, links=Links(report=REPORT), budget=20_000)
    assert f"[{words}]({REPORT})" in cut
    assert not re.search(rf"{words}.*</sub>", cut)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_room_for_it_nothing_is_left_out(language: Language) -> None:
    comment = render_comment(review(large(120)), language, budget=1_000_000)
    assert comment.count("- [ ]") == 480
    assert comment.count("🔴 `drop-table`") == 120
    assert {"en": "more in the full report", "ko": "나머지"}[language] not in comment


def large(count: int, word: str = "orders") -> ProjectReview:
    one = full_project(word=word, sql="SELECT 1;\n" * 40)
    many = {
        name: getattr(one, name) * count for name in ("changes", "findings", "candidates", "questions", "checklist", "waived", "problems")
    }
    return replace(one, **many)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reviewed", [review(large(60)), review(large(1000, "x" * 300)), review(*[large(10, "y" * 190)] * 60)])
@pytest.mark.parametrize("both", [False, True])
def test_budget_holds_and_says_what_is_missing(reviewed: object, language: Language, *, both: bool) -> None:
    comment = render_comment(reviewed, language, both=both)
    assert len(comment) <= 60_000
    assert ("more in the full report" if language == "en" else "전체 보고서에 있습니다") in comment
    assert read_summary_marker(comment)
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
