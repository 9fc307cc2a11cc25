"""What Cargo says of a folder: the crates that it depends on, and the databases that they are built for."""

import posixpath
import re

from bot.model import Tree
from bot.projects.contents import text_of
from bot.projects.places import GENERATED
from bot.projects.tools.tool import around

FEATURES = (
    r"""^[ \t]*{crate}\b[^\n=]*=[^\n]*?features\s*=\s*\[([^\[\]]*)\]|^\[[\w.-]*dependencies\.{crate}\][^\[]*features\s*=\s*\[([^\]]*)\]"""
)
DATABASE = re.compile(r"""["'](?:[\w-]*?)(postgres|mysql|sqlite)(?:-bundled)?["']""")
MAX_MANIFESTS = 60


def depends(tree: Tree, place: str, crate: str) -> bool:
    """Whether a crate around a folder, or one of the workspace around it, depends on a crate."""
    pattern = re.compile(rf"^[ \t]*{crate}\b[\w. \t-]*=|^\[[\w.-]*dependencies\.{crate}\]", re.MULTILINE)
    return any(pattern.search(text_of(tree, path)) for path in _manifests(tree, place))


def database(tree: Tree, place: str, crate: str) -> str | None:
    """The one database for which the nearest crate that names any builds it."""
    pattern = re.compile(FEATURES.format(crate=crate), re.MULTILINE)
    for path in around(tree, place, "Cargo.toml"):
        lists = [match[1] or match[2] for match in pattern.finditer(text_of(tree, path))]
        found = {match[1] for text in lists for match in DATABASE.finditer(text)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _manifests(tree: Tree, place: str) -> tuple[str, ...]:
    near = around(tree, place, "Cargo.toml")
    if near and any("[workspace]" in text_of(tree, path) for path in near):
        members = [path for path in tree.paths if posixpath.basename(path) == "Cargo.toml" and not GENERATED.search(path)]
        return (*near, *members[:MAX_MANIFESTS])
    return near
