"""The whole story: what a run writes to GitHub, and what it leaves behind."""

import pytest

from tests.action.conftest import AFTER, CLEAN, MAY_WRITE


def written(github) -> list[tuple[str, str]]:
    return [(request.method, request.path) for request in github.writes]


def test_a_pull_request_gets_its_comment_its_inline_comments_and_its_check_run(place, pull):
    done = place.review(pull)
    (comment,) = pull.comments
    assert done.code == 1, done.printed
    assert comment.body.startswith("### 🔴 Schema review: ")
    assert {thread.path for thread in pull.threads} == {"migrations/0002_orders.sql", "migrations/0003_drop.sql"}
    check = place.check(pull.head)
    assert (check.name, check.status, check.conclusion) == ("Schema review", "completed", "failure")
    assert check.details_url == f"{place.github.server_url}/octo/shop/actions/runs/4711"
    assert done.outputs["comment-url"] == f"{pull.url}#issuecomment-{comment.id}"


def test_the_outputs_say_what_was_found(place, pull):
    outputs = place.review(pull).outputs
    assert outputs.pop("comment-url")
    assert outputs == {
        "conclusion": "failure",
        "errors": "1",
        "warnings": "1",
        "notes": "0",
        "destructive": "true",
        "degraded": "false",
        "head-sha": pull.head,
        "base-sha": place.shop.branch("main"),
    }


def test_the_same_event_twice_writes_only_the_check_run_again(place, pull):
    place.review(pull)
    before = len(place.github.writes)
    place.review(pull)
    assert {path.rpartition("/")[0] or path for _, path in written(place.github)[before:]} == {
        "/repos/octo/shop",
        "/repos/octo/shop/check-runs",
    }
    assert len(pull.comments) == 1


def test_what_main_did_since_is_not_the_pull_requests(place, pull):
    done = place.review(pull)
    assert "NOTES.md" not in done.printed + done.summary + pull.comments[0].body


def test_one_line_says_where_the_time_went(place, pull):
    last = place.review(pull).printed.splitlines()[-1]
    assert [part.split()[0] for part in last.split(" · ")] == ["read", "fetch", "review", "publish", "all"]


def test_a_pull_request_without_schema_files_succeeds_without_a_word(place, shop):
    shop.commit("words", {**AFTER, "README.md": "Words.\n"}, "Words", onto=shop.commit("main", AFTER))
    pull = shop.open_pull(head="words")
    done = place.review(pull)
    assert (done.code, done.outputs["conclusion"], done.outputs["degraded"]) == (0, "success", "false")
    assert not [*pull.comments, *pull.threads, *done.said]
    assert place.check(pull.head).conclusion == "success"


def test_a_clean_pull_request_gets_no_comment(place, clean_pull):
    done = place.review(clean_pull)
    assert (done.code, done.outputs["conclusion"]) == (0, "success"), done.printed
    assert not clean_pull.comments


def test_one_that_became_clean_gets_its_comment_edited(place, pull):
    place.review(pull)
    (before,) = [comment.id for comment in pull.comments]
    head = pull.push(CLEAN)
    place.git("fetch", "--quiet", "--depth=1", "origin", head)
    assert place.review(pull, "synchronize").code == 0
    (comment,) = pull.comments
    assert comment.id == before
    assert "all clear" in comment.body.splitlines()[0]


@pytest.mark.parametrize(
    ("inputs", "comments", "threads"),
    [({"comment": "never"}, 0, 2), ({"inline": "false"}, 1, 0), ({"comment": "never", "inline": "false"}, 0, 0)],
)
def test_inputs_choose_what_is_posted(place, pull, inputs, comments, threads):
    done = place.review(pull, **inputs)
    assert (len(pull.comments), len(pull.threads)) == (comments, threads)
    assert done.outputs["degraded"] == "false"


def test_a_comment_may_be_wanted_always(place, clean_pull):
    place.review(clean_pull, comment="always")
    assert len(clean_pull.comments) == 1


def test_two_keys_keep_two_comments_and_two_check_runs(place, pull):
    for key in ("api", "shop", "api"):
        place.review(pull, comment_key=key)
    assert len(pull.comments) == 2
    assert {run.name for run in place.shop.check_runs(pull.head)} == {"Schema review (api)", "Schema review (shop)"}


def test_the_verdict_follows_fail_on(place, pull):
    done = place.review(pull, fail_on="never")
    assert (done.code, done.outputs["conclusion"], place.check(pull.head).conclusion) == (0, "success", "success")


def test_one_project_alone_may_be_reviewed(place, pull):
    done = place.review(pull, project="shop")
    assert done.code == 2
    assert "project shop: no such project" in done.printed


@pytest.mark.parametrize(
    ("title", "inputs", "words"),
    [
        ("Orders", {"language": "ko"}, "테이블"),
        ("주문 테이블을 추가합니다", {}, "테이블"),
        ("주문 테이블을 추가합니다", {"language": "en"}, "table"),
        ("Orders", {"language": "both"}, "<summary>한국어</summary>"),
    ],
)
def test_the_language_is_the_inputs_or_the_pull_requests(place, pull, title, inputs, words):
    pull.edit(title=title, body="")
    done = place.review(pull, **inputs)
    assert words in pull.comments[0].body
    assert words in done.summary


def test_the_files_are_written_and_named(place, pull):
    done = place.review(pull, sarif_file="out/review.sarif", json_file="review.json", report_file="review.md")
    files = {
        name: place.workspace / path for name, path in (("sarif", "out/review.sarif"), ("json", "review.json"), ("report", "review.md"))
    }
    assert {name: done.outputs[name] for name in files} == {name: str(path) for name, path in files.items()}
    assert '"version": "2.1.0"' in files["sarif"].read_text("utf-8")
    assert '"rule": "dropped-column"' in files["json"].read_text("utf-8")
    assert files["report"].read_text("utf-8") == done.summary


def test_neither_summary_nor_report_has_our_markers(place, pull):
    done = place.review(pull)
    assert "<!-- s" in pull.comments[0].body
    assert "<!-- s" not in done.summary


def test_a_rule_is_linked_to_the_page_of_the_action_that_runs(place, pull):
    place.environment = {"ACTION_REPOSITORY": "tools/schema-review-bot", "ACTION_REF": "v1"}
    place.review(pull)
    page = f"{place.github.server_url}/tools/schema-review-bot/blob/v1/rules/destructive/dropped_column.md"
    assert page in pull.comments[0].body + pull.threads[-1].comments[0].body + pull.threads[0].comments[0].body


def test_a_dry_run_writes_nothing_and_prints_what_it_would(place, pull):
    done = place.review(pull, dry_run="true")
    assert not place.github.writes
    assert (done.code, done.outputs["conclusion"], done.outputs["degraded"]) == (1, "failure", "false")
    assert "### 🔴 Schema review: " in done.printed
    assert "migrations/0003_drop.sql:1 (RIGHT)" in done.printed
    assert "`dry-run`" in done.said[-1]


def test_a_dry_run_needs_no_token(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge", depth=None)
    done = place.review(pull, token="", dry_run="true")
    assert not place.github.requests
    assert "### 🔴 Schema review: " in done.printed


def test_what_is_printed_of_a_comment_is_no_command(place, pull):
    done = place.review(pull, dry_run="true")
    opened = [line for line in done.printed.splitlines() if line.startswith("::stop-commands::")]
    words = [line.removeprefix("::stop-commands::") for line in opened]
    assert len(set(words)) == len(words) >= 2
    assert all(f"\n::{word}::\n" in done.printed for word in words)


def test_a_head_that_moves_meanwhile_leaves_only_a_cancelled_check_run(place, pull):
    head = pull.head
    place.check_out(f"refs/pull/{pull.number}/merge")

    def move(request, phase):
        if phase == "after" and "/compare/" in request.path:
            pull.push(CLEAN)

    place.github.faults.on_request = move
    done = place.review(pull)
    assert (done.code, done.outputs["conclusion"], done.outputs["errors"]) == (0, "skipped", "0")
    check = place.check(head)
    assert (check.conclusion, check.title.split(":")[0]) == ("cancelled", f"superseded by `{pull.head[:7]}`")
    assert not [*pull.comments, *pull.threads]


def test_what_is_merged_already_is_not_reviewed_again(place, pull):
    place.review(pull)
    body = pull.comments[0].body
    event = pull.event("synchronize")
    pull.merge()
    place.git("fetch", "--quiet", "--depth=1", "origin", "main")
    event["pull_request"]["base"]["sha"] = place.shop.branch("main")
    done = place.run("pull_request", event, token=pull.workflow_token(**MAY_WRITE), base=place.shop.branch("main"))
    assert (done.code, done.outputs["conclusion"]) == (0, "success"), done.printed
    assert "nothing to review" in done.said[-1]
    assert pull.comments[0].body == body


def test_a_closed_pull_request_is_left_alone(place, pull):
    pull.close()
    done = place.review(pull, "closed")
    assert (done.code, done.outputs["conclusion"]) == (0, "skipped")
    assert not place.github.requests
    assert "closed" in done.summary
