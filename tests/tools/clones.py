"""Clones of public repositories in a folder, and the rows of lists that say what is known of them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.config import Config
from bot.model import Dialect, Project, Tree
from bot.projects import find_projects
from bot.sources import commit_tree
from tests.drizzle_kit.snapshots import DIALECTS

Row = dict[str, Any]


def rows(repos: Path, files: Iterable[Path]) -> Iterator[Row]:
    """The rows of the files, or those that the clones themselves give."""
    listed = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    yield from listed or (row for clone in clones(repos) for row in own_rows(clone))


def clones(repos: Path) -> Iterator[Path]:
    """Every git directory in the folder, one or two levels deep."""
    for folder in sorted({*repos.glob("*"), *repos.glob("*/*")}):
        if folder.name != ".git" and ((folder / "HEAD").is_file() or (folder / ".git").exists()):
            yield folder


def own_rows(clone: Path) -> Iterator[Row]:
    """The rows of a clone that no list describes: what is detected there is taken as given."""
    tree = commit_tree(clone, "HEAD")
    for project in find_projects(tree, Config())[0]:
        newest = newest_snapshot(tree, project.migrations or "")
        if project.has_drizzle_schema and newest and is_of(tree, newest, project.dialect):
            name = clone.parent.name if clone.name == "repo" else clone.name
            yield {
                "repo": name,
                "clone": str(clone),
                "commit": "HEAD",
                "name": project.name,
                "newest_snapshot_path": newest,
                "in_sync": None,
            }


def is_of(tree: Tree, path: str, dialect: Dialect) -> bool:
    """Whether a snapshot is of that dialect: a repository may have changed it and kept the old folder."""
    content = tree.read(path)
    try:
        named = json.loads(content).get("dialect") if isinstance(content, bytes) else None
    except ValueError:
        return False
    return DIALECTS.get(str(named)) == dialect.value


def newest_snapshot(tree: Tree, folder: str) -> str | None:
    """The last snapshot by name, which begins with a number or a time, in either layout of a migrations folder."""
    inside = [path for path in tree.paths if path.startswith(f"{folder}/") and path.endswith("snapshot.json")]
    return max(inside, default=None)


def where_is(row: Row, repos: Path) -> Path:
    """The clone of a row."""
    plain = repos / row["repo"].replace("/", "+")
    places = (Path(row["clone"]) if "clone" in row else plain / "repo", plain, repos / row["repo"])
    return next((place for place in places if place.exists()), plain)


def chosen(found: Iterable[Project], row: Row) -> Project | None:
    """The project that a row means."""
    if "name" in row:
        return next((project for project in found if project.name == row["name"]), None)
    folder = (row["out_dir"] or "").strip("/")
    fitting = [
        p
        for p in found
        if (row["config_path"] in (p.config_path, *p.aliases) if row["config_path"] else (p.migrations or "").strip("/") == folder)
    ]
    return max(fitting, key=lambda p: (p.dialect == row["dialect"], (p.migrations or "").strip("/") == folder), default=None)
