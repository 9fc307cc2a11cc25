"""What goes wrong: the check run is always concluded, the verdict is never lost, and a person is told in one line."""

import _thread
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from bot.action import run as story
from tests.action.conftest import CLEAN, MAY_WRITE


def test_a_wrong_input_is_one_line(place, pull):
    done = place.review(pull, fail_on="errors")
    assert (done.code, done.outputs["conclusion"]) == (2, "neutral")
    assert done.said == ["input fail-on: 'errors' is not one of error, warning, never; did you mean error?"]
    assert not place.github.requests


def test_an_event_that_names_no_commits_is_one_line(place):
    place.workspace.mkdir()
    done = place.run("release", {})
    assert done.code == 2
    assert "these events work: " in done.said[0]


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits between the attempts of a request."""
    for module in ("client", "once"):
        monkeypatch.setattr(f"bot.github.{module}.PAUSES", (0, 0, 0))


def test_a_comment_that_cannot_be_written_loses_neither_verdict_nor_findings(place, pull, impatient):
    place.github.faults.status(502, "POST", "*/comments", times=None)
    done = place.review(pull)
    assert done.code == 5
    assert "GitHub does not answer" in done.said[-1]
    assert len(done.rules) == 2
    assert "dropped-column" in done.summary
    assert done.outputs["conclusion"] == "failure"
    assert done.outputs["degraded"] == "true"
    assert place.check(pull.head).conclusion == "failure"


def test_a_comment_that_github_refuses_is_said_with_its_words(place, pull):
    place.github.faults.status(422, "POST", "*/comments", times=None)
    done = place.review(pull)
    assert (done.code, done.outputs["degraded"]) == (1, "true")
    assert "422" in done.said[-1]
    assert place.check(pull.head).conclusion == "failure"


def test_github_may_be_out_of_reach_from_the_start(place, pull, impatient):
    place.github.faults.refuse(times=None)
    done = place.review(pull)
    assert (done.code, done.outputs["conclusion"]) == (5, "neutral")
    assert "GitHub does not answer" in done.said[0]


def test_an_error_after_the_start_concludes_the_check_run_as_neutral(place, pull):
    done = place.review(pull, project="shop")
    check = place.check(pull.head)
    assert (done.code, check.status, check.conclusion) == (2, "completed", "neutral")
    assert "no such project" in check.title


def test_a_file_that_cannot_be_written_keeps_the_verdict(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge")
    (place.workspace / "review.json").symlink_to(place.folder / "stolen")
    done = place.review(pull, json_file="review.json")
    assert (done.code, done.said) == (2, ["review.json: a link; not written through"])
    assert place.check(pull.head).conclusion == "failure"
    assert not (place.folder / "stolen").exists()


def test_a_mistake_of_our_own_shows_its_traceback_in_the_log_alone(place, pull, monkeypatch):
    monkeypatch.setattr(story, "judge", lambda *_: 1 // 0)
    done = place.review(pull)
    check = place.check(pull.head)
    assert (done.code, done.outputs["conclusion"], check.conclusion) == (70, "neutral", "neutral")
    assert "internal error: ZeroDivisionError" in done.said[-1]
    assert "Traceback (most recent call last)" in done.printed
    assert "Traceback" not in done.summary + check.title + check.summary
    assert check.title.startswith("internal error")


def test_a_mistake_of_our_own_after_the_verdict_keeps_it(place, pull, monkeypatch):
    monkeypatch.setattr(story, "_post", lambda *_: 1 // 0)
    done = place.review(pull)
    assert (done.code, done.outputs["conclusion"], place.check(pull.head).conclusion) == (70, "failure", "failure")


def test_cancelled_while_the_check_run_begins_it_is_cancelled_all_the_same(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge")

    def cancel(request, phase):
        if phase == "after" and request.method == "POST" and request.path.endswith("/check-runs"):
            _thread.interrupt_main()

    place.github.faults.on_request = cancel
    assert place.review(pull).code == 130
    assert place.check(pull.head).conclusion == "cancelled"


def test_what_went_wrong_at_length_is_a_short_title(place, shop, pull):
    keys = "".join(f"unknown-{number}: 1\n" for number in range(100))
    place.check_out(f"refs/pull/{pull.number}/merge")
    (place.folder / "wrong.yml").write_text(f"version: 1\n{keys}")
    assert place.review(pull, config=str(place.folder / "wrong.yml")).code == 2
    check = place.check(pull.head)
    assert check.conclusion == "neutral"
    assert len(check.title) <= 255


def test_a_check_run_that_cannot_be_concluded_hides_no_error(place, pull, impatient):
    place.github.faults.status(502, "PATCH", "*", times=None)
    done = place.review(pull, project="shop")
    assert done.code == 2
    assert "no such project" in done.said[-1]


def test_the_next_run_takes_over_what_a_killed_one_left_open(place, pull, impatient):
    place.github.faults.stop_at(5)
    assert place.review(pull).code == 5
    assert place.check(pull.head).status == "in_progress"
    place.github.faults.clear()
    assert place.review(pull).code == 1
    assert place.check(pull.head).conclusion == "failure"
    assert len(pull.comments) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_cancelled_workflow_leaves_a_cancelled_check_run(place, pull, root, number):
    place.check_out(f"refs/pull/{pull.number}/merge")
    slow, reached = place.folder / "bin" / "git", place.folder / "reached"
    slow.parent.mkdir()
    slow.write_text(f'#!/bin/sh\ncase " $* " in *" fetch "*) touch {reached}; exec sleep 60;; esac\nexec {shutil.which("git")} "$@"\n')
    slow.chmod(0o755)
    variables = place.variables("pull_request", pull.event("opened"), token=pull.workflow_token(**MAY_WRITE))
    start = f"import runpy, sys; sys.path.insert(0, {str(root)!r}); runpy.run_module('bot.action', run_name='__main__')"
    env = os.environ | variables | {"PATH": f"{slow.parent}:{os.environ['PATH']}"}
    step = subprocess.Popen([sys.executable, "-I", "-c", start], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        while step.poll() is None and not reached.exists():
            time.sleep(0.02)
        step.send_signal(number)
        printed, _ = step.communicate(timeout=60)
    finally:
        step.kill()
    done = place.left(step.returncode, printed)
    assert done.code == 130, printed
    assert place.check(pull.head).conclusion == "cancelled"
    assert "Traceback" not in printed


def test_two_heads_in_a_row_each_have_their_verdict(place, pull):
    first = pull.head
    place.review(pull)
    second = pull.push(CLEAN)
    place.review(pull, "synchronize")
    assert [place.check(head).conclusion for head in (first, second)] == ["failure", "success"]
