import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.model import LANGUAGES, Language, Severity, Side
from bot.render import render_github
from tests.render.builders import finding, full_project, place, remark, review
from tests.render.hostile import names

COMMAND = re.compile(r"::(error|warning|notice) (?:file=[^,:]+,(?:line=\d+,endLine=\d+,)?)?title=[^,:]+::.+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_worst_first_then_problems(language: Language) -> None:
    lines = render_github(review(full_project()), language).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::warning"]
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_an_annotation_names_file_lines_rule_and_object() -> None:
    project = replace(full_project(), findings=(finding("missing-primary-key", Severity.WARNING, "orders"),), problems=())
    line = render_github(review(project), "en")
    assert line == "::warning file=src/schema.ts,line=12,endLine=13,title=missing-primary-key::`orders` is dropped with its rows\n"


def test_a_place_on_the_base_is_told_in_words() -> None:
    project = replace(full_project(), findings=(finding(places=(place(side=Side.BASE),)),), problems=())
    assert render_github(review(project), "en").startswith("::error title=drop-table::")
    assert "(src/schema.ts:12 on base)" in render_github(review(project), "en")


@given(word=names())
@settings(max_examples=60, deadline=None)
def test_no_value_starts_a_command_of_its_own(word: str) -> None:
    lines = render_github(review(full_project(word, word, word)), "en").split("\n")
    assert len(lines) == 5
    assert lines[-1] == ""
    assert all(re.match(r"::(error|warning|notice) ", line) for line in lines[:-1])
    assert all(len(re.findall(r"(?<!:)::(?!:)", line.split("title=")[0])) == 1 for line in lines[:-1])


@pytest.mark.parametrize(("language", "title"), [("en", "note"), ("ko", "참고")])
def test_a_remark_is_a_notice_with_a_title_of_its_own(language: Language, title: str) -> None:
    line = render_github(review(replace(full_project(), findings=(), problems=(remark(),))), language)
    assert line.startswith(f"::notice file=notes.sql,line=12,endLine=13,title={title}::")
