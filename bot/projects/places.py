"""Paths of a Tree: what lies under what, and paths as a configuration file writes them."""

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bot.model import Tree
from bot.parse.drizzle.host import ROOT

CODE = (".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs")
GENERATED = re.compile(r"(^|/)(node_modules|dist|build|vendor|coverage|\.[^/]+)/")
ASIDE = re.compile(
    r"(^|/)(_*tests?_*|specs?|_*fixtures?_*|_*mocks?_*|e2e|examples?|samples?|templates?|benchmarks?|archived?|docs?)/|[.-](test|spec|e2e)\."
)


def join(folder: str, relative: str) -> str | None:
    """A path as a file in `folder` writes it, from the repository's root; None where it leads out of the repository."""
    if is_anchored(relative):
        folder, relative = "", relative.removeprefix(ROOT).lstrip("/")
    path = posixpath.normpath(posixpath.join(folder, relative))
    if path.startswith(("/", "../")) or path == "..":
        return None
    return "" if path == "." else path


def is_anchored(written: str) -> bool:
    """Whether a path was built from the place of the file that writes it, so that no working directory matters."""
    return written == ROOT or written.startswith(f"{ROOT}/")


def under(paths: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """The paths below a folder; `paths` is sorted, as a Tree's are."""
    if not folder:
        return paths
    # "0" is the character after "/".
    return paths[bisect_left(paths, f"{folder}/") : bisect_left(paths, f"{folder}0")]


def children(paths: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """The files directly in a folder."""
    return tuple(path for path in under(paths, folder) if posixpath.dirname(path) == folder)


def has(tree: Tree, path: str) -> bool:
    """Whether a file of that path exists."""
    position = bisect_left(tree.paths, path)
    return position < len(tree.paths) and tree.paths[position] == path


def ancestors(folder: str) -> Iterator[str]:
    """The folder, the one around it, and so on up to the root, which is empty."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def is_below(path: str, folder: str) -> bool:
    """Whether a path is that folder or lies in it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def in_use(paths: Iterable[str]) -> tuple[str, ...]:
    """Without what was generated or installed, and without tests and examples unless nothing else is left."""
    own = [path for path in paths if not GENERATED.search(path)]
    return tuple(path for path in own if not ASIDE.search(path)) or tuple(own)
