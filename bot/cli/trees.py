"""From options to the Trees of one review, and to the configuration that holds for it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.config import CONFIG_PATH, Config, load_config
from bot.errors import ConfigError, SourceError
from bot.model import Tree, Unread, UnreadReason
from bot.sources import commit_tree, default_base, folder_tree, merge_base, repository_root, resolve, worktree_tree

WORKTREE = "worktree"


@dataclass(frozen=True, slots=True)
class Sides:
    """The Trees of one review: the merge base, the head, and the target branch as it stands now."""

    base: Tree
    head: Tree
    tip: Tree


def choose_sides(
    *, base: str | None, head: str | None, before: Path | None, after: Path | None, folder: Path, env: Mapping[str, str] = os.environ
) -> Sides:
    """The two sides that the options name, in the repository `folder` lies in.

    Raises:
        ConfigError: folders and commits are mixed, or only one folder is given.
        SourceError: no repository, no base branch, or no such commit or folder.
    """
    if before or after:
        if base or head:
            raise ConfigError("--before and --after compare two folders: leave out --base and --head")
        if before is None or after is None:
            raise ConfigError("--before and --after go together: name both folders")
        old, new = folder_tree(before), folder_tree(after)
        return Sides(old, new, old)
    repository = repository_root(folder)
    wanted = None if head in (None, WORKTREE) else head
    target = base or _usual_base(repository, env)
    shared = merge_base(repository, target, wanted or "HEAD")
    tip = commit_tree(repository, target)
    start = tip if tip.revision == shared else commit_tree(repository, shared)
    return Sides(start, commit_tree(repository, wanted) if wanted else worktree_tree(repository), tip)


def _usual_base(repository: Path, env: Mapping[str, str]) -> str:
    """The default base branch; outside CI, where no branch of the usual names exists, the last commit."""
    try:
        return default_base(repository, env)
    except SourceError:
        # In CI a missing base is a fetch that went wrong, and comparing HEAD with itself would pass in silence.
        if env.get("CI"):
            raise
        return resolve(repository, "HEAD")


def choose_config(path: Path | None, sides: Sides, *, env: Mapping[str, str] = os.environ) -> Config:
    """The configuration: the file that was named, the work tree's outside CI, else the target branch's.

    Raises:
        ConfigError: the file is missing, too large, or wrong.
    """
    if path is not None:
        return read_config_file(path)
    local = sides.head.name == WORKTREE and sides.head.revision is None and not env.get("CI")
    return tree_config(sides.head if local else sides.tip)


def tree_config(tree: Tree) -> Config:
    """The configuration in a Tree, the default one where it has none.

    Raises:
        ConfigError: the file is a link, too large, or wrong.
    """
    content = tree.read(CONFIG_PATH)
    if isinstance(content, Unread):
        if content.reason is UnreadReason.MISSING:
            return Config()
        raise ConfigError(f"{CONFIG_PATH}: cannot be read: {content.reason.value}")
    return load_config(_decoded(content, CONFIG_PATH), CONFIG_PATH)


def read_config_file(path: Path) -> Config:
    """The configuration in a file on disk.

    Raises:
        ConfigError: it is missing, or wrong.
    """
    try:
        return load_config(_decoded(path.read_bytes(), str(path)), str(path))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: not UTF-8") from error
