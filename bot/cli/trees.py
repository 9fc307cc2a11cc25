"""From options to the Trees of one review, and to the configuration that holds for it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.config import Config
from bot.errors import ConfigError, SourceError
from bot.lint import Rule
from bot.model import Tree
from bot.settings import read_config_file, tree_config
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
    _warn_of_another_base(base, target, env)
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


def _warn_of_another_base(base: str | None, target: str, env: Mapping[str, str]) -> None:
    """A checkout without the pull request's base may compare a branch with itself: nobody should take that for a clean review."""
    wanted = env.get("GITHUB_BASE_REF")
    if wanted and not base and target.removeprefix("origin/") != wanted:
        typer.echo(f"schema-review: warning: $GITHUB_BASE_REF names {wanted}, which is not here; compared with {target}", err=True)


def choose_config(path: Path | None, sides: Sides, *, rules: tuple[Rule, ...], env: Mapping[str, str] = os.environ) -> Config:
    """The configuration: the file that was named, the work tree's outside CI, else the target branch's.

    Raises:
        ConfigError: the file is missing, too large, or wrong; with `rules` also where it names one that is not among them.
    """
    if path is not None:
        return read_config_file(path, rules)
    local = sides.head.name == WORKTREE and sides.head.revision is None and not env.get("CI")
    return tree_config(sides.head if local else sides.tip, rules)
