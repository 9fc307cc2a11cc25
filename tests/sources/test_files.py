import os

import pytest

from bot.errors import SourceError
from bot.model import Unread, UnreadReason
from bot.sources import folder_tree, repository_root, worktree_tree
from bot.sources.git import MAX_FILE


def test_the_work_tree_is_tracked_and_new_files_without_ignored_and_deleted_ones(git, repository):
    (repository / ".gitignore").write_text("ignored/\n")
    (repository / "ignored").mkdir()
    (repository / "ignored/a.sql").write_text("x")
    (repository / "gone.sql").write_text("x")
    git(repository, "add", ".")
    (repository / "gone.sql").unlink()
    (repository / "new file.sql").write_text("new")
    (repository / "schema.sql").write_text("changed")
    tree = worktree_tree(repository)
    assert tree.paths == (".gitignore", "new file.sql", "schema.sql")
    assert tree.read("schema.sql") == b"changed"
    assert (tree.name, tree.revision) == ("worktree", None)
    assert tree.read("gone.sql") == Unread(UnreadReason.MISSING)
    assert tree.read("ignored/a.sql") == Unread(UnreadReason.MISSING)


def test_the_work_tree_is_whole_from_any_folder_in_it(repository):
    (repository / "deep/er").mkdir(parents=True)
    assert worktree_tree(repository / "deep/er").paths == ("schema.sql",)
    assert repository_root(repository / "deep/er") == repository
    assert repository_root(repository / "schema.sql") == repository


def test_a_repository_without_a_commit_has_a_work_tree(git, tmp_path):
    git(tmp_path, "init", "--quiet")
    (tmp_path / "a.sql").write_text("x")
    assert worktree_tree(tmp_path).read("a.sql") == b"x"


def test_a_file_in_conflict_is_listed_once(git, repository):
    git(repository, "checkout", "--quiet", "-b", "other")
    for branch, text in (("other", "one"), ("main", "two")):
        git(repository, "checkout", "--quiet", branch)
        (repository / "schema.sql").write_text(text)
        git(repository, "commit", "--quiet", "--all", "--message=x")
    with pytest.raises(Exception, match="merge"):
        git(repository, "merge", "other")
    assert worktree_tree(repository).paths == ("schema.sql",)


def test_inner_repositories_are_submodules(git, repository):
    git(repository, "submodule", "--quiet", "add", str(repository), "inner")
    (repository / "loose").mkdir()
    git(repository / "loose", "init", "--quiet")
    (repository / "loose/a.sql").write_text("x")
    git(repository / "loose", "add", ".")
    git(repository / "loose", "commit", "--quiet", "--message=x")
    tree = worktree_tree(repository)
    assert tree.read("inner") == tree.read("loose") == Unread(UnreadReason.SUBMODULE)
    assert "loose/a.sql" not in tree.paths


@pytest.fixture(params=["work tree", "folder"])
def tree_of(request):
    return worktree_tree if request.param == "work tree" else folder_tree


def test_no_link_is_followed(git, repository, tmp_path, tree_of):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.sql").write_text("secret")
    (repository / "folder").mkdir()
    (repository / "folder/secret.sql").write_text("public")
    (repository / "link.sql").symlink_to(outside / "secret.sql")
    (repository / "inside.sql").symlink_to("schema.sql")
    (repository / "linked").symlink_to(outside)
    git(repository, "add", ".")
    tree = tree_of(repository)
    # The folder is exchanged for a link after it was listed.
    (repository / "folder/secret.sql").unlink()
    (repository / "folder").rmdir()
    (repository / "folder").symlink_to(outside)
    for path in ("link.sql", "inside.sql", "linked", "folder/secret.sql"):
        assert tree.read(path) == Unread(UnreadReason.LINK), path
    assert "linked/secret.sql" not in tree.paths


def test_a_tracked_folder_that_became_a_link_is_not_entered(git, repository, tmp_path):
    (repository / "folder").mkdir()
    (repository / "folder/a.sql").write_text("x")
    git(repository, "add", ".")
    (repository / "folder").rename(tmp_path / "outside")
    (repository / "folder").symlink_to(tmp_path / "outside")
    tree = worktree_tree(repository)
    assert tree.read("folder/a.sql") in (Unread(UnreadReason.LINK), Unread(UnreadReason.MISSING))


def test_odd_files_are_read_or_said(repository, tree_of):
    (repository / "large.sql").write_bytes(b"x" * (MAX_FILE + 1))
    (repository / "한글 'and\nmore'.sql").write_text("x")
    (repository / os.fsdecode(b"caf\xe9.sql")).write_bytes(b"y")
    tree = tree_of(repository)
    assert tree.read("large.sql") == Unread(UnreadReason.TOO_LARGE, MAX_FILE + 1)
    assert tree.read("한글 'and\nmore'.sql") == b"x"
    assert tree.read("caf\\xe9.sql") == b"y"
    assert tree.read("../repository/schema.sql") == Unread(UnreadReason.MISSING)


def test_a_pipe_does_not_hang(repository):
    os.mkfifo(repository / "pipe.sql")
    assert folder_tree(repository).read("pipe.sql") == Unread(UnreadReason.MISSING)


def test_a_folder_is_everything_but_git_and_installed_packages(repository):
    (repository / "a/node_modules/x").mkdir(parents=True)
    (repository / "a/node_modules/x/schema.sql").write_text("x")
    (repository / "a/b.sql").write_text("b")
    tree = folder_tree(repository)
    assert tree.paths == ("a/b.sql", "schema.sql")
    assert (tree.name, tree.revision) == ("repository", None)
    (repository / "a/b.sql").write_text("later")
    assert tree.read("a/b.sql") == b"later"
    (repository / "a/b.sql").write_text("again")
    assert tree.read("a/b.sql") == b"later"


def test_a_folder_reached_through_a_link_is_read(repository, tmp_path):
    (tmp_path / "alias").symlink_to(repository)
    assert folder_tree(tmp_path / "alias").read("schema.sql") == b"CREATE TABLE a (id int);\n"


def test_what_is_no_folder_or_no_repository_is_an_error(repository, tmp_path):
    for place in (tmp_path / "nowhere", repository / "schema.sql"):
        with pytest.raises(SourceError, match="no such folder"):
            folder_tree(place)
    with pytest.raises(SourceError, match="not a git repository"):
        worktree_tree(tmp_path)
