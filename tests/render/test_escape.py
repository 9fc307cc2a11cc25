import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.escape import (
    address,
    cell,
    code,
    command_property,
    command_value,
    fence,
    link,
    marker_word,
    mermaid_name,
    mermaid_word,
    one_line,
    text,
    visible,
)
from tests.render.hostile import NAMES, names
from tests.render.pages import rendered


def shown(value: str) -> str:
    """What a reader sees of a value in a code span."""
    return one_line(value).replace("<!--", "<! --")


@given(names())
def test_code_span_is_one_code_element_with_the_value(value: str) -> None:
    page = rendered(f"before {code(value)} after")
    assert page.tags == ["p", "code"]
    assert "".join(page.code).strip() == shown(value).strip()
    assert page.words[0] == "before "
    assert page.words[-2].startswith(" after")


@given(names(), names())
def test_code_span_in_a_table_cell_keeps_the_table(first: str, second: str) -> None:
    page = rendered(f"| a | b |\n|---|---|\n| {cell(code(first))} | {cell(code(second))} |\n")
    assert page.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "code", "td", "code"]


@pytest.mark.parametrize("value", ["a|b", "a||b", "|", "a\\\\|b"])
def test_bar_in_a_cell_shows_as_it_is(value: str) -> None:
    page = rendered(f"| a |\n|---|\n| {cell(code(value))} |\n")
    assert page.code == [value]


def test_odd_backslashes_before_a_bar_in_a_cell_show_one_more() -> None:
    assert rendered(f"| a |\n|---|\n| {cell(code(chr(92) + '|b'))} |\n").code == ["\\\\|b"]


@given(names(), st.sampled_from([0, 2, 3]))
def test_fence_is_one_block(value: str, indent: int) -> None:
    item = {0: "before\n\n", 2: "- before\n\n", 3: "1. before\n\n"}[indent]
    page = rendered(f"{item}{fence(value, 'sql', indent=indent)}\n\nafter\n")
    assert [tag for tag in page.tags if tag not in ("ul", "ol", "li", "p")] == ["pre", "code"]
    assert "after" in page.text


@given(names())
def test_text_says_the_same_and_nothing_happens(value: str) -> None:
    page = rendered(f"x {text(value)} x")
    assert set(page.tags) <= {"p"}
    assert not page.links
    assert not re.search(r"[@#]\w", page.text)


@given(names())
def test_nothing_hidden_is_left(value: str) -> None:
    for made in (one_line(value), str(code(value)), str(text(value)), command_value(value)):
        assert not {char for char in made if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


def test_bidirectional_and_zero_width_characters_are_shown() -> None:
    assert visible("a\u202eb\u200b") == "a⟨U+202E⟩b⟨U+200B⟩"


def test_long_values_are_cut() -> None:
    assert one_line("x" * 500) == "x" * 199 + "…"


@given(names())
def test_link_goes_where_we_said(value: str) -> None:
    url = f"https://example.org/blob/{value}"
    page = rendered(f"({link(code(value), url)})")
    assert page.tags == ["p", "a", "code"]
    assert page.links[0].startswith("https://example.org/")


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "data:text/html,x", "//evil.example", ""])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert link(code("x"), url) == code("x")


def test_address_cannot_end_a_link() -> None:
    assert address("https://a/b c)d<e>[f]\n") == "https://a/b%20c%29d%3Ce%3E%5Bf%5D%0A"


@given(names())
def test_command_is_one_line_and_its_properties_hold_no_separator(value: str) -> None:
    assert not re.search(r"[\r\n]", command_value(value))
    assert not re.search(r"[\r\n:,]", command_property(value))


def test_commands_escape_as_actions_reads_them() -> None:
    assert command_value("100%\r\na:b,c") == "100%25%0Aa:b,c"
    assert command_property("100%\na:b,c") == "100%25%0Aa%3Ab%2Cc"


@given(names())
def test_mermaid_words(value: str) -> None:
    assert re.fullmatch(r"[A-Za-z_\u00c0-\ud7ff][A-Za-z0-9_\u00c0-\ud7ff]*", mermaid_word(value))
    assert mermaid_word(value).lower() not in {"pk", "fk", "uk"}
    assert re.fullmatch(r'"[\w.\- ]+"', mermaid_name(value))


@given(names())
def test_marker_word_stays_in_its_comment(value: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]*", marker_word(value))
    assert "--" not in marker_word(value)


def test_hostile_names_are_of_every_kind() -> None:
    joined = "".join(NAMES)
    assert all(sign in joined for sign in "`|<[@#\u202e\x1b\n")
