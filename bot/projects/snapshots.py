"""The snapshots that drizzle-kit keeps beside its journal: which there are, and on top of which each was made."""

import posixpath
import re

from bot.model import Layout, Project, Snapshot, Tree
from bot.projects.contents import bytes_of
from bot.projects.places import children

NAME = re.compile(r"(?P<number>\d+)_snapshot\.json$")
PARENT = re.compile(rb'"prevId"\s*:\s*"([^"]+)"')
NEWEST = 30  # of which the parent is read: a fork has both ends here, and each file holds a whole schema


def snapshots(tree: Tree, project: Project) -> tuple[Snapshot, ...]:
    """The snapshots of a project's migrations in the order of their numbers; none where the layout has no journal."""
    if project.migrations is None or project.layout is not Layout.JOURNAL:
        return ()
    paths = children(tree.paths, posixpath.join(project.migrations, "meta"))
    named = [(found["number"], path) for path in paths if (found := NAME.search(path))]
    recent = {path for _, path in named[-NEWEST:]}
    return tuple(Snapshot(path, number, _parent(tree, path) if path in recent else None) for number, path in named)


def _parent(tree: Tree, path: str) -> str | None:
    found = PARENT.search(bytes_of(tree, path))
    return found[1].decode("ascii", "replace") if found else None
