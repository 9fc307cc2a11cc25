"""A short storm: `make chaos KILLS=200 EVENTS=300` is the long one."""

import random
from pathlib import Path

import pytest

from tests.github.standin import StandIn
from tests.service.host import BOT, hosted
from tests.tools.chaos import BEFORE, Result, go, judge, looks


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the analysis ends with its parent where Linux has it so")
def test_a_service_that_is_killed_owes_no_pull_request_anything(tmp_path: Path) -> None:
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, tmp_path, shop) as host:
            storm, result = go(host, "", kills=2, events=5, chance=random.Random(3))
            assert result == Result([], [], []), host.log()[-6000:]
            assert storm.met.total() == 2
            # The judge sees what it is there to see.
            story = storm.stories[-1]
            expected = {story.heads[-1]: looks(story.pull)}
            storm.stories = [story]
            story.pull.comment(BOT, "### a second one")
            shop.check_runs()[0].status = "in_progress"
            broken = judge(storm, expected)
            assert all((broken.lost, broken.duplicates, broken.stuck))
