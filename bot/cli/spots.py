"""The Tree that `inspect` reads, and the paths of the command line inside it."""

import os
from dataclasses import dataclass
from pathlib import Path

from bot.cli.scope import relative_path, repository_of
from bot.errors import ConfigError
from bot.model import Tree
from bot.projects import expand
from bot.sources import commit_tree, folder_tree, repository_root, worktree_tree


@dataclass(frozen=True, slots=True)
class Spot:
    """A Tree and the paths in it: files, folders or globs."""

    tree: Tree
    paths: tuple[str, ...] = ()


def choose_spot(paths: tuple[str, ...], at: str | None, folder: Path) -> Spot:
    """The commit `at`, else the work tree, else plain files: those of `folder`, or of the folder that holds all paths.

    Raises:
        ConfigError: a path names nothing.
        SourceError: no such commit, or a commit is asked for outside any repository.
    """
    repository = repository_root(folder) if at else repository_of(folder)
    root = repository or folder
    if at:
        return _checked(Spot(commit_tree(root, at), tuple(relative_path(path, root=root, folder=folder) for path in paths)))
    if not all(_is_inside(path, root, folder) for path in paths):
        root = Path(os.path.commonpath([_anchor(folder / path) for path in paths]))
        return _checked(Spot(folder_tree(root), tuple(relative_path(path, root=root, folder=folder) for path in paths)))
    inside = tuple(relative_path(path, root=root, folder=folder) for path in paths)
    if repository:
        tracked = Spot(worktree_tree(repository), inside)
        # A file that .gitignore names is read when somebody asks for it by name.
        if all(expand_path(path, tracked.tree) for path in inside):
            return tracked
    return _checked(Spot(folder_tree(root), inside))


def expand_path(path: str, tree: Tree) -> tuple[str, ...]:
    """The files that a path of the command line selects: itself, everything below it, or what a glob matches."""
    if path in (".", ""):
        return tree.paths
    below = tuple(name for name in tree.paths if name.startswith(f"{path}/"))
    return below or expand((path,), tree.paths)


def _checked(spot: Spot) -> Spot:
    for path in spot.paths:
        if not expand_path(path, spot.tree):
            raise ConfigError(f"{path}: no such file or folder, and no glob that matches one")
    return spot


def _is_inside(path: str, root: Path, folder: Path) -> bool:
    whole = Path(os.path.normpath(folder / path))
    return whole.is_relative_to(root) or whole.is_relative_to(root.resolve())


def _anchor(path: Path) -> Path:
    """The folder a path or glob starts from."""
    place = Path(os.path.normpath(path))
    while not place.is_dir():
        place = place.parent
    return place
