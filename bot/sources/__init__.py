"""Where Trees come from: a commit of a local repository, its work tree, or a plain folder. Nothing is checked out or run."""

from bot.sources.commits import CommitTree, commit_tree
from bot.sources.files import FileTree, folder_tree, worktree_tree
from bot.sources.revisions import default_base, merge_base, repository_root, resolve

__all__ = [
    "CommitTree",
    "FileTree",
    "commit_tree",
    "default_base",
    "folder_tree",
    "merge_base",
    "repository_root",
    "resolve",
    "worktree_tree",
]
