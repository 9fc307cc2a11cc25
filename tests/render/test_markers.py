import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import LANGUAGES, Severity
from bot.render import InlineMarker, SummaryMarker, read_inline_marker, read_summary_marker, render_comment, render_inline, without_markers
from bot.render.markers import inline_line, item_mark, read_item, summary_line, write_item
from tests.render.builders import finding, full_project, review
from tests.render.hostile import NAMES, names
from tests.render.pages import rendered

KEYS = st.from_regex(r"\A[A-Za-z0-9_]{1,8}([.-][A-Za-z0-9_]{1,8}){0,4}\Z")
HASHES = st.text("0123456789abcdef", min_size=16, max_size=16)
FINDINGS = st.lists(st.tuples(HASHES, st.sampled_from(Severity)), max_size=5).map(lambda pairs: tuple(sorted(pairs)))
SUMMARY = "<!-- schema-review:summary v=1 key=default lang=en digest=0123456789abcdef -->"
INLINE = "<!-- schema-review:inline v=1 key=default findings=0123456789abcdef:error,fedcba9876543210:warning -->"


@given(st.builds(SummaryMarker, KEYS, st.sampled_from(LANGUAGES), HASHES), names(), st.sampled_from(["", "\n", "\r\n", " \t\r\n\n  "]))
def test_a_summary_marker_is_read_as_it_was_written(marker: SummaryMarker, word: str, ending: str) -> None:
    assert read_summary_marker(f"{word}\n{summary_line(marker)}{ending}") == marker
    assert read_inline_marker(f"{word}\n{summary_line(marker)}{ending}") is None


@given(st.builds(InlineMarker, KEYS, FINDINGS, st.sampled_from([None, "a1b2c3d", "main"])), names())
def test_an_inline_marker_is_read_as_it_was_written(marker: InlineMarker, word: str) -> None:
    assert read_inline_marker(f"{word}\r\n{inline_line(marker)}\r\n") == marker
    assert read_summary_marker(f"{word}\r\n{inline_line(marker)}\r\n") is None


def test_the_markers_read_as_documented() -> None:
    assert summary_line(SummaryMarker("default", "en", "0123456789abcdef")) == SUMMARY
    pairs = (("0123456789abcdef", Severity.ERROR), ("fedcba9876543210", Severity.WARNING))
    assert inline_line(InlineMarker("default", pairs)) == INLINE
    assert inline_line(InlineMarker("default", pairs, "a1b2c3d")) == INLINE.replace(" -->", " fixed=a1b2c3d -->")


@pytest.mark.parametrize(
    "body",
    [
        "",
        f"{SUMMARY}\nand a word",
        f"> {SUMMARY}",
        f"    {SUMMARY}",
        f"`{SUMMARY}`",
        f"{SUMMARY} {SUMMARY}",
        SUMMARY.replace("v=1", "v=2"),
        SUMMARY.replace("lang=en ", ""),
        SUMMARY.replace("lang=en", "lang=de"),
        SUMMARY.replace("0123456789abcdef", "0123456789abcdeg"),
        SUMMARY.replace("0123456789abcdef", "0123"),
        SUMMARY.replace("default", "a--b"),
        SUMMARY.replace("default", "a" * 101),
        SUMMARY.replace("default", "기본"),
        SUMMARY.replace("-->", "extra=1 -->"),
        SUMMARY.replace(" v=1", "\nv=1"),
    ],
)
def test_what_we_could_not_have_written_is_no_summary_marker(body: str) -> None:
    assert read_summary_marker(SUMMARY) is not None
    assert read_summary_marker(body) is None


@pytest.mark.parametrize(
    "body",
    [
        f"{INLINE}\nand a word",
        f"> {INLINE}",
        INLINE.replace("v=1", "v=2"),
        INLINE.replace(":warning", ":fatal"),
        INLINE.replace(",", ";"),
        INLINE.replace(",", ""),
        INLINE.replace(":warning", ":warning,"),
        INLINE.replace("0123456789abcdef", "0123"),
        INLINE.replace("default", "a" * 101),
        INLINE.replace(" -->", " fixed= -->"),
        INLINE.replace(" -->", " fixed=a b -->"),
    ],
)
def test_what_we_could_not_have_written_is_no_inline_marker(body: str) -> None:
    assert read_inline_marker(INLINE) is not None
    assert read_inline_marker(body) is None


@pytest.mark.parametrize("key", ["", "a--b", "a b", "x -->", "ä", "a" * 101])
def test_keys_that_could_break_a_marker_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="comment key"):
        summary_line(SummaryMarker(key, "en", "0" * 16))
    with pytest.raises(ValueError, match="comment key"):
        inline_line(InlineMarker(key, ()))


@pytest.mark.parametrize("fingerprint", ["", "abc", "x -->", "0123456789ABCDEF"])
def test_a_fingerprint_that_could_not_be_read_again_is_refused(fingerprint: str) -> None:
    with pytest.raises(ValueError, match="fingerprints"):
        inline_line(InlineMarker("default", ((fingerprint, Severity.ERROR),)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_rendered_has_its_marker(language: str) -> None:
    marker = read_summary_marker(render_comment(review(full_project()), language, key="db.main"))
    assert marker
    assert (marker.key, marker.language) == ("db.main", language)
    both = read_summary_marker(render_comment(review(full_project()), language, both=True))
    assert both
    assert both.language == language
    one, other = finding(obj="a"), finding("x", Severity.NOTE, "b")
    line = read_inline_marker(render_inline((one, other), language))
    assert line == InlineMarker("default", tuple(sorted(((one.fingerprint, Severity.ERROR), (other.fingerprint, Severity.NOTE)))))


def test_items_that_ask_for_the_same_have_the_same_subject_in_both_languages() -> None:
    subjects = [re.findall(r"subject=(\w+)", render_comment(review(full_project()), language)) for language in LANGUAGES]
    assert subjects[0] == subjects[1]


def test_another_value_or_another_statement_is_another_subject() -> None:
    first, second = full_project().checklist[:2]
    other = full_project(word="other").checklist[0]
    assert first.message == second.message
    subjects = {read_item(f"- [ ] {item_mark(item)}").subject for item in (first, second, other)}
    assert len(subjects) == 3


@given(st.from_regex(r"\A- \[[ x]\] <!-- sr:check:[0-9a-f]{8} subject=[0-9a-f]{8}( was)? -->[^\r\n]*\Z"))
def test_an_item_is_written_as_it_was_read(line: str) -> None:
    item = read_item(line)
    assert item
    assert write_item(item) == line
    assert read_item(f"{line}\r") == item


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] a task of somebody else",
        "- [ ] <!-- sr:check:5d41c0a9 -->no subject",
        "  - [ ] <!-- sr:check:5d41c0a9 subject=9f3e2a11 -->indented",
        "* [ ] <!-- sr:check:5d41c0a9 subject=9f3e2a11 -->another bullet",
        "- [v] <!-- sr:check:5d41c0a9 subject=9f3e2a11 -->another sign",
        "- [ ] <!-- sr:check:5d41c0a9 subject=zz3e2a11 -->no hash",
    ],
)
def test_other_lines_are_no_items(line: str) -> None:
    assert read_item(line) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["orders", *(name for name in NAMES if len(name) < 200)])
def test_without_markers_the_checklist_is_a_plain_list_and_all_else_stays(word: str, language: str) -> None:
    comment = render_comment(review(full_project(word=word)), language)
    page, bare = rendered(comment), rendered(without_markers(comment))
    assert bare.comments == []
    assert [tag for tag in page.tags if tag != "input"] == bare.tags
    assert "input" in page.tags
    assert page.code == bare.code


def test_code_keeps_what_looks_like_a_marker() -> None:
    fenced = f"```\n- [ ] <!-- sr:check:5d41c0a9 subject=9f3e2a11 -->x\n{SUMMARY}\n```\n"
    assert without_markers(fenced) == fenced
    assert without_markers(f"text\n\n{SUMMARY}\n") == "text\n"
    assert without_markers(f"text\n\n{INLINE}\n") == "text\n"
