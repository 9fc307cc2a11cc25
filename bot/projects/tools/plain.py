"""Folders of numbered SQL files, or of one folder a migration, that no tool claims."""

import posixpath
import re
from typing import Any

from bot.model import Dialect, Layout, Tree
from bot.projects.places import children, has, under
from bot.projects.tools.tool import UNDONE, Files, Tool, by_name, stepped

FOLDERS = frozenset({"migrations", "migration", "migrate", "versions", "ddl", "changes", "deploy"})
NUMBERED = re.compile(r"^(R__|[Vv]?\d+(?=[._-])|\d{3,})")
NUMBER = re.compile(r"(\d+)")
VERSION = re.compile(r"^v?\d+(?:[._]\d+)*$", re.IGNORECASE)
# What undoes a migration below it, in the words of any tool that writes it so.
UNDO = re.compile(r"^[ \t]*--\s*(\+goose\s+down|\+migrate\s+down|migrate:down)\b", re.IGNORECASE | re.MULTILINE)
STEP_FILES = ("migration.sql", "up.sql")


def order(name: str) -> Any:  # noqa: ANN401 # whatever compares
    """Numbers by value and words by letters."""
    parts = NUMBER.split(name.lower().removesuffix(".sql").removesuffix(".up"))
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def sql_files(tree: Tree, place: str) -> Files:
    """The SQL files directly in a folder, without those that undo another."""
    return tuple(path for path in children(tree.paths, place) if path.endswith(".sql") and not UNDONE.search(posixpath.basename(path)))


def numbered_files(tree: Tree, place: str) -> Files:
    """The SQL files directly in a folder as they run: by the numbers in their names; all of them where none has a number."""
    files = sql_files(tree, place)
    chosen = [path for path in files if NUMBERED.match(posixpath.basename(path))] or list(files)
    return tuple(sorted(chosen, key=lambda path: order(posixpath.basename(path))))


def _is_numbered(tree: Tree, place: str, _: Files) -> bool:
    files = sql_files(tree, place)
    numbered = sum(bool(NUMBERED.match(posixpath.basename(path))) for path in files)
    return bool(files) and (posixpath.basename(place).lower() in FOLDERS or numbered > 1) and (numbered > 0 or len(files) > 1)


def _applied(text: str, _: Dialect) -> str:
    undo = UNDO.search(text)
    return text[: undo.start()] if undo else text


PLAIN = Tool("sql", lists=numbered_files, is_here=_is_numbered, applied=_applied)
PLAIN_FOLDERS = Tool(
    "sql",
    lists=stepped(STEP_FILES, by_name),
    is_here=lambda _tree, _place, files: bool(files),
    applied=_applied,
    layout=Layout.FOLDERS,
)


def _of_versions(tree: Tree, place: str) -> Files:
    """The numbered files in the folders of a folder that are called after versions: `0.9/01__a.sql` before `0.10/01__b.sql`."""
    depth = place.count("/") + 2 if place else 1
    found = [path for path in under(tree.paths, place) if path.endswith(".sql") and path.count("/") == depth]
    folders = {posixpath.dirname(path) for path in found if VERSION.match(posixpath.basename(posixpath.dirname(path)))}
    return tuple(path for folder in sorted(folders, key=order) for path in numbered_files(tree, folder))


def _has_versions(tree: Tree, place: str, files: Files) -> bool:
    folders = {posixpath.dirname(path) for path in files}
    is_flat = any(NUMBERED.match(posixpath.basename(path)) for path in sql_files(tree, place))
    return len(folders) > 1 and not is_flat and all(NUMBERED.match(posixpath.basename(path)) for path in files)


PLAIN_VERSIONS = Tool("sql", lists=_of_versions, is_here=_has_versions, applied=_applied)
PLAIN_FILE = Tool(
    "sql",
    lists=lambda tree, place: (place,) if has(tree, place) else (),
    is_here=lambda tree, place, _: has(tree, place),
    layout=Layout.SINGLE,
)
PLAIN_TOOLS = (PLAIN_FOLDERS, PLAIN_VERSIONS, PLAIN, PLAIN_FILE)
