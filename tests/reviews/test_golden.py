"""Golden reviews: each folder holds before/, after/ and the comment in both languages as it would be posted.

`UPDATE_GOLDEN=1` writes them anew; read the difference before you commit it.
"""

import os
from datetime import date
from pathlib import Path

import cmarkgfm
import pytest

from bot.config import CONFIG_PATH, Config, load_config
from bot.lint import default_rules
from bot.model import LANGUAGES, Review
from bot.render import render_comment
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
    comment = render_comment(review_case(case), language)
    golden = case / f"review.{language}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(comment, encoding="utf-8")
    assert comment == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_both_languages_have_the_same_structure(case):
    shapes = [structure(render_comment(review_case(case), language)) for language in LANGUAGES]
    assert shapes[0] == shapes[1]


def structure(comment: str) -> list[str]:
    """The block elements in their order; within a sentence each language has its own order."""
    html = cmarkgfm.github_flavored_markdown_to_html(comment)
    opened = (part.split(">")[0].split()[0] for part in html.split("<")[1:] if not part.startswith(("/", "!")))
    return [element for element in opened if element in BLOCKS]
