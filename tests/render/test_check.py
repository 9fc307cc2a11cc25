from dataclasses import replace

import pytest

from bot.model import LANGUAGES, Conclusion, Dialect, Language, Message, Problem, ProjectReview, Schema, Severity, Side, Span
from bot.render import render_check, render_comment
from bot.render.check import Annotation
from tests.render.builders import finding, full_project, place, project, remark, review
from tests.render.pages import rendered


def empty(**fields: object) -> ProjectReview:
    nothing = Schema(Dialect.POSTGRESQL)
    return replace(ProjectReview(project(), nothing, nothing), **fields)


def of_one(**fields: object) -> Annotation:
    (annotation,) = render_check(review(empty(findings=(finding(**fields),))), "en").annotations
    return annotation


CHANGED = full_project().changes
UNREAD = full_project().problems


@pytest.mark.parametrize(
    ("reviewed", "english", "korean"),
    [
        (review(full_project()), "1 error, 1 warning, 1 note", "오류 1건, 경고 1건, 참고 1건"),
        (review(empty(findings=(finding(), finding(obj="b")))), "2 errors", "오류 2건"),
        (review(empty(), conclusion=Conclusion.SUCCESS), "No schema changes", "스키마 변경 없음"),
        (review(conclusion=Conclusion.SUCCESS), "No schema changes", "스키마 변경 없음"),
        (review(empty(changes=CHANGED), conclusion=Conclusion.SUCCESS), "All clear", "문제 없음"),
        (
            review(empty(changes=CHANGED, questions=full_project().questions), conclusion=Conclusion.SUCCESS),
            "No findings",
            "지적 사항 없음",
        ),
        (
            review(empty(changes=CHANGED, problems=UNREAD), conclusion=Conclusion.NEUTRAL),
            "No findings, not everything could be read",
            "지적 사항 없음, 일부를 읽지 못함",
        ),
    ],
)
def test_the_title_is_the_verdict(reviewed: object, english: str, korean: str) -> None:
    assert [render_check(reviewed, language).title for language in LANGUAGES] == [english, korean]
    assert render_check(reviewed, "ko", both=True).title == korean


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_the_comment_without_its_markers_and_boxes(language: Language) -> None:
    comment = rendered(render_comment(review(full_project()), language))
    summary = rendered(render_check(review(full_project()), language).summary)
    assert summary.comments == []
    assert summary.tags == [tag for tag in comment.tags if tag != "input"]
    assert summary.headings == comment.headings


def test_every_finding_is_an_annotation_the_gravest_first_then_what_was_not_read() -> None:
    first = full_project()
    second = replace(full_project("shop", "carts"), problems=(remark("carts.sql"),))
    report = render_check(review(first, second, problems=(Problem(Span("x.ts", 0, 0), Message.of(en="odd", ko="이상함")),)), "en")
    assert [(each.level, each.title) for each in report.annotations] == [
        ("failure", "drop-table"),
        ("failure", "drop-table"),
        ("warning", "unindexed-foreign-key"),
        ("warning", "unindexed-foreign-key"),
        ("notice", "nullable-unique-member"),
        ("notice", "nullable-unique-member"),
        ("warning", "not analysed"),
        ("notice", "note"),
        ("warning", "not analysed"),
    ]
    assert report.annotations[-1] == Annotation("x.ts", 1, 1, "warning", "not analysed", "odd")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_remark_is_not_said_to_be_unread(language: Language) -> None:
    (note,) = render_check(review(empty(problems=(remark(),))), language).annotations
    assert (note.level, note.title) == ("notice", {"en": "note", "ko": "참고"}[language])


def test_an_annotation_stands_at_the_first_place_of_the_head_and_names_the_others() -> None:
    places = (place("old.sql", 3, Side.BASE), place("a.sql", 5), place("b.sql", 7))
    words = "`legacy_tokens` is dropped with its rows"
    assert of_one(places=places) == Annotation("a.sql", 5, 6, "failure", "drop-table", f"{words} (old.sql:3 on base; b.sql:7)")
    assert of_one(places=places[:1]) == Annotation("old.sql", 3, 4, "failure", "drop-table", f"{words} (on base)")


def test_an_annotation_has_a_file_and_a_line_where_the_finding_has_none() -> None:
    assert (of_one(places=()).path, of_one(places=()).line, of_one(places=()).end_line) == (".github", 1, 1)
    (gone,) = render_check(review(problems=(Problem(Span(".", 0, 0), Message.of(en="gone", ko="없음")),)), "en").annotations
    assert (gone.path, gone.line) == (".github", 1)


def test_a_path_that_is_no_text_can_be_sent() -> None:
    assert of_one(places=(place("a\udcff.sql"),)).path == "a?.sql"


def test_an_object_that_the_sentence_does_not_name_stands_before_it() -> None:
    assert of_one(message=Message.of(en="all gone", ko="모두 삭제됨")).message == "`legacy_tokens`: all gone"


def test_both_languages_stand_in_the_summary_and_in_each_annotation() -> None:
    report = render_check(review(full_project()), "ko", both=True)
    assert report.annotations[0].message.splitlines() == [
        "`orders`이(가) 데이터와 함께 삭제됩니다 (orders:12 변경 전)",
        "`orders` is dropped with its rows (orders:12 on base)",
    ]
    assert "Must fix (1)" in report.summary
    assert "반드시 수정할 사항 (1)" in report.summary


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("both", [False, True])
def test_more_annotations_than_a_check_run_has_are_counted(language: Language, *, both: bool) -> None:
    many = tuple(finding(obj=f"t{number}", severity=Severity.NOTE if number else Severity.ERROR) for number in range(250))
    report = render_check(review(empty(findings=many)), language, both=both)
    assert len(report.annotations) == 200
    assert report.annotations[0].level == "failure"
    said = {"en": "The first 200 of these are shown beside the code as well; 50 more are not.", "ko": "나머지 50건은 표시되지 않습니다."}
    assert all((said[name] in report.summary) == (both or name == language) for name in LANGUAGES)
    fewer = render_check(review(empty(findings=many[:200])), language, both=both)
    assert said[language][-20:] not in fewer.summary


@pytest.mark.parametrize("both", [False, True])
def test_nothing_is_longer_than_github_takes(*, both: bool) -> None:
    words = Message.of(en="{names}", ko="{names}", names=("x" * 300,) * 60)
    places = tuple(place("p" * 3_000, line) for line in range(1, 50))
    long = tuple(finding("r" * 300, obj="y" * 400, message=words, places=places) for _ in range(300))
    report = render_check(review(empty(findings=long)), "ko", both=both)
    assert len(report.summary.encode()) <= 65_535
    assert len(report.title) <= 120
    assert all(len(each.title) <= 255 and len(each.message.encode()) <= 64_000 for each in report.annotations)
