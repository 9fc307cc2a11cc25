"""How a migrations folder is laid out."""

import posixpath

from bot.model import Layout, Tree
from bot.projects.places import has
from bot.projects.tools import any_tool
from bot.projects.tools.plain import PLAIN, PLAIN_FOLDERS

JOURNAL = "meta/_journal.json"


def journal_path(folder: str) -> str:
    """Where drizzle-kit before 1.0 keeps the list of a folder's migrations."""
    return posixpath.join(folder, JOURNAL)


def layout_of(tree: Tree, place: str, *, kit: int = 0) -> Layout | None:
    """The layout of a folder or file, None where nothing is there. Where a 1.0 project still has a journal, its folders win."""
    if has(tree, place) and place.endswith(".sql"):
        return Layout.SINGLE
    folders = PLAIN_FOLDERS.lists(tree, place)
    if has(tree, journal_path(place)) and not (folders and kit):
        return Layout.JOURNAL
    if folders:
        return Layout.FOLDERS
    return Layout.FILES if PLAIN.lists(tree, place) or any_tool(tree, place).lists(tree, place) else None
