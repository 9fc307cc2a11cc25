import os
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.sources import commit_tree, fetch_commits, has_commit, is_shallow, open_cache, remote_commit

GITHUB = "https://github.com"


@pytest.fixture
def origin(git, repository) -> Path:
    """A remote whose `main` has three commits, and one more on `topic`; it serves any commit by its id, as GitHub does."""
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(repository, "config", "uploadpack.allowFilter", "true")
    for number in (2, 3):
        add(git, repository, f"file {number}")
    git(repository, "checkout", "--quiet", "-b", "topic", "main~1")
    add(git, repository, "topic.sql")
    git(repository, "checkout", "--quiet", "main")
    return repository


def add(git, repository: Path, name: str) -> None:
    (repository / name).write_text(name)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", f"--message={name}")


def clone(git, origin: Path, tmp_path: Path, *options: str) -> Path:
    git(tmp_path, "clone", "--quiet", *options, f"file://{origin}", "checkout")
    return tmp_path / "checkout"


def ids(git, origin: Path, *names: str) -> tuple[str, ...]:
    return tuple(git(origin, "rev-parse", name) for name in names)


def fetch(checkout: Path, *wanted: str, token: str | None = None, server: str = GITHUB) -> None:
    fetch_commits(checkout, wanted, token=token, server=server)


def test_a_shallow_checkout_gets_the_commits_and_not_their_history(git, origin, tmp_path):
    checkout = clone(git, origin, tmp_path, "--depth=1")
    tip, topic, first = ids(git, origin, "main", "topic", "main~2")
    fetch(checkout, tip, topic)
    assert has_commit(checkout, topic)
    assert not has_commit(checkout, first)
    assert is_shallow(checkout)
    assert commit_tree(checkout, topic).read("topic.sql") == b"topic.sql"


def test_a_whole_clone_stays_whole(git, origin, tmp_path):
    checkout = clone(git, origin, tmp_path, "--single-branch", "--branch=main")
    (topic,) = ids(git, origin, "topic")
    fetch(checkout, topic)
    assert not is_shallow(checkout)
    assert git(checkout, "merge-base", "main", topic) == ids(git, origin, "main~1")[0]


def test_what_is_there_is_not_asked_for(git, origin, tmp_path):
    checkout = clone(git, origin, tmp_path)
    wanted = ids(git, origin, "main", "main~1")
    git(checkout, "remote", "set-url", "origin", f"file://{tmp_path}/gone")
    fetch(checkout, *wanted)


def test_nothing_but_objects_is_written(git, origin, tmp_path):
    checkout = clone(git, origin, tmp_path, "--depth=1")
    trap = tmp_path / "trap"
    hook = checkout / ".git" / "hooks" / "reference-transaction"
    hook.write_text(f"#!/bin/sh\ntouch {trap}\n")
    hook.chmod(0o755)
    before = git(checkout, "for-each-ref"), git(checkout, "status", "--porcelain")
    fetch(checkout, *ids(git, origin, "topic", "main~2"))
    assert (git(checkout, "for-each-ref"), git(checkout, "status", "--porcelain")) == before
    assert not (checkout / ".git" / "FETCH_HEAD").exists()
    assert not trap.exists()


@pytest.mark.parametrize("depth", ["--depth=1", "--depth=100"])
def test_a_clone_without_file_contents_gets_those_of_the_commits(git, origin, tmp_path, depth):
    checkout = clone(git, origin, tmp_path, depth, "--filter=blob:none", "--no-checkout")
    tip, topic = ids(git, origin, "main", "topic")
    fetch(checkout, tip, topic)
    trees = [commit_tree(checkout, commit) for commit in (tip, topic)]
    assert all(isinstance(tree.read(path), bytes) for tree in trees for path in tree.paths)


def test_a_commit_that_is_nowhere_is_said_with_the_remedy(git, origin, tmp_path):
    checkout = clone(git, origin, tmp_path, "--depth=1")
    with pytest.raises(SourceError, match=r"ffffffffffff: not in this checkout.*fetch-depth: 0"):
        fetch(checkout, "f" * 40)


@pytest.mark.parametrize("name", ["main", "--upload-pack=touch x", "HEAD", "a" * 39])
def test_only_full_ids_are_fetched(git, origin, tmp_path, name):
    checkout = clone(git, origin, tmp_path)
    with pytest.raises(SourceError, match="not a full commit id"):
        fetch(checkout, name)


def test_a_name_is_the_remotes_branch_tag_or_ref(git, origin, tmp_path):
    git(origin, "tag", "--annotate", "--message=x", "v1", "topic")
    git(origin, "update-ref", "refs/pull/7/head", "topic")
    checkout = clone(git, origin, tmp_path, "--depth=1")
    topic, tip = ids(git, origin, "topic", "main")
    found = {name: remote_commit(checkout, name, token=None, server=GITHUB) for name in ("topic", "v1", "refs/pull/7/head", "HEAD", "no")}
    assert found == {"topic": topic, "v1": topic, "refs/pull/7/head": topic, "HEAD": tip, "no": None}


@pytest.mark.parametrize("name", ["", "-x", "--upload-pack=touch x"])
def test_a_name_is_never_an_option(git, origin, tmp_path, name):
    assert remote_commit(clone(git, origin, tmp_path), name, token=None, server=GITHUB) is None


def test_a_cache_asks_nobody_but_its_origin_and_outlives_a_git_that_was_killed(git, tmp_path):
    cache = open_cache(tmp_path / "cache.git", f"{GITHUB}/octo/shop.git")
    assert git(cache, "config", "http.followRedirects").strip() == "false"
    lock = cache / "config.lock"
    lock.touch()
    # It may be of a git that still runs.
    with pytest.raises(SourceError, match="could not lock"):
        open_cache(cache, GITHUB)
    os.utime(lock, (0, 0))
    open_cache(cache, GITHUB)
    assert not lock.exists()
