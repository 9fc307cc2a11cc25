"""The stand-in serves its repositories to git as GitHub does: over smart HTTP, in parts, for reading only."""

import base64
import os
import subprocess
from pathlib import Path

import pytest

from tests.github.standin import Repository, StandIn

CONTENT = {"db/a.sql": "create table a ();\n", "db/b.sql": "create table b ();\n"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's git settings."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")
    return tmp_path


def git(folder: Path, *arguments: str, token: str | None = None) -> subprocess.CompletedProcess[str]:
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    header = ("-c", f"http.extraHeader=Authorization: Basic {secret}") if token else ()
    identity = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    return subprocess.run(["git", *identity, *header, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def missing(folder: Path) -> set[str]:
    """The ids of the objects that a partial clone knows of and does not have."""
    listed = git(folder, "rev-list", "--objects", "--missing=print", "--all").stdout.split()
    return {word[1:] for word in listed if word.startswith("?")}


def test_a_clone_has_the_files(home: Path, shop: Repository) -> None:
    shop.commit("main", CONTENT)
    done = git(home, "clone", "--quiet", shop.clone_url, "copy")
    assert (done.returncode, done.stderr) == (0, "")
    assert (home / "copy" / "db" / "a.sql").read_text() == CONTENT["db/a.sql"]


def test_a_partial_clone_leaves_the_files_out_and_fetches_them_by_id(home: Path, shop: Repository) -> None:
    shop.commit("main", CONTENT)
    assert git(home, "clone", "--quiet", "--depth=1", "--filter=blob:none", "--no-checkout", shop.clone_url, "copy").returncode == 0
    blobs = missing(home / "copy")
    assert len(blobs) == 2
    wanted = subprocess.run(
        [
            "git",
            "-c",
            "fetch.negotiationAlgorithm=noop",
            "fetch",
            "--quiet",
            "origin",
            "--no-tags",
            "--no-write-fetch-head",
            "--filter=blob:none",
            "--stdin",
        ],
        cwd=home / "copy",
        input="\n".join(blobs),
        text=True,
        capture_output=True,
        check=False,
    )
    assert (wanted.returncode, wanted.stderr) == (0, "")
    assert not missing(home / "copy")


def test_any_commit_is_fetched_by_its_id_also_one_that_was_pushed_over(home: Path, shop: Repository) -> None:
    old = shop.commit("change", CONTENT)
    pull = shop.open_pull(head="change")
    new = pull.force_push({"c.sql": "select 1;\n"})
    git(home, "init", "--quiet")
    for sha in (old, new):
        assert git(home, "fetch", "--quiet", "--depth=1", shop.clone_url, sha).returncode == 0
        assert git(home, "rev-parse", "FETCH_HEAD").stdout.strip() == sha


def test_both_refs_of_a_pull_request_are_there_a_forks_too(home: Path, shop: Repository) -> None:
    shop.commit("change", CONTENT)
    pull = shop.open_pull(head="change", fork_of="eve")
    told = git(home, "ls-remote", shop.clone_url).stdout.splitlines()
    assert f"{pull.head}\trefs/pull/1/head" in told
    assert f"{pull.test_merge}\trefs/pull/1/merge" in told
    assert git(home, "ls-remote", pull.head_repository.clone_url, "refs/heads/change").stdout.startswith(pull.head)


def test_a_shallow_clone_can_be_deepened(home: Path, shop: Repository) -> None:
    for number in range(5):
        shop.commit("main", {"a.sql": str(number)})
    git(home, "clone", "--quiet", "--depth=1", shop.clone_url, "copy")
    assert git(home / "copy", "rev-list", "--count", "HEAD").stdout.strip() == "1"
    assert git(home / "copy", "fetch", "--quiet", "--deepen=2").returncode == 0
    assert git(home / "copy", "rev-list", "--count", "HEAD").stdout.strip() == "3"


def test_the_old_protocol_works_as_well(home: Path, shop: Repository) -> None:
    sha = shop.commit("main", CONTENT)
    git(home, "init", "--quiet")
    assert git(home, "-c", "protocol.version=0", "fetch", "--quiet", "--depth=1", "--filter=blob:none", shop.clone_url, sha).returncode == 0


def test_nothing_can_be_pushed(home: Path, shop: Repository) -> None:
    git(home, "clone", "--quiet", shop.clone_url, "copy")
    git(home / "copy", "commit", "--quiet", "--allow-empty", "--message=x")
    before = shop.branch("main")
    done = git(home / "copy", "push", "origin", "HEAD:main", token=shop.token("dev", contents="write"))
    assert done.returncode
    assert "403" in done.stderr
    assert shop.branch("main") == before


def test_a_private_repository_wants_a_token_that_may_read_contents(home: Path, github: StandIn) -> None:
    vault = github.repository("octo/vault", private=True)
    vault.commit("main", CONTENT)
    good, weak = vault.token("github-actions[bot]", contents="read"), vault.token("github-actions[bot]", pull_requests="read")
    other = github.repository("octo/shop").token("github-actions[bot]", contents="read")
    assert git(home, "ls-remote", vault.clone_url, token=good).returncode == 0
    for token in (None, weak, other):
        assert git(home, "ls-remote", vault.clone_url, token=token).returncode


def test_a_wrong_token_is_refused_by_a_public_repository_too(home: Path, shop: Repository) -> None:
    assert git(home, "ls-remote", shop.clone_url).returncode == 0
    assert git(home, "ls-remote", shop.clone_url, token="ghs_wrong").returncode


def test_what_git_asks_is_recorded_apart(home: Path, github: StandIn, shop: Repository) -> None:
    git(home, "ls-remote", shop.clone_url, token=shop.token("github-actions[bot]"))
    assert not github.requests
    assert {(request.path, request.login) for request in github.git_requests} == {
        ("/octo/shop.git/info/refs", "github-actions[bot]"),
        ("/octo/shop.git/git-upload-pack", "github-actions[bot]"),
    }


def test_a_repository_may_come_from_a_folder(tmp_path: Path, shop: Repository) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "a.sql").write_text("select 1;\n")
    sha = shop.commit("main", tmp_path)
    assert [entry.path for entry in shop.bare.list_tree(sha, recursive=True)] == ["db", "db/a.sql"]
