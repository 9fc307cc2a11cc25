import gc
import os
import time

import pytest

from bot.errors import SourceError
from bot.model import Unread, UnreadReason
from bot.sources import commit_tree
from bot.sources.git import MAX_FILE

ODD_NAMES = [
    "with space.sql",
    "quo\"te's.sql",
    "new\nline.sql",
    "tab\there.sql",
    "한글/스키마.sql",
    "-dash.sql",
    ":(top)x.sql",
    "a*b[c].sql",
    "back\\slash.sql",
]


def commit(git, repository) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=more")


def test_a_commit_is_its_files_sorted_by_path(git, repository):
    (repository / "db").mkdir()
    (repository / "db/b.ts").write_text("b")
    (repository / "a.ts").write_text("a")
    commit(git, repository)
    tree = commit_tree(repository, "HEAD")
    assert tree.paths == ("a.ts", "db/b.ts", "schema.sql")
    assert tree.read("db/b.ts") == b"b"
    assert tree.revision == git(repository, "rev-parse", "HEAD")
    assert tree.revision.startswith(tree.name)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_is_listed_and_read(git, repository, name):
    path = repository / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"content of {name}", newline="")
    commit(git, repository)
    tree = commit_tree(repository, "HEAD")
    assert name in tree.paths
    assert tree.read(name) == f"content of {name}".encode()


def test_a_name_that_is_not_utf8_is_shown_with_escapes_and_read(git, repository):
    (repository / os.fsdecode(b"caf\xe9.sql")).write_bytes(b"x")
    commit(git, repository)
    tree = commit_tree(repository, "HEAD")
    assert "caf\\xe9.sql" in tree.paths
    assert tree.read("caf\\xe9.sql") == b"x"


def test_links_submodules_and_large_files_are_unread(git, repository, tmp_path):
    (repository / "link.sql").symlink_to("/etc/passwd")
    (repository / "large.sql").write_bytes(b"x" * (MAX_FILE + 1))
    (repository / "just.sql").write_bytes(b"x" * MAX_FILE)
    (repository / "after.sql").write_text("after")
    git(repository, "submodule", "--quiet", "add", str(repository), "inner")
    commit(git, repository)
    tree = commit_tree(repository, "HEAD")
    assert tree.read("link.sql") == Unread(UnreadReason.LINK)
    assert tree.read("inner") == Unread(UnreadReason.SUBMODULE)
    assert tree.read("large.sql") == Unread(UnreadReason.TOO_LARGE, MAX_FILE + 1)
    assert len(tree.read("just.sql")) == MAX_FILE
    assert tree.read("after.sql") == b"after"
    assert tree.read("nowhere.sql") == Unread(UnreadReason.MISSING)


def test_contents_are_those_of_the_commit_not_of_the_work_tree(git, repository):
    (repository / ".gitattributes").write_text("*.sql text eol=crlf filter=shout\n")
    git(repository, "config", "filter.shout.smudge", "touch smudged; tr a-z A-Z")
    commit(git, repository)
    (repository / "schema.sql").write_text("changed")
    tree = commit_tree(repository, "HEAD")
    assert tree.read("schema.sql") == b"CREATE TABLE a (id int);\n"
    assert not (repository / "smudged").exists()


def test_nothing_of_the_repository_runs(git, repository):
    script = repository / "run.sh"
    script.write_text('#!/bin/sh\ntouch "$(dirname "$0")/ran"\n')
    script.chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "alias.ls-tree"):
        git(repository, "config", setting, str(script))
    hooks = repository / ".git/hooks"
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        (hooks / hook).write_text(script.read_text())
        (hooks / hook).chmod(0o755)
    from bot.sources import default_base, merge_base, worktree_tree  # noqa: PLC0415 # all of them at once, here only

    commit_tree(repository, "HEAD").read("schema.sql")
    worktree_tree(repository)
    merge_base(repository, default_base(repository, {}), "HEAD")
    assert not list(repository.rglob("ran"))


def test_a_repository_in_the_environment_does_not_win(git, repository, tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert commit_tree(repository, "main").paths == ("schema.sql",)


def test_a_bare_and_a_sha256_repository_are_read(git, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    git(source, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    (source / "a.sql").write_text("x")
    commit(git, source)
    git(tmp_path, "clone", "--quiet", "--bare", str(source), "bare.git")
    tree = commit_tree(tmp_path / "bare.git", "main")
    assert len(tree.revision) == 64
    assert tree.read("a.sql") == b"x"


@pytest.mark.parametrize("revision", ["nowhere", "", "--help", "-h", "0" * 40, "HEAD:schema.sql", "main\0x", "HEAD~5"])
def test_a_missing_commit_is_an_error_with_a_remedy(repository, revision):
    with pytest.raises(SourceError, match=r"no such commit.*git fetch"):
        commit_tree(repository, revision)


def test_a_commit_beyond_a_shallow_clone_says_how_to_get_it(git, repository, tmp_path):
    old = git(repository, "rev-parse", "HEAD")
    (repository / "b.sql").write_text("b")
    commit(git, repository)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "shallow")
    assert commit_tree(tmp_path / "shallow", "HEAD").read("b.sql") == b"b"
    with pytest.raises(SourceError, match="fetch-depth: 0"):
        commit_tree(tmp_path / "shallow", old)


def test_a_folder_of_no_repository_and_a_machine_without_git_are_said(repository, tmp_path, monkeypatch):
    with pytest.raises(SourceError, match="not a git repository"):
        commit_tree(tmp_path, "HEAD")
    with pytest.raises(SourceError, match="no such folder"):
        commit_tree(tmp_path / "nowhere", "HEAD")
    tree = commit_tree(repository, "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    for action in (lambda: commit_tree(repository, "HEAD"), lambda: tree.read("schema.sql")):
        with pytest.raises(SourceError, match="git is not installed"):
            action()


def test_an_object_that_a_partial_clone_lacks_is_missing(git, repository):
    blob = git(repository, "rev-parse", "HEAD:schema.sql")
    tree = commit_tree(repository, "HEAD")
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert tree.read("schema.sql") == Unread(UnreadReason.MISSING)


def test_a_file_is_read_from_git_once_and_its_process_ends_with_the_tree(git, repository):
    tree = commit_tree(repository, "HEAD")
    assert tree.read("schema.sql") is tree.read("schema.sql")
    process = tree.blobs.process
    assert process.poll() is None
    del tree
    gc.collect()
    assert process.poll() is not None


def test_five_hundred_files_are_read_quickly(git, repository):
    for number in range(500):
        (repository / f"file{number}.ts").write_text(f"export const a{number} = {number};\n")
    commit(git, repository)
    start = time.perf_counter()
    tree = commit_tree(repository, "HEAD")
    assert sum(len(tree.read(path)) for path in tree.paths) > 5000
    # A process for each file would take several seconds; the margin is for a busy machine.
    assert time.perf_counter() - start < 1.5
