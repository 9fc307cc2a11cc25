"""Which commits are compared, and how they come into the checkout."""

import pytest

from tests.action.conftest import AFTER, BEFORE, MAY_WRITE


def fetches(github) -> list[str | None]:
    """Who fetched objects, one entry a fetch."""
    return [request.login for request in github.git_requests if request.method == "GET" and request.path.endswith("/info/refs")]


def test_a_shallow_checkout_of_the_merge_fetches_its_commits_once(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge")
    before = len(fetches(place.github))
    done = place.review(pull)
    assert done.outputs["conclusion"] == "failure", done.printed
    assert fetches(place.github)[before:] == ["github-actions[bot]"]


def test_a_private_repository_is_fetched_with_the_token_where_the_checkout_kept_none(place, shop, pull):
    shop.private = True
    token = pull.workflow_token(**MAY_WRITE)
    place.check_out(f"refs/pull/{pull.number}/merge", token=token, persist=False)
    assert place.review(pull, token=token).outputs["conclusion"] == "failure"
    assert token not in place.git("config", "--list")


def test_credentials_of_the_checkout_are_not_doubled(place, shop, pull):
    shop.private = True
    token = pull.workflow_token(**MAY_WRITE)
    place.check_out(f"refs/pull/{pull.number}/merge", token=token, persist=True)
    # This one may read the API and not the contents: were it shown to git, it would be refused.
    other = shop.token("github-actions[bot]", pull_requests="write", metadata="read")
    done = place.review(pull, token=other)
    assert "could not be fetched" not in done.printed, done.printed


def test_a_whole_checkout_asks_nobody_for_commits(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge", depth=None)
    before = len(fetches(place.github))
    assert place.review(pull).outputs["conclusion"] == "failure"
    assert fetches(place.github)[before:] == []
    assert not [request for request in place.github.requests if "/compare/" in request.path]


@pytest.mark.parametrize("depth", [1, None])
def test_a_checkout_of_the_base_alone_gets_the_head(place, fork_pull, depth):
    place.check_out("refs/heads/main", depth=depth)
    event = fork_pull.event("opened")
    done = place.run("pull_request_target", event, token=fork_pull.workflow_token(trusted=True, **MAY_WRITE), sha=place.shop.branch("main"))
    assert done.outputs["conclusion"] == "failure", done.printed
    assert len(fork_pull.comments) == 1


def test_a_sparse_checkout_gets_the_files_it_left_out(place, pull):
    place.workspace.mkdir()
    place.git("init", "--quiet")
    place.git("remote", "add", "origin", place.shop.clone_url)
    place.git("fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", f"refs/pull/{pull.number}/merge")
    assert place.review(pull).outputs["conclusion"] == "failure"


def test_a_token_that_github_refuses_is_named_where_the_history_is_cut(place, pull):
    done = place.review(pull, token="ghs_nobodys")
    assert done.code == 2
    assert "fetch-depth: 0" in done.said[-1]
    assert "401 Bad credentials" in done.said[-1]


def test_a_shallow_checkout_without_a_token_names_the_remedy(place, pull):
    done = place.review(pull, token="")
    assert done.code == 2
    assert done.outputs["conclusion"] == "neutral"
    assert "fetch-depth: 0" in done.said[0]


def test_where_github_does_not_compare_the_history_that_is_there_is_asked(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge", depth=3)
    place.github.faults.status(404, "GET", "*/compare/*", times=None)
    done = place.review(pull)
    assert done.outputs["conclusion"] == "failure", done.printed


def test_a_workspace_without_a_checkout_is_told_what_to_add(place, pull):
    place.workspace.mkdir()
    done = place.review(pull)
    assert done.code == 2
    assert "add actions/checkout before this step" in done.said[0]
    assert place.check(pull.head).conclusion == "neutral"


def test_a_folder_that_is_not_there_is_said(place, pull):
    place.check_out("refs/heads/main")
    done = place.review(pull, working_directory=str(place.workspace / "nowhere"))
    assert (done.code, "working-directory" in done.said[0]) == (2, True)


def test_a_merge_group_gets_its_verdict_and_no_comment(place, shop, pull):
    head = shop.enqueue(pull)
    event = shop.merge_group_event(pull)
    place.check_out(event["merge_group"]["head_ref"])
    done = place.run("merge_group", event, token=shop.token("github-actions[bot]", **MAY_WRITE), sha=head)
    assert (done.code, done.outputs["conclusion"], done.outputs["head-sha"]) == (1, "failure", head)
    assert place.check(head).conclusion == "failure"
    assert not pull.comments


def test_a_push_is_compared_with_what_was_there_before(place, shop):
    before = shop.branch("main")
    head = shop.push("main", AFTER)
    place.check_out("refs/heads/main")
    done = place.run("push", shop.push_event("main"), token=shop.token("github-actions[bot]", **MAY_WRITE), sha=head)
    assert (done.code, done.outputs["base-sha"], done.outputs["head-sha"]) == (1, before, head), done.printed
    assert place.check(head).conclusion == "failure"


@pytest.mark.parametrize("depth", [1, None])
def test_the_first_push_of_a_branch_is_compared_with_the_default_branch(place, shop, depth):
    head = shop.commit("topic", AFTER)
    place.check_out("refs/heads/topic", depth=depth)
    event = shop.push_event("topic", before="0" * 40)
    done = place.run("push", event, token=shop.token("github-actions[bot]", **MAY_WRITE), sha=head)
    assert (done.outputs["base-sha"], done.outputs["conclusion"]) == (shop.branch("main"), "failure"), done.printed


def test_a_push_that_deletes_a_branch_concludes(place, shop):
    event = shop.push_event("main", before=shop.branch("main"), after="0" * 40)
    done = place.run("push", event, token=shop.token("github-actions[bot]", **MAY_WRITE))
    assert (done.code, done.outputs["conclusion"]) == (0, "success")
    assert "deleted" in done.summary


@pytest.mark.parametrize("name", ["workflow_dispatch", "schedule"])
def test_by_hand_the_branch_is_compared_with_the_default_branch(place, shop, name):
    head = shop.commit("topic", AFTER)
    place.check_out("refs/heads/topic")
    event = {**shop.dispatch_event(branch="topic"), "schedule": "0 3 * * *"}
    done = place.run(name, event, token=shop.token("github-actions[bot]", **MAY_WRITE), sha=head)
    assert (done.outputs["head-sha"], done.outputs["conclusion"]) == (head, "failure"), done.printed


def test_on_the_default_branch_itself_there_is_nothing_to_compare(place, shop):
    place.check_out("refs/heads/main")
    event, token = shop.dispatch_event(), shop.token("github-actions[bot]", **MAY_WRITE)
    done = place.run("workflow_dispatch", event, token=token, sha=shop.branch("main"))
    assert (done.code, done.outputs["conclusion"]) == (0, "success")
    assert place.check(shop.branch("main")).conclusion == "success"


@pytest.mark.parametrize("head", ["topic", "refs/heads/topic"])
def test_another_head_is_reviewed_and_nothing_is_written(place, shop, pull, head):
    shop.commit("topic", AFTER)
    place.check_out("refs/heads/main")
    done = place.review(pull, head=head)
    assert (done.code, done.outputs["conclusion"], done.outputs["head-sha"]) == (1, "failure", shop.branch("topic")), done.printed
    assert not place.github.writes
    assert "`head`" in done.said[-1]


def test_the_input_base_is_compared_with_and_the_comment_is_posted(place, shop, pull):
    release = shop.commit("release", {**BEFORE, "migrations/0002_orders.sql": AFTER["migrations/0002_orders.sql"]})
    done = place.review(pull, base="release")
    assert done.outputs["base-sha"] == release, done.printed
    assert len(pull.comments) == 1


@pytest.mark.parametrize("base", ["f" * 40, "nowhere", "--upload-pack=touch trap", "$(touch trap)", ""])
def test_a_base_that_is_nowhere_is_said(place, pull, base):
    done = place.review(pull, base=base)
    assert done.code == (1 if base == "" else 2)
    assert "Traceback" not in done.printed
    assert not list(place.folder.rglob("trap"))
