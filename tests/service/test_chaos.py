"""Short storms: `make chaos KILLS=200 EVENTS=300` is the long one."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.service.store.tables import DELIVERIES, PR_STATE
from tests.github.standin import StandIn
from tests.service.damage import ON_FINDINGS, ON_TALKS, altered, posted_twice, second_comment
from tests.service.host import Host, hosted
from tests.service.stories import BEFORE
from tests.tools.chaos import Report, go

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the analysis ends with its parent where Linux has it so")
MOMENTS = (
    "after accept_all",
    "before enqueue",
    "after POST check-runs",
    "after POST issues/comments",
    "after POST reply",
    "after POST pulls/reviews",
    "before finish",
)


@contextmanager
def service(folder: Path) -> Iterator[Host]:
    """The App on one repository; nothing runs yet."""
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, folder, shop) as host:
            yield host


def test_a_service_that_is_killed_owes_no_pull_request_anything(tmp_path: Path) -> None:
    with service(tmp_path) as host:
        report = go(host, "", kills=6, events=12, chance=random.Random(3), only=MOMENTS)
        said = "\n".join(report.lines())
        assert report.code == 0, said + host.log()[-6000:]
        assert sum(report.storm.met[moment] > 0 for moment in MOMENTS) >= 3, said
        _see_all_damage(report)


def _see_all_damage(report: Report) -> None:
    """The judge sees what it is there to see: each kind of damage, done for a moment, would have ended the storm with 1."""
    storm = report.storm
    told = next(story for story in storm.stories if story.pull.threads and story.heads[-1] != "clean" and not story.said)
    spoken = next(story for story in storm.stories if story.said)
    quiet = next(story for story in storm.stories if story.kind == "quiet")
    row = partial(altered, storm.store)
    planted = [
        *((damage.__name__, damage(told)) for damage in ON_FINDINGS),
        *((damage.__name__, damage(spoken)) for damage in ON_TALKS),
        ("a comment where nothing is to be said", second_comment(quiet)),
        ("a comment posted twice", posted_twice(storm.host.github, told)),
        ("a delivery that was not stored", row(DELIVERIES, guid="another")),
        ("a pull request given up", row(PR_STATE, dead=True)),
        ("a wish not fulfilled", row(PR_STATE, wanted=99)),
    ]
    for name, damage in planted:
        with damage:
            assert report.judged_again().code == 1, name
    assert report.judged_again().code == 0
