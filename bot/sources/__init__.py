"""Where Trees come from: a commit of a local repository, its work tree, or a plain folder. Nothing is checked out or run."""

from bot.sources.commits import CommitTree, commit_tree
from bot.sources.fetch import fetch_commits, has_commit, is_shallow, open_cache, remote_commit
from bot.sources.files import FileTree, folder_tree, worktree_tree
from bot.sources.revisions import default_base, merge_base, repository_root, resolve

__all__ = [
    "CommitTree",
    "FileTree",
    "commit_tree",
    "default_base",
    "fetch_commits",
    "folder_tree",
    "has_commit",
    "is_shallow",
    "merge_base",
    "open_cache",
    "remote_commit",
    "repository_root",
    "resolve",
    "worktree_tree",
]
