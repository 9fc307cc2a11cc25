"""How a migrations folder is laid out, and which of its files run, in which order."""

import posixpath
import re

from bot.model import Layout, Tree
from bot.projects.places import children, has, under

JOURNAL = "meta/_journal.json"
STEP_FILES = ("migration.sql", "up.sql")
NUMBERED = re.compile(r"^(R__|[Vv]?\d+(?=[._-])|\d{3,})")
FLYWAY = re.compile(r"^[Vv](\d+(?:[._]\d+)*)__")
UNDONE = re.compile(r"(^|[._-])(down|undo|rollback|revert)\.sql$|^U\d", re.IGNORECASE)
NUMBER = re.compile(r"(\d+)")


def journal_path(folder: str) -> str:
    """Where drizzle-kit before 1.0 keeps the list of a folder's migrations."""
    return posixpath.join(folder, JOURNAL)


def layout_of(tree: Tree, place: str, *, kit: int = 0) -> Layout | None:
    """The layout of a folder or file, None where nothing is there. Where a 1.0 project still has a journal, its folders win."""
    if has(tree, place):
        return Layout.SINGLE
    folders = step_folders(tree, place)
    if has(tree, journal_path(place)) and not (folders and kit):
        return Layout.JOURNAL
    if folders:
        return Layout.FOLDERS
    return Layout.FILES if numbered_files(tree, place) else None


def step_folders(tree: Tree, place: str) -> tuple[str, ...]:
    """The files `migration.sql` (or `up.sql`) of the folders in a folder, in the order of the folders' names."""
    depth = place.count("/") + 2 if place else 1
    found = (path for path in under(tree.paths, place) if path.endswith(".sql") and path.count("/") == depth)
    return tuple(path for path in found if posixpath.basename(path) in STEP_FILES)


def numbered_files(tree: Tree, place: str) -> tuple[str, ...]:
    """The SQL files directly in a folder as they run: by the numbers in their names; all of them where none has a number."""
    files = sql_files(tree, place)
    chosen = [path for path in files if NUMBERED.match(posixpath.basename(path))] or list(files)
    return tuple(sorted(chosen, key=_order))


def sql_files(tree: Tree, place: str) -> tuple[str, ...]:
    """The SQL files directly in a folder, without those that undo another."""
    return tuple(path for path in children(tree.paths, place) if path.endswith(".sql") and not UNDONE.search(posixpath.basename(path)))


def _order(path: str) -> tuple[bool, list[int], list[tuple[int, str]]]:
    """By Flyway's version where there is one, then numbers by value and words by letters; repeatable migrations (`R__…`) last."""
    name = posixpath.basename(path)
    version = FLYWAY.match(name)
    parts = NUMBER.split(name.lower().removesuffix(".sql").removesuffix(".up"))
    words = [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
    return name.startswith("R__"), [int(number) for number in re.split(r"[._]", version[1])] if version else [], words
