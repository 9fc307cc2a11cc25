import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import LANGUAGES, Language
from bot.render import has_other_boxes, open_boxes, render_comment, with_ticks
from tests.render.builders import full_project, review
from tests.render.pages import rendered

IDS = ("5d41c0a0", "5d41c0a1", "5d41c0a2", "5d41c0a3")
SUBJECTS = ("11111111", "22222222")
WORDS = {"en": " (was ticked; it changed since)", "ko": " (체크한 뒤 내용이 바뀌었습니다)"}


def item(name: str, subject: str = SUBJECTS[0], box: str = " ", *, was: Language | None = None, text: str = "Test it.") -> str:
    return f"- [{box}] <!-- sr:check:{name} subject={subject}{' was' if was else ''} -->{text}{WORDS[was] if was else ''}"


ITEMS = st.lists(st.sampled_from(IDS), unique=True).flatmap(
    lambda names: st.tuples(
        *(
            st.builds(item, st.just(name), st.sampled_from(SUBJECTS), st.sampled_from(" xX"), was=st.sampled_from([None, "en", "ko"]))
            for name in names
        )
    )
)
FRESH = st.lists(st.sampled_from(IDS), unique=True).flatmap(
    lambda names: st.tuples(*(st.builds(item, st.just(name), st.sampled_from(SUBJECTS)) for name in names))
)
OTHERS = st.lists(
    st.sampled_from(
        ["", "text", "- [x] a task of somebody", "```", "````sql", "~~~", item(IDS[0], box="x"), f"> {item(IDS[1], box='x')}", "- a"]
    ),
    max_size=6,
)
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def comments(draw: st.DrawFn, items: st.SearchStrategy[tuple[str, ...]]) -> str:
    """Items between other lines; what a fence holds looks like items."""
    fenced = ["```", *draw(ITEMS), "```"] if draw(st.booleans()) else []
    return draw(ENDS).join([*fenced, "", *draw(items), "", "the end", ""])


@given(comments(FRESH), comments(ITEMS), st.sampled_from(LANGUAGES))
def test_ticks_are_taken_over_once(body: str, current: str, language: Language) -> None:
    once = with_ticks(body, current, language)
    assert with_ticks(once, current, language) == once
    assert with_ticks(once, once, language) == once
    assert with_ticks(body, body, language) == body


@given(st.lists(OTHERS, max_size=3), st.lists(OTHERS, max_size=3), ENDS)
def test_only_items_outside_of_code_change(parts: list[list[str]], current: list[list[str]], end: str) -> None:
    body = end.join(line for part in parts for line in part)
    changed = with_ticks(body, end.join(line for part in current for line in part), "en")
    assert changed.count("\n") == body.count("\n")
    for before, after in zip(body.split("\n"), changed.split("\n"), strict=True):
        assert before == after or before.startswith("- [x] <!-- sr:check:")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("box", ["x", "X"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_tick_of_the_same_subject_stays(language: Language, box: str, end: str) -> None:
    comment = render_comment(review(full_project()), language)
    ticked = comment.replace("- [ ] <!-- sr:check:5d41c0a1", f"- [{box}] <!-- sr:check:5d41c0a1").replace("\n", end)
    kept = with_ticks(comment, ticked, language)
    assert re.findall(r"^- \[(.)\] <!-- sr:check:(\w+)", kept, re.MULTILINE) == [(" ", IDS[0]), ("x", IDS[1]), (" ", IDS[2]), (" ", IDS[3])]
    assert kept.replace("- [x]", "- [ ]") == comment
    assert rendered(kept).tags == rendered(comment).tags


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_subject_opens_the_box_and_says_so_until_it_is_ticked_again(language: Language) -> None:
    old, new = item(IDS[0], SUBJECTS[0], "x"), item(IDS[0], SUBJECTS[1])
    opened = with_ticks(new, old, language)
    assert opened == item(IDS[0], SUBJECTS[1], was=language)
    assert with_ticks(new, opened, language) == opened
    again = opened.replace("- [ ]", "- [x]")
    assert with_ticks(new, again, language) == item(IDS[0], SUBJECTS[1], "x")
    assert with_ticks(item(IDS[0], SUBJECTS[0]), again, language) == item(IDS[0], SUBJECTS[0], was=language)


def test_the_word_is_in_the_language_of_the_new_comment() -> None:
    assert with_ticks(item(IDS[0], was="ko"), item(IDS[0], was="ko"), "en") == item(IDS[0], was="en")


def test_a_ticked_item_that_is_gone_leaves_nothing() -> None:
    body = f"{item(IDS[0])}\n"
    assert with_ticks(body, f"{item(IDS[1], box='x')}\n{item(IDS[2], box='x')}\n", "en") == body


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_changes_opens_the_box_of_a_real_comment(language: Language) -> None:
    before, after = full_project(), full_project()
    asked = replace(after.checklist[0], message=replace(after.checklist[0].message, values=(("columns", ("other",)), ("table", "orders"))))
    after = replace(after, checklist=(asked, *after.checklist[1:]))
    ticked = render_comment(review(before), language).replace("- [ ]", "- [x]")
    kept = with_ticks(render_comment(review(after), language), ticked, language)
    assert kept.count("- [x]") == 3
    assert kept.count(WORDS[language]) == 1
    rendered(kept)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comment_says_that_the_check_waits_for_its_boxes(language: Language) -> None:
    made = review(full_project())
    waiting = replace(made, needs_ticks=True)
    sentence = {"en": "The check passes once every box is ticked.", "ko": "모든 항목에 체크해야 검사를 통과합니다."}[language]
    body, free = (render_comment(each, language) for each in (waiting, made))
    assert (sentence in body, sentence in free) == (True, False)
    assert open_boxes(body) == len(full_project().checklist)
    ticked = body.replace("- [ ]", "- [x]", 1)
    assert open_boxes(ticked) == open_boxes(body) - 1
    assert has_other_boxes(body, ticked)
    assert has_other_boxes(ticked, body)
    assert not has_other_boxes(body, body.replace("\n", "\r\n"))
    assert not has_other_boxes(free, free.replace("- [ ]", "- [x]", 1))
    assert sentence in rendered(body).text


def test_boxes_in_code_count_for_nothing() -> None:
    assert open_boxes("\n".join(("```", item(IDS[0]), "```", item(IDS[1]), item(IDS[2], box="x"), "- [ ] somebody's"))) == 1


@pytest.mark.parametrize(("projects", "items"), [(1, 300), (60, 3)])
def test_what_finds_no_room_has_a_box_together(projects: int, items: int) -> None:
    """However long the lists are made, there is no way around a box."""
    whole = full_project()
    many = tuple(replace(whole.checklist[0], id=f"{number:08x}", object="x" * 300) for number in range(items))
    made = [replace(whole, project=replace(whole.project, name=f"p{number}-{'x' * 300}"), checklist=many) for number in range(projects)]
    body = render_comment(replace(review(*made), needs_ticks=True), "en")
    shown = body.count("<!-- sr:check:0")
    assert 0 < shown < projects * items
    assert open_boxes(body) == shown + 1
    assert f"The other {projects * items - shown} of the checklist" in rendered(body).text
    fewer = replace(made[-1], checklist=many[:-1])
    assert with_ticks(render_comment(replace(review(*made[:-1], fewer), needs_ticks=True), "en"), body.replace("[ ]", "[x]"), "en").count(
        "- [ ] <!-- sr:check:others"
    )
    assert "sr:check:others" not in render_comment(review(*made), "en")
