"""A review on a pull request, exactly once: our publisher against the stand-in for GitHub."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from bot.config import Config, Inline
from bot.errors import ForgeError, NotAllowed
from bot.github import cancel_check, finish_check, publish, start_check
from bot.model import Conclusion
from bot.render import Annotation, CheckReport
from tests.github.scenes import AFTER, BEFORE, BOT, CLEAN, DROP, INDEX, ORDERS, Scene, make_scene, other_place, state
from tests.github.standin import StandIn

COMMENTS, REVIEWS, CHECKS = "*/issues/*/comments", "*/pulls/*/reviews", "*/check-runs*"
FIXED = {**BEFORE, "migrations/0002_orders.sql": ORDERS + INDEX + DROP}


def writes(scene: Scene) -> list[tuple[str, str]]:
    return [(request.method, request.path) for request in scene.github.writes if "check-runs" not in request.path]


@pytest.fixture
def scene(github: StandIn) -> Scene:
    return make_scene(github)


def test_a_review_becomes_a_comment_inline_comments_and_a_check_run(scene: Scene) -> None:
    done = scene.published()
    (comment,) = scene.ours()
    assert "dropped-column" in comment.body
    assert done.comment_url
    assert done.comment_url.endswith(f"#issuecomment-{comment.id}")
    assert {(thread.path, thread.line) for thread in scene.our_threads()} == {("migrations/0002_orders.sql", line) for line in (3, 4, 6)}
    assert len({comment.review.id for thread in scene.our_threads() for comment in thread.comments}) == 1
    (check,) = scene.shop.check_runs(scene.pull.head)
    assert (check.status, check.conclusion) == ("completed", "failure")
    assert len(check.annotations) == 3


def test_the_same_event_twice_writes_nothing_but_the_check_run(scene: Scene) -> None:
    scene.published()
    before, count = state(scene), len(scene.github.writes)
    scene.published()
    assert state(scene) == before
    assert all("check-runs" in request.path for request in scene.github.writes[count:])


def test_our_comment_is_found_among_those_of_others(scene: Scene) -> None:
    for number in range(150):
        scene.pull.comment("dev", f"thought {number}")
    scene.published()
    for number in range(100):
        scene.pull.comment("dev", f"afterthought {number}")
    scene.published()
    assert len(scene.ours()) == 1
    assert len(scene.pull.comments) == 251


def test_a_clean_pull_request_gets_no_comment(github: StandIn) -> None:
    clean = make_scene(github, after=CLEAN)
    assert clean.published().comment_url is None
    assert writes(clean) == []
    assert clean.shop.check_runs(clean.pull.head)[0].conclusion == "success"


def test_unless_the_configuration_wants_one_always(github: StandIn) -> None:
    clean = make_scene(github, after=CLEAN)
    clean.look = replace(clean.look, comment="always")
    clean.published()
    clean.published()
    assert len(clean.ours()) == 1
    assert [method for method, _ in writes(clean)] == ["POST"]


def test_never_means_never(scene: Scene) -> None:
    scene.look = replace(scene.look, comment="never", inline=Inline(enabled=False))
    scene.published()
    assert writes(scene) == []


def test_what_became_clean_says_so_in_the_comment_that_stands(scene: Scene) -> None:
    scene.published()
    comment = scene.ours()[0]
    scene.pull.push(CLEAN)
    scene.published()
    assert scene.ours() == [comment]
    assert f"all clear at `{scene.pull.head[:7]}`" in comment.body.splitlines()[0]
    assert scene.shown_threads() == []
    assert scene.shop.check_runs(scene.pull.head)[0].conclusion == "success"


def test_a_push_that_mends_one_finding_hides_its_comment_and_posts_the_new_ones(scene: Scene) -> None:
    scene.published()
    scene.pull.push(FIXED)
    scene.published()
    hidden = [thread for thread in scene.our_threads() if thread.comments[0].is_minimized]
    assert ["unindexed-foreign-key" in thread.comments[0].body for thread in hidden] == [True]
    assert len(scene.our_threads()) == 3
    assert len(scene.pull.reviews) == 1


def test_what_comes_back_is_shown_again(scene: Scene) -> None:
    scene.published()
    scene.pull.push(FIXED)
    scene.published()
    scene.pull.push(AFTER)
    scene.published()
    assert len(scene.shown_threads()) == len(scene.our_threads()) == 3


def test_where_hiding_is_not_allowed_the_comment_is_marked_as_fixed(scene: Scene) -> None:
    scene.published()
    scene.pull.push(FIXED)
    scene.github.faults.status(403, path="/graphql", containing="minimizeComment", times=None)
    scene.published()
    assert [thread.comments[0].body for thread in scene.our_threads() if thread.comments[0].body.startswith("✅")]


def test_an_answered_comment_is_marked_as_fixed(scene: Scene) -> None:
    scene.published()
    thread = next(thread for thread in scene.our_threads() if "unindexed-foreign-key" in thread.comments[0].body)
    thread.reply("dev", "good point")
    scene.pull.push(FIXED)
    scene.published()
    assert thread.comments[0].body.startswith(f"✅ Fixed in `{scene.pull.head[:7]}`")
    assert not thread.comments[0].is_minimized
    scene.published()
    assert thread.comments[0].body.count("✅") == 1


def test_what_a_person_resolved_is_left_alone(scene: Scene) -> None:
    scene.published()
    for thread in scene.our_threads():
        thread.resolve("dev")
    before = state(scene)["threads"]
    scene.published()
    assert state(scene)["threads"] == before


def test_a_rebase_posts_nothing_again(scene: Scene) -> None:
    scene.published()
    scene.shop.commit("main", {**BEFORE, "README.md": "# Shop\n"}, "Say what this is")
    scene.pull.force_push({**AFTER, "README.md": "# Shop\n"})
    scene.published()
    assert len(scene.ours()) == 1
    assert len(scene.pull.reviews) == 1
    assert len(scene.our_threads()) == 3


def test_a_line_that_moves_takes_its_comment_along(scene: Scene) -> None:
    scene.published()
    scene.pull.push({**AFTER, "migrations/0002_orders.sql": "-- Orders.\n\n" + ORDERS + DROP})
    count = len(writes(scene))
    scene.published()
    assert len(scene.our_threads()) == 3
    assert all("issues/comments" in path for _, path in writes(scene)[count:])


@pytest.mark.parametrize("path", [COMMENTS, REVIEWS, CHECKS])
@pytest.mark.parametrize("how", ["502", "closed"])
def test_a_write_whose_answer_was_lost_is_not_repeated(contract_if_any: Any, path: str, how: str) -> None:
    with StandIn(contract_if_any, clock=noon) as github:
        scene = make_scene(github)
        if how == "502":
            github.faults.status(502, "POST", path, applied=True)
        else:
            github.faults.lose("POST", path)
        scene.published()
        assert state(scene) == calm_run(first_push)[0]
        assert len(scene.pull.reviews) == 1
        assert len(scene.shop.check_runs()) == 1


@pytest.mark.parametrize("path", [COMMENTS, REVIEWS, CHECKS])
def test_a_write_that_never_arrived_is_sent_again(contract_if_any: Any, path: str) -> None:
    with StandIn(contract_if_any, clock=noon) as github:
        scene = make_scene(github)
        github.faults.status(503, "POST", path, times=2)
        scene.published()
        assert state(scene) == calm_run(first_push)[0]


def test_reads_are_repeated(scene: Scene) -> None:
    scene.github.faults.status(502, "GET", "*", nth=2, times=2)
    scene.github.faults.refuse("POST", "/graphql", nth=1, times=2)
    scene.published()
    assert len(scene.ours()) == 1


def test_where_github_stays_silent_the_error_says_so(scene: Scene) -> None:
    scene.github.faults.refuse(times=None)
    with pytest.raises(ForgeError, match="GitHub does not answer"):
        scene.published()


@pytest.mark.parametrize("status", [403, 429])
def test_a_rate_limit_is_waited_for(scene: Scene, status: int) -> None:
    scene.github.faults.rate_limit("secondary", "POST", COMMENTS, retry_after=7, status=status)
    scene.github.faults.rate_limit("primary", "GET", "*", retry_after=20)
    scene.published()
    assert 7 in scene.waited
    assert any(18 <= seconds <= 21 for seconds in scene.waited)
    assert len(scene.ours()) == 1


def test_a_limit_that_lasts_too_long_is_an_error(scene: Scene) -> None:
    scene.github.faults.rate_limit("primary", retry_after=1800, times=99)
    with pytest.raises(ForgeError, match="rate limit"):
        scene.published()


def test_two_runs_at_once_leave_one_comment(github: StandIn) -> None:
    scene = make_scene(github)
    found = scene.reviewed()
    started: list[bool] = []

    def other_run(request: object, phase: str) -> None:
        if (
            phase == "before"
            and getattr(request, "method", "") == "POST"
            and str(getattr(request, "path", "")).endswith("/comments")
            and not started
        ):
            started.append(True)
            Scene(github, scene.shop, scene.pull, scene.token).published(found)

    github.faults.on_request = other_run
    scene.published(found)
    assert started
    assert len(scene.ours()) == 1
    scene.published(found)
    assert len(scene.shown_threads()) == 3


def test_where_the_head_moved_nothing_is_written(scene: Scene) -> None:
    found, old = scene.reviewed(), scene.subject
    new = scene.pull.push(CLEAN)
    client = scene.client
    check = start_check(client, old.repository, old.head)
    assert check
    done = publish(client, old, found, scene.look)
    assert done.superseded_by == new
    assert writes(scene) == []
    cancel_check(client, check, title="Superseded", summary="by a newer head")
    assert [run.conclusion for run in scene.shop.check_runs(old.head)] == ["cancelled"]


def test_the_token_of_a_fork_writes_nothing_and_loses_nothing(github: StandIn) -> None:
    fork = make_scene(github, fork_of="stranger")
    done = fork.published()
    assert [what for what, _ in done.missing] == ["comment", "inline"]
    assert fork.pull.comments == []
    assert fork.shop.check_runs() == []


def test_a_token_that_has_expired_is_named(scene: Scene) -> None:
    scene.github.expire(scene.token)
    with pytest.raises(NotAllowed, match="401"):
        scene.published()
    assert scene.token not in str(scene.client)


def test_ticks_survive_a_push(scene: Scene) -> None:
    scene.published()
    comment = scene.ours()[0]
    line = next(line for line in comment.body.splitlines() if line.startswith("- [ ]"))
    scene.pull.tick(comment, line[6:60])
    scene.pull.push({**AFTER, "README.md": "# Shop\n"})
    scene.published()
    assert comment.body.count("- [x]") == 1
    assert line.replace("[ ]", "[x]") in comment.body


def test_a_tick_is_taken_back_with_a_word_where_its_subject_changed(scene: Scene) -> None:
    scene.published()
    comment = scene.ours()[0]
    ticked = [line for line in comment.body.splitlines() if line.startswith("- [ ]")]
    for line in ticked:
        scene.pull.tick(comment, line[6:60])
    scene.pull.push({**BEFORE, "migrations/0002_orders.sql": ORDERS.replace("precision NOT NULL", "precision") + DROP})
    scene.published()
    assert "it changed since" in comment.body
    assert "- [x]" in comment.body


def test_a_forged_marker_is_not_ours(scene: Scene) -> None:
    scene.published()
    real = scene.ours()[0]
    forged = [scene.pull.comment(login, real.body) for login in ("mallory", "github-actions")]
    real.delete()
    scene.published()
    assert [comment.body for comment in forged] == [real.body, real.body]
    assert len(scene.ours()) == 1
    assert len(scene.pull.comments) == 3


def test_a_quotation_of_our_comment_by_our_own_account_is_left_alone(scene: Scene) -> None:
    scene.published()
    quoted = scene.pull.comment(BOT, f"{scene.ours()[0].body}\n\nquoted by another workflow")
    scene.pull.push(FIXED)
    scene.published()
    assert quoted.body.endswith("quoted by another workflow")


def test_two_keys_are_two_comments(scene: Scene) -> None:
    scene.published()
    scene.look = replace(scene.look, key="payments")
    scene.published()
    scene.published()
    assert len(scene.ours()) == 2


def test_a_finding_outside_the_diff_is_in_the_comment_only(scene: Scene) -> None:
    scene.published(other_place(scene.reviewed(), path="migrations/0001_users.sql", line=1))
    assert scene.pull.reviews == []
    assert "dropped-column" in scene.ours()[0].body


def test_a_file_without_a_diff_is_named(github: StandIn) -> None:
    long = {**AFTER, "migrations/0002_orders.sql": ORDERS + DROP + "-- padding\n" * 20_001}
    scene = make_scene(github, after=long)
    done = scene.published()
    assert done.unseen == ("migrations/0002_orders.sql",)
    assert scene.pull.reviews == []
    assert "dropped-column" in scene.ours()[0].body


def test_binary_files_stand_in_nobodys_way(github: StandIn) -> None:
    scene = make_scene(github, after={**AFTER, "logo.png": bytes(range(256)) * 40})
    assert scene.published().unseen == ()
    assert len(scene.our_threads()) == 3


def test_beyond_the_files_that_github_lists_nothing_is_guessed(github: StandIn) -> None:
    scene = make_scene(github, after={**AFTER, **{f"a/{number:04}.txt": f"{number}\n" for number in range(3001)}})
    done = scene.published()
    assert "migrations/0002_orders.sql" in done.unseen
    assert scene.pull.reviews == []
    assert len(scene.ours()) == 1


def test_line_ends_of_windows_do_not_shift_comments(github: StandIn) -> None:
    crlf = {path: text.replace("\n", "\r\n") for path, text in AFTER.items()}
    scene = make_scene(github, before={path: crlf[path] for path in BEFORE}, after=crlf)
    scene.published()
    assert {thread.line for thread in scene.our_threads()} == {3, 4, 6}


SCHEMA = 'import { bigint, pgTable, text } from "drizzle-orm/pg-core";\n\n'
TABLE = """export const {name} = pgTable("{name}", {{
  id: bigint("id", {{ mode: "number" }}).primaryKey(),
  {column}: text("{column}").notNull(),
}});
"""
USERS, TOKENS = TABLE.format(name="users", column="email"), TABLE.format(name="tokens", column="value")
DRIZZLE = {
    "drizzle.config.ts": 'export default { dialect: "postgresql", schema: "./src/*.ts" };\n',
    "package.json": '{"dependencies": {"drizzle-orm": "0.44.0"}}\n',
}


def drizzle_scene(github: StandIn, before: dict[str, str], after: dict[str, str]) -> Scene:
    scene = make_scene(github, before={**DRIZZLE, **before}, after={**DRIZZLE, **after})
    scene.config = Config()
    return scene


def test_what_a_deleted_file_declared_is_commented_on_the_left(github: StandIn) -> None:
    scene = drizzle_scene(github, {"src/users.ts": SCHEMA + USERS, "src/tokens.ts": SCHEMA + TOKENS}, {"src/users.ts": SCHEMA + USERS})
    scene.published()
    (thread,) = [thread for thread in scene.our_threads() if "dropped-table" in thread.comments[0].body]
    assert (thread.path, thread.original.side, thread.line) == ("src/tokens.ts", "LEFT", 3)


def test_a_drop_in_a_renamed_file_is_commented_under_the_new_name(github: StandIn) -> None:
    whole = SCHEMA + USERS + TOKENS
    fewer = whole.replace('  value: text("value").notNull(),\n', "")
    scene = drizzle_scene(github, {"src/schema.ts": whole}, {"src/tables.ts": fewer})
    scene.published()
    (thread,) = [thread for thread in scene.our_threads() if "dropped-column" in thread.comments[0].body]
    assert (thread.path, thread.original.side) == ("src/tables.ts", "LEFT")


def report(count: int, *, word: str = "wrong") -> CheckReport:
    annotations = tuple(Annotation("a.sql", line, line, "warning", "rule", f"{word} {line}") for line in range(1, count + 1))
    return CheckReport(f"{count} warnings", "summary", annotations)


def test_annotations_are_sent_in_pages(scene: Scene) -> None:
    check = start_check(scene.client, scene.shop.full_name, scene.pull.head)
    assert check
    finish_check(scene.client, check, report(120), Conclusion.SUCCESS)
    (run,) = scene.shop.check_runs()
    assert [entry["message"] for entry in run.annotations] == [f"wrong {line}" for line in range(1, 121)]
    assert (run.status, run.conclusion) == ("completed", "success")


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_page_whose_answer_was_lost_is_not_appended_twice(scene: Scene, page: int) -> None:
    check = start_check(scene.client, scene.shop.full_name, scene.pull.head)
    assert check
    scene.github.faults.lose("PATCH", CHECKS, nth=page)
    finish_check(scene.client, check, report(120), Conclusion.SUCCESS)
    (run,) = scene.shop.check_runs()
    assert len(run.annotations) == 120
    assert run.status == "completed"


def test_a_run_that_was_killed_between_two_pages_is_taken_up_again(scene: Scene) -> None:
    check = start_check(scene.client, scene.shop.full_name, scene.pull.head)
    assert check
    scene.github.faults.refuse("PATCH", CHECKS, nth=2, times=None)
    with pytest.raises(ForgeError):
        finish_check(scene.client, check, report(120), Conclusion.SUCCESS)
    scene.github.faults.clear()
    again = start_check(scene.client, scene.shop.full_name, scene.pull.head)
    assert again == check
    finish_check(scene.client, again, report(120), Conclusion.SUCCESS)
    (run,) = scene.shop.check_runs()
    assert len(run.annotations) == 120


def test_annotations_of_another_reading_are_left_behind(scene: Scene) -> None:
    check = start_check(scene.client, scene.shop.full_name, scene.pull.head)
    assert check
    scene.github.faults.refuse("PATCH", CHECKS, nth=2, times=None)
    with pytest.raises(ForgeError):
        finish_check(scene.client, check, report(60, word="old"), Conclusion.SUCCESS)
    scene.github.faults.clear()
    again = start_check(scene.client, scene.shop.full_name, scene.pull.head)
    assert again
    finish_check(scene.client, again, report(60), Conclusion.SUCCESS)
    old, new = scene.shop.check_runs()
    assert old.conclusion == "cancelled"
    assert [entry["message"] for entry in new.annotations] == [f"wrong {line}" for line in range(1, 61)]


def test_without_the_permission_there_is_no_check_run(github: StandIn) -> None:
    scene = make_scene(github, contents="read", pull_requests="write")
    assert start_check(scene.client, scene.shop.full_name, scene.pull.head) is None
    scene.published()
    assert len(scene.ours()) == 1


SECOND = {**BEFORE, "migrations/0002_orders.sql": ORDERS + INDEX + DROP + "ALTER TABLE users DROP COLUMN email;\n"}


def first_push(github: StandIn) -> Scene:
    return make_scene(github)


def second_push(github: StandIn) -> Scene:
    """One finding mended, another added, a reply and a tick in between."""
    scene = make_scene(github)
    scene.published()
    comment = scene.ours()[0]
    line = next(line for line in comment.body.splitlines() if line.startswith("- [ ]"))
    scene.pull.tick(comment, line[6:60])
    scene.our_threads()[0].reply("dev", "is this so?")
    scene.pull.push(SECOND)
    return scene


def cleared(github: StandIn) -> Scene:
    scene = make_scene(github)
    scene.published()
    scene.pull.push(CLEAN)
    return scene


SITUATIONS = (first_push, second_push, cleared)


@cache
def calm_run(situation: Callable[[StandIn], Scene]) -> tuple[dict[str, object], int]:
    """What people see after an undisturbed run, and how many requests it took."""
    with StandIn(clock=noon) as github:
        scene = situation(github)
        before = len(github.requests)
        scene.published()
        return state(scene), len(github.requests) - before


def noon() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(50))
def test_killed_anywhere_and_run_again_people_see_what_a_calm_run_leaves(contract_if_any: Any, seed: int) -> None:
    """From some request on nothing reaches GitHub, and answers before it were lost: what it sees of a killed process."""
    draw = random.Random(seed)
    situation = SITUATIONS[seed % len(SITUATIONS)]
    calm, requests = calm_run(situation)
    with StandIn(contract_if_any, clock=noon) as github:
        scene = situation(github)
        found = scene.reviewed()
        for method in draw.sample(("POST", "PATCH"), draw.randint(0, 2)):
            github.faults.lose(method, "/repos/*", nth=draw.randint(1, 3))
        github.faults.stop_at(draw.randint(1, requests), applied=draw.random() < 0.5)
        with suppress(ForgeError):
            scene.published(found)
        github.faults.clear()
        scene.published(found)
        assert state(scene) == calm
        said = [
            fingerprint for thread in scene.shown_threads() for fingerprint in re.findall(r"[0-9a-f]{16}(?=:)", thread.comments[0].body)
        ]
        assert len(said) == len(set(said))
        assert len(scene.ours()) == 1
