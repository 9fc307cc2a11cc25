"""The job summary: everything, below what GitHub drops."""

import re
from dataclasses import replace

import pytest

from bot.action import notices
from bot.action.inputs import Inputs
from bot.action.post import _told
from bot.action.settings import with_inputs
from bot.action.summary import MOST_BYTES, job_summary
from bot.config import Config
from bot.github import Look, Published
from bot.model import Message, Review, Severity
from tests.render.builders import finding, full_project, review


def many(number: int, name: str = "orders") -> Review:
    """A review with that many findings."""
    found = tuple(finding("drop-table", Severity.ERROR, f"{name}_{each}") for each in range(number))
    return review(replace(full_project(), findings=found))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_finding_is_listed_where_a_comment_only_counts(language):
    text = job_summary(many(500), Look(language))
    assert [each for each in range(500) if f"`orders_{each}`" not in text] == []


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", ["orders", "주문" * 30, "🧾" * 60], ids=["one byte", "three", "four"])
def test_it_stays_below_the_limit_in_bytes(language, name):
    text = job_summary(many(1_000, name), Look(language, both=True), (notices.DRY,), most=100_000)
    assert len(text.encode()) <= 100_000
    assert text.startswith("> ")
    assert "### 🔴 " in text


def test_githubs_limit_is_a_mebibyte():
    assert len(job_summary(many(6_000, "주문" * 30), Look("ko")).encode()) <= MOST_BYTES == 1024 * 1024


def test_a_notice_is_a_paragraph_of_its_own_and_its_values_are_code():
    message = Message.of(en="refused: {words}", ko="거부: {words}", words="[x](http://example.org) @dev <b>")
    assert job_summary(review(), Look("en"), (message,)).startswith("> refused: `[x](http://example.org) @dev <b>`\n\n")


def test_inline_is_switched_and_its_other_keys_stay():
    config = Config.model_validate({"inline": {"max": 3}, "fail-on": "warning"})
    assert with_inputs(config, Inputs(inline="false")).inline.model_dump() == {**config.inline.model_dump(), "enabled": False}
    assert with_inputs(config, Inputs()) == config
    assert with_inputs(config, Inputs(fail_on="never")).fail_on == "never"


def test_every_notice_says_the_same_in_both_languages():
    said = [each for each in vars(notices).values() if isinstance(each, Message)]
    assert said
    for each in said:
        parts = [sorted(re.findall(r"\{\w+\}|`[^`]+`", text)) for text in (each.en, each.ko)]
        assert parts[0] == parts[1], each.en
        assert re.search("[가-힣]", each.ko)


def test_of_many_files_without_a_diff_the_first_are_named():
    told = _told(Published(unseen=tuple(f"migrations/{number:04}.sql" for number in range(3_000))), notices.NOT_ALLOWED)
    (said,) = told.notices
    assert said.values == (("paths", (*(f"migrations/{number:04}.sql" for number in range(20)), "…")),)
