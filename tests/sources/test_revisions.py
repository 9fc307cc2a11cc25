import pytest

from bot.errors import SourceError
from bot.sources import default_base, merge_base, resolve


def add(git, repository, name: str) -> str:
    (repository / name).write_text(name)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", f"--message={name}")
    return git(repository, "rev-parse", "HEAD")


def test_the_merge_base_is_where_a_branch_began(git, repository):
    start = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "--quiet", "-b", "topic")
    add(git, repository, "a")
    git(repository, "checkout", "--quiet", "main")
    add(git, repository, "b")
    assert merge_base(repository, "main", "topic") == start


def test_histories_that_share_nothing_have_no_merge_base(git, repository):
    git(repository, "checkout", "--quiet", "--orphan", "alone")
    add(git, repository, "a")
    with pytest.raises(SourceError, match="share no commit"):
        merge_base(repository, "main", "alone")


def test_a_shallow_clone_says_how_to_deepen_it(git, repository, tmp_path):
    git(repository, "checkout", "--quiet", "-b", "topic")
    add(git, repository, "a")
    git(repository, "checkout", "--quiet", "main")
    add(git, repository, "b")
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{repository}", "shallow")
    with pytest.raises(SourceError, match="--unshallow"):
        merge_base(tmp_path / "shallow", "origin/main", "origin/topic")


def test_a_tag_a_short_id_and_a_branch_name_commits(git, repository):
    git(repository, "tag", "--annotate", "--message=x", "v1")
    full = git(repository, "rev-parse", "HEAD")
    assert {resolve(repository, name) for name in ("v1", full[:8], "main", "HEAD", full)} == {full}


@pytest.mark.parametrize(
    ("branches", "env", "base"),
    [
        (["main", "master"], {}, "main"),
        (["master"], {}, "master"),
        (["main", "develop"], {"GITHUB_BASE_REF": "develop"}, "develop"),
        (["main"], {"GITHUB_BASE_REF": "gone"}, "main"),
        (["main"], {"GITHUB_BASE_REF": ""}, "main"),
    ],
)
def test_the_default_base_is_the_first_that_exists(git, repository, branches, env, base):
    git(repository, "branch", "--move", "main", "work")
    for branch in branches:
        git(repository, "branch", branch)
    assert default_base(repository, env) == base


def test_the_remote_comes_before_local_branches(git, repository, tmp_path):
    git(tmp_path, "clone", "--quiet", str(repository), "clone")
    clone = tmp_path / "clone"
    assert default_base(clone, {}) == "origin/HEAD"
    assert default_base(clone, {"GITHUB_BASE_REF": "main"}) == "origin/main"


def test_without_any_base_the_error_says_what_was_tried(git, repository):
    git(repository, "branch", "--move", "main", "trunk")
    with pytest.raises(SourceError, match=r"tried origin/HEAD, main, origin/main, master, origin/master\); name one with --base"):
        default_base(repository, {})
