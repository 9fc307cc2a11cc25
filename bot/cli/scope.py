"""A Review cut down to the projects that some files belong to, and paths of the command line."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.errors import ConfigError, SourceError
from bot.model import Message, Problem, ProjectReview, Review, Span
from bot.projects import expand, matches
from bot.scope import narrowed
from bot.sources import repository_root


def only_paths(review: Review, paths: tuple[str, ...], *, root: Path, folder: Path, known: frozenset[str], fail_on: str) -> Review:
    """The Review of the projects that one of the files or folders belongs to; a Problem says so where they belong to none.

    Paths are relative to `folder`; `root` is the Trees', `known` are their files.

    Raises:
        ConfigError: a path lies outside the Trees, or is nowhere.
    """
    inside = tuple(name for path in paths for name in _expanded(relative_path(path, root=root, folder=folder), known, root))
    if review.projects and not any(_belongs(path, entry) for path in inside for entry in review.projects):
        review = replace(review, problems=(*review.problems, _no_project(inside, review)))
    return narrowed(review, (entry for entry in review.projects if any(_belongs(path, entry) for path in inside)), fail_on)


def _expanded(path: str, known: frozenset[str], root: Path) -> tuple[str, ...]:
    """A file or folder as it is, a glob as the files that it matches."""
    if path == "." or any(_is_within(name, path) for name in known):
        return (path,)
    found = expand((path,), tuple(sorted(known)))
    # What .gitignore names is there and belongs to nothing.
    if not found and not (root / path).exists():
        raise ConfigError(f"{path}: no such file or folder on either side, and no glob that matches one")
    return found or (path,)


def _no_project(paths: tuple[str, ...], review: Review) -> Problem:
    message = Message.of(
        en="{paths} belongs to no project; found: {projects}",
        ko="{paths}은(는) 어느 프로젝트에도 속하지 않습니다. 찾은 프로젝트: {projects}",
        paths=paths,
        projects=tuple(entry.project.name for entry in review.projects),
    )
    return Problem(Span(paths[0], 1, 1), message, unread=False)


def relative_path(path: str, *, root: Path, folder: Path) -> str:
    """A path of the command line as the Trees write it; globs are left as they are.

    Raises:
        ConfigError: it lies outside of `root`.
    """
    whole = Path(os.path.normpath(folder / path))
    for start in (root, root.resolve()):
        if whole.is_relative_to(start):
            # Bytes that are not UTF-8 are written as the Trees write them.
            return os.fsencode(whole.relative_to(start).as_posix()).decode("utf-8", "backslashreplace")
    raise ConfigError(f"{path}: outside of {root}")


def repository_of(folder: Path) -> Path | None:
    """The repository's top folder, None where `folder` lies in none."""
    try:
        return repository_root(folder)
    except SourceError:
        return None


def tree_root(folder: Path) -> Path:
    """The repository's top folder, or `folder` itself where it lies in none."""
    return repository_of(folder) or folder


def _belongs(path: str, entry: ProjectReview) -> bool:
    project = entry.project
    if path == ".":
        return True
    owned = [place for place in (project.migrations, project.config_path) if place]
    owned += [span.path for span in _spans(entry)]
    related = any(_is_within(place, path) or _is_within(path, place) for place in owned)
    return related or any(matches(glob, path) for glob in project.schema_paths)


def _spans(entry: ProjectReview) -> Iterable[Span]:
    return (table.span for schema in (entry.before, entry.after) for table in schema.tables)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
