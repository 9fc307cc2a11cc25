"""What people and other runs do to a pull request between two of our requests."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import NotAllowed
from bot.github import Client, finish_check, publish, start_check
from bot.model import Conclusion, Review, Severity
from bot.render import render_check
from tests.github.scenes import BEFORE, CLEAN, INDEX, ORDERS, Scene, make_scene
from tests.github.standin import StandIn
from tests.github.standin.review import Thread

FIXED = {**BEFORE, "migrations/0002_orders.sql": ORDERS + INDEX + "ALTER TABLE users DROP COLUMN code;\n"}


@pytest.fixture
def scene(github: StandIn) -> Scene:
    return make_scene(github)


def meanwhile(scene: Scene, act: Callable[[], object], method: str, *, path: str = "", body: str = "", phase: str = "before") -> None:
    """Let something happen once, before or after the first such request."""
    done: list[bool] = []

    def hook(request: Any, now: str) -> None:
        if now == phase and request.method == method and path in request.path and body in str(request.body) and not done:
            done.append(True)
            act()

    scene.github.faults.on_request = hook


def thread_of(scene: Scene, rule: str) -> Thread:
    return next(thread for thread in scene.our_threads() if rule in thread.comments[0].body)


def test_a_comment_that_somebody_removes_just_before_the_edit_is_posted_anew(scene: Scene) -> None:
    scene.published()
    scene.pull.push(FIXED)
    meanwhile(scene, scene.ours()[0].delete, "PATCH", path="/issues/comments/")
    assert scene.published().missing == ()
    assert len(scene.ours()) == 1


def test_one_that_became_clean_needs_no_comment_in_its_place(scene: Scene) -> None:
    scene.published()
    scene.pull.push(CLEAN)
    meanwhile(scene, scene.ours()[0].delete, "PATCH", path="/issues/comments/")
    assert (scene.published().comment_url, scene.ours()) == (None, [])


def test_an_edit_that_is_refused_is_said(scene: Scene) -> None:
    scene.published()
    scene.pull.push(FIXED)
    scene.github.faults.status(403, "PATCH", "*/issues/comments/*", times=None)
    assert [what for what, _ in scene.published().missing] == ["comment"]


@pytest.mark.parametrize("answered", [True, False])
def test_an_inline_comment_that_somebody_removes_stands_in_nobodys_way(scene: Scene, *, answered: bool) -> None:
    scene.published()
    gone = thread_of(scene, "unindexed-foreign-key")
    if answered:
        gone.reply("dev", "so it is")
    scene.pull.push(CLEAN)
    meanwhile(scene, gone.comments[0].delete, *(("PATCH",) if answered else ("POST",)), body="✅" if answered else "minimizeComment")
    assert scene.published().missing == ()
    assert [thread for thread in scene.shown_threads() if thread is not gone] == []


def test_where_nothing_may_be_hidden_or_rewritten_it_is_said(scene: Scene) -> None:
    scene.published()
    scene.pull.push(FIXED)
    scene.github.faults.status(403, path="/graphql", containing="minimizeComment", times=None)
    scene.github.faults.status(403, "PATCH", "*/pulls/comments/*", times=None)
    assert [what for what, _ in scene.published().missing] == ["inline"]


@pytest.mark.parametrize("how", ["a limit", "a lost answer"])
def test_a_box_ticked_while_the_edit_waits_stays_ticked(scene: Scene, how: str) -> None:
    scene.published()
    comment = scene.ours()[0]
    line = next(line for line in comment.body.splitlines() if line.startswith("- [ ]"))
    scene.pull.push(FIXED)
    if how == "a limit":
        scene.github.faults.rate_limit("secondary", "PATCH", "*/issues/comments/*", retry_after=60)
    else:
        scene.github.faults.status(502, "PATCH", "*/issues/comments/*")
    waiting = Client(scene.token, api_url=scene.github.api_url, pause=lambda _: scene.pull.tick(comment, line[6:60]), pacing=0)
    publish(waiting, scene.subject, scene.reviewed(), scene.look)
    assert line.replace("[ ]", "[x]") in comment.body
    assert scene.pull.head[:7] in comment.body


@pytest.mark.parametrize("new", [CLEAN, FIXED])
def test_where_the_head_moves_after_the_comment_no_line_of_the_new_one_is_commented(scene: Scene, new: dict[str, str]) -> None:
    found, subject = scene.reviewed(), scene.subject
    meanwhile(scene, lambda: scene.pull.force_push(new), "POST", path="/comments", phase="after")
    done = publish(scene.client, subject, found, scene.look)
    assert (done.superseded_by, done.missing) == (scene.pull.head, ())
    assert scene.our_threads() == []


def test_two_runs_at_once_comment_once_on_a_line(scene: Scene) -> None:
    found = scene.reviewed()
    other = Scene(scene.github, scene.shop, scene.pull, scene.token)
    meanwhile(scene, lambda: other.published(found), "POST", path="/comments")
    scene.published(found)
    lines = [thread.line for thread in scene.our_threads()]
    assert len(lines) == len(set(lines)) == 3
    assert len(scene.ours()) == 1


def graver(found: Review) -> Review:
    projects = (
        replace(project, findings=tuple(replace(each, severity=Severity.ERROR) for each in project.findings)) for project in found.projects
    )
    return replace(found, projects=tuple(projects))


def test_an_older_comment_on_the_finding_is_not_taken_for_the_one_that_was_lost(scene: Scene) -> None:
    scene.published()
    for thread in scene.our_threads():
        thread.resolve("dev")
    before = len(scene.our_threads())
    scene.github.faults.refuse("POST", "*/reviews")
    scene.published(graver(scene.reviewed()))
    assert len(scene.our_threads()) > before


def test_the_check_run_of_another_app_is_left_to_it(scene: Scene) -> None:
    token = scene.shop.token("reviewer[bot]", contents="read", pull_requests="write", checks="write")
    other = Scene(scene.github, scene.shop, scene.pull, token)
    theirs = start_check(other.client, scene.shop.full_name, scene.pull.head)
    ours = start_check(scene.client, scene.shop.full_name, scene.pull.head)
    assert ours
    assert ours != theirs
    finish_check(scene.client, ours, render_check(scene.reviewed(), "en"), Conclusion.FAILURE)
    assert [run.status for run in scene.shop.check_runs()] == ["in_progress", "completed"]


def test_a_token_that_may_not_even_read_says_so(scene: Scene) -> None:
    scene.github.faults.status(403, path="/graphql", times=None)
    with pytest.raises(NotAllowed):
        publish(scene.client, scene.subject, scene.reviewed(), scene.look)
