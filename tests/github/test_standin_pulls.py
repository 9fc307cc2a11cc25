"""The stand-in's pull requests: their files, refs and branches are as on GitHub."""

from typing import Any

import pytest

from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.asking import Asking

LINES = "".join(f"line {number}\n" for number in range(1, 31))


@pytest.fixture
def ask(github: StandIn, shop: Repository) -> Asking:
    return Asking(github, shop.token("github-actions[bot]", contents="read", pull_requests="read"))


def opened(shop: Repository, before: Any, after: Any) -> PullRequest:
    shop.commit("main", before)
    shop.commit("change", after)
    return shop.open_pull(head="change")


def files(ask: Asking, pull: PullRequest) -> dict[str, Any]:
    return {file["filename"]: file for file in ask.pages(f"/repos/octo/shop/pulls/{pull.number}/files")}


def test_a_pull_request_names_both_ends(ask: Asking, shop: Repository) -> None:
    pull = opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    told = ask("GET", "/repos/octo/shop/pulls/1").json()
    assert (told["head"]["sha"], told["base"]["sha"]) == (pull.head, shop.branch("main"))
    assert (told["changed_files"], told["additions"], told["deletions"], told["commits"]) == (1, 1, 1, 1)
    assert told["mergeable"] is True


def test_the_four_ways_a_file_can_change(ask: Asking, shop: Repository) -> None:
    before = {"kept.sql": LINES, "gone.sql": "x\n", "old.sql": LINES.replace("line", "row")}
    after = {"kept.sql": LINES.replace("line 5\n", "line five\n"), "new.sql": "y\n", "newer.sql": LINES.replace("line", "row")}
    told = files(ask, opened(shop, before, after))
    assert {name: file["status"] for name, file in told.items()} == {
        "kept.sql": "modified",
        "gone.sql": "removed",
        "new.sql": "added",
        "newer.sql": "renamed",
    }
    assert told["newer.sql"]["previous_filename"] == "old.sql"
    assert "patch" not in told["newer.sql"]


def test_a_patch_has_the_hunks_without_headers_and_without_a_last_line_break(ask: Asking, shop: Repository) -> None:
    told = files(ask, opened(shop, {"a.sql": "a\nb\n"}, {"a.sql": "a\nc"}))
    assert told["a.sql"]["patch"] == "@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline at end of file"


def test_a_patch_keeps_carriage_returns_and_other_line_ends(ask: Asking, shop: Repository) -> None:
    told = files(ask, opened(shop, {"a.sql": "a\r\n"}, {"a.sql": "a\r\nb\u2028c\r\n"}))
    assert told["a.sql"]["patch"] == "@@ -1 +1,2 @@\n a\r\n+b\u2028c\r"


def test_names_are_told_as_they_are(ask: Asking, shop: Repository) -> None:
    names = ["주문 테이블.sql", 'a "quoted" name.sql', "tab\there.sql", "a/b/deep.sql", "diff --git a/x b/x"]
    told = files(ask, opened(shop, {}, dict.fromkeys(names, "x\n")))
    assert sorted(told) == sorted(names)
    assert {file["patch"] for file in told.values()} == {"@@ -0,0 +1 @@\n+x"}


def test_a_binary_file_has_no_patch(ask: Asking, shop: Repository) -> None:
    told = files(ask, opened(shop, {"a.bin": b"\0\1"}, {"a.bin": b"\0\2"}))
    assert "patch" not in told["a.bin"]
    assert told["a.bin"]["status"] == "modified"


def test_a_file_that_became_a_link_has_no_patch_and_mixes_up_no_other(ask: Asking, shop: Repository) -> None:
    told = files(ask, opened(shop, {"a": "x\n", "b": "x\n"}, {"a": ("120000", b"b"), "b": "y\n"}))
    assert (told["a"]["status"], "patch" in told["a"]) == ("changed", False)
    assert told["b"]["patch"] == "@@ -1 +1 @@\n-x\n+y"


def test_a_file_with_too_many_lines_has_no_patch(ask: Asking, shop: Repository) -> None:
    told = files(ask, opened(shop, {}, {"large.sql": "x\n" * 20_001, "small.sql": "x\n"}))
    assert "patch" not in told["large.sql"]
    assert told["large.sql"]["additions"] == 20_001


def test_a_file_that_is_too_large_has_no_patch(ask: Asking, shop: Repository) -> None:
    assert "patch" not in files(ask, opened(shop, {}, {"wide.sql": "x" * 500_001}))["wide.sql"]


def test_after_300_files_no_patch_is_shown_and_after_3000_no_file(ask: Asking, shop: Repository) -> None:
    pull = opened(shop, {}, {f"{number:04}.sql": "x\n" for number in range(3_001)})
    told = list(files(ask, pull).values())
    assert len(told) == 3_000
    assert ["patch" in file for file in told[299:301]] == [True, False]


def test_pages_hold_thirty_rows_unless_told_and_a_hundred_at_most(ask: Asking, shop: Repository) -> None:
    opened(shop, {}, {f"{number}.sql": "x\n" for number in range(120)})
    sizes = [
        len(ask("GET", "/repos/octo/shop/pulls/1/files", **query).json())
        for query in ({}, {"per_page": "100"}, {"per_page": "100", "page": "2"})
    ]
    assert sizes == [30, 100, 20]


def test_links_lead_to_the_other_pages_by_the_repositorys_id(ask: Asking, shop: Repository) -> None:
    opened(shop, {}, {f"{number}.sql": "x\n" for number in range(5)})
    first = ask("GET", "/repos/octo/shop/pulls/1/files", per_page="2")
    assert {*first.links} == {"next", "last"}
    assert f"/repositories/{shop.id}/pulls/1/files?" in first.links["next"]["url"]
    last = ask("GET", first.links["last"]["url"])
    assert {*last.links} == {"prev", "first"}
    assert len(last.json()) == 1


def test_the_diff_begins_at_the_merge_base(ask: Asking, shop: Repository) -> None:
    pull = opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    shop.commit("main", {"a.sql": "a\n", "other.sql": "x\n"})
    assert list(files(ask, pull)) == ["a.sql"]


def test_a_push_moves_the_head_and_its_refs(shop: Repository) -> None:
    pull = opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    head = shop.push("change", {"a.sql": "c\n"})
    assert pull.head == head == shop.bare.resolve("refs/pull/1/head")
    merge = shop.bare.commit(shop.bare.resolve("refs/pull/1/merge") or "")
    assert merge.parents == (shop.branch("main"), head)


def test_a_force_push_leaves_the_old_commit_readable_by_its_id(ask: Asking, shop: Repository) -> None:
    pull = opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    old, new = pull.head, shop.force_push("change", {"a.sql": "c\n"})
    assert shop.bare.commit(new).parents == (shop.branch("main"),)
    assert ask("GET", f"/repos/octo/shop/commits/{old}").json()["sha"] == old
    assert [commit["sha"] for commit in ask("GET", "/repos/octo/shop/pulls/1/commits").json()] == [new]


def test_a_conflict_leaves_the_merge_ref_and_says_so(ask: Asking, shop: Repository) -> None:
    opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    merge = shop.bare.resolve("refs/pull/1/merge")
    shop.commit("main", {"a.sql": "c\n"})
    told = ask("GET", "/repos/octo/shop/pulls/1").json()
    assert (told["mergeable"], told["mergeable_state"]) == (False, "dirty")
    assert shop.bare.resolve("refs/pull/1/merge") == merge


def test_a_forks_pull_request_is_of_another_repository(ask: Asking, shop: Repository) -> None:
    shop.commit("main", {"a.sql": "a\n"})
    shop.commit("change", {"a.sql": "b\n"})
    pull = shop.open_pull(head="change", fork_of="eve")
    told = ask("GET", "/repos/octo/shop/pulls/1").json()
    assert (told["head"]["repo"]["full_name"], told["head"]["label"], told["user"]["login"]) == ("eve/shop", "eve:change", "eve")
    assert told["head"]["repo"]["fork"]
    assert "change" not in shop.bare.branches()
    assert shop.bare.resolve("refs/pull/1/head") == pull.head
    assert list(files(ask, pull)) == ["a.sql"]


def test_a_push_to_the_fork_moves_the_pull_request(shop: Repository) -> None:
    shop.commit("change", {"a.sql": "b\n"})
    pull = shop.open_pull(head="change", fork_of="eve")
    head = pull.push({"a.sql": "c\n"})
    assert shop.bare.resolve("refs/pull/1/head") == pull.head == head


def test_a_merged_pull_request_is_closed_and_its_base_has_the_commit(ask: Asking, shop: Repository) -> None:
    pull = opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    merge = pull.merge()
    told = ask("GET", "/repos/octo/shop/pulls/1").json()
    assert (told["state"], told["merged"], told["merge_commit_sha"]) == ("closed", True, merge)
    assert shop.branch("main") == merge


def test_the_merge_queue_makes_a_branch_of_its_own(shop: Repository) -> None:
    pull = opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    base = shop.branch("main")
    sha = shop.enqueue(pull)
    assert shop.branch(f"gh-readonly-queue/main/pr-1-{base}") == sha
    assert shop.bare.commit(sha).parents == (base, pull.head)


def test_the_same_story_gives_the_same_commit_ids() -> None:
    heads = []
    for _ in range(2):
        with StandIn() as github:
            heads.append(opened(github.repository("octo/shop"), {"a.sql": "a\n"}, {"a.sql": "b\n"}).head)
    assert heads[0] == heads[1]


def test_comparing_two_commits_tells_their_merge_base(ask: Asking, shop: Repository) -> None:
    pull = opened(shop, {"a.sql": "a\n"}, {"a.sql": "b\n"})
    base = shop.branch("main")
    ahead = shop.commit("main", {"a.sql": "a\n", "b.sql": "b\n"})
    told = ask("GET", f"/repos/octo/shop/compare/{ahead}...{pull.head}").json()
    assert told["merge_base_commit"]["sha"] == base
    assert (told["status"], told["ahead_by"], told["behind_by"]) == ("diverged", 1, 1)
    assert [file["filename"] for file in told["files"]] == ["a.sql"]


def test_comparing_names_branches_of_forks_too(ask: Asking, shop: Repository) -> None:
    shop.commit("change", {"a.sql": "b\n"})
    pull = shop.open_pull(head="change", fork_of="eve")
    assert ask("GET", "/repos/octo/shop/compare/main...eve:change").json()["commits"][0]["sha"] == pull.head
    assert ask("GET", "/repos/octo/shop/compare/main...nobody:change").status_code == 404


def test_a_comparison_tells_300_files_at_most(ask: Asking, shop: Repository) -> None:
    pull = opened(shop, {}, {f"{number}.sql": "x\n" for number in range(301)})
    assert len(ask("GET", f"/repos/octo/shop/compare/main...{pull.head}").json()["files"]) == 300


def test_a_commit_that_is_not_there_is_422_and_a_pull_request_404(ask: Asking) -> None:
    assert ask("GET", f"/repos/octo/shop/commits/{'0' * 40}").status_code == 422
    assert ask("GET", "/repos/octo/shop/pulls/99").status_code == 404


def test_trees_and_contents_are_those_of_the_commit(ask: Asking, shop: Repository) -> None:
    shop.commit("main", {"db/a.sql": "select 1;\n", "db/link": ("120000", b"a.sql"), "README.md": "x"})
    tree = ask("GET", "/repos/octo/shop/git/trees/main", recursive="1").json()["tree"]
    assert {(entry["path"], entry["mode"]) for entry in tree} >= {("db", "040000"), ("db/a.sql", "100644"), ("db/link", "120000")}
    file = ask("GET", "/repos/octo/shop/contents/db/a.sql").json()
    assert (file["content"], file["encoding"]) == ("c2VsZWN0IDE7Cg==\n", "base64")
    assert [entry["name"] for entry in ask("GET", "/repos/octo/shop/contents/db").json()] == ["a.sql", "link"]
    assert ask("GET", "/repos/octo/shop/contents/nothing").status_code == 404
