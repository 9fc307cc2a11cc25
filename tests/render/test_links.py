import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given

from bot.model import Place, Side, Span
from bot.render import github_links
from tests.render.hostile import names

LINKS = github_links(server="https://github.com/", repository="octo/shop", base="b" * 40, head="a" * 40)
ROOT = f"https://github.com/octo/shop/blob/{'a' * 40}"


@pytest.mark.parametrize(
    ("span", "address"),
    [
        (Span("src/schema.ts", 3, 5), f"{ROOT}/src/schema.ts#L3-L5"),
        (Span("src/schema.ts", 3, 3), f"{ROOT}/src/schema.ts#L3"),
        (Span("src/schema.ts", 3, 2), f"{ROOT}/src/schema.ts#L3"),
        (Span("src/schema.ts", 0, 0), f"{ROOT}/src/schema.ts"),
        (Span("a b/c#d?e%20.sql", 1, 1), f"{ROOT}/a%20b/c%23d%3Fe%2520.sql#L1"),
        (Span("테이블/표.sql", 1, 1), f"{ROOT}/%ED%85%8C%EC%9D%B4%EB%B8%94/%ED%91%9C.sql#L1"),
        (Span("(app)/[id].ts", 1, 1), f"{ROOT}/%28app%29/%5Bid%5D.ts#L1"),
        (Span("a\udcff.sql", 1, 1), f"{ROOT}/a%FF.sql#L1"),
    ],
)
def test_a_permalink_leads_to_the_lines_at_the_head(span: Span, address: str) -> None:
    assert LINKS.place(Place(Side.HEAD, span)) == address


def test_a_place_on_the_base_is_linked_at_the_base() -> None:
    assert LINKS.place(Place(Side.BASE, Span("a.sql", 3, 3))) == f"https://github.com/octo/shop/blob/{'b' * 40}/a.sql#L3"


@given(names())
def test_no_path_leads_elsewhere(path: str) -> None:
    parts = urlsplit(LINKS.place(Place(Side.HEAD, Span(path, 3, 3))))
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "github.com", "", "L3")
    assert parts.path.startswith(f"/octo/shop/blob/{'a' * 40}/")
    assert unquote(parts.path).removeprefix(f"/octo/shop/blob/{'a' * 40}/") == path
    assert re.fullmatch(r"[\x21-\x7e]+", parts.path)


def test_what_is_not_given_is_not_linked() -> None:
    assert LINKS.rule("drop-table") is None
    assert LINKS.report is None
