"""What `make load` says of a flood cannot be right by chance."""

import dataclasses

import pytest

from tests.tools.load import Flood, Pace, most_at_once, percentile

HELD = Flood(refused=0, reviews=2, at_once=1, late=1, missing=())


def line(event: str, job: str) -> dict[str, str]:
    return {"event": event, "job": job}


def test_a_flood_that_was_held():
    assert HELD.is_held


@pytest.mark.parametrize(
    "change",
    [
        {"refused": 1},
        {"reviews": 1},
        {"reviews": 0, "late": 0, "at_once": 0},
        {"at_once": 2},
        {"late": 2, "reviews": 3},
        {"missing": ("a",)},
    ],
)
def test_a_flood_that_was_not(change):
    assert not dataclasses.replace(HELD, **change).is_held


def test_reviews_of_the_same_moment_are_counted():
    assert most_at_once([line("begun", "a"), line("done", "a"), line("begun", "b")]) == 1
    assert most_at_once([line("begun", "a"), line("begun", "b"), line("done", "a"), line("done", "b")]) == 2
    assert most_at_once([line("begun", "a"), line("begun", "a")]) == 2
    assert most_at_once([line("begun", "a"), line("failed", "c"), line("begun", "b")]) == 2


def test_the_pace_is_held_by_what_was_answered_and_not_by_its_time():
    slow = Pace(refused=0, reviews=1, ours=(9000.0,), bare=(1.0,))
    assert slow.is_held
    assert not dataclasses.replace(slow, refused=1).is_held
    assert not dataclasses.replace(slow, reviews=0).is_held


def test_a_percentile_is_one_of_the_values():
    assert percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert percentile(range(1000), 0.99) == 990
