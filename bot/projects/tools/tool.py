"""What a migration tool is: where its folders are, which files run in which order, which part of a file, in a transaction or not."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.model import Dialect, Layout, Tree
from bot.projects.contents import text_of
from bot.projects.places import ancestors, children, has, under

LOOKED_AT = 5  # files of a folder, before it is said that none speaks as its tool would
UNDONE = re.compile(r"(^|[._-])(down|undo|rollback|revert)\.sql$", re.IGNORECASE)
FIRST_NUMBER = re.compile(r"\d+")

Files = tuple[str, ...]
Listing = Callable[[Tree, str], Files]


def _whole(text: str, _: Dialect) -> str:
    return text


def _never(_tree: Tree, _path: str, _text: str) -> bool:
    return False


def _unsaid(_tree: Tree, _place: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Tool:
    """One migration tool.

    `is_here` says whether the files that it would run in a folder are its own. `lists` gives the files of a folder as they run; one that
    is not SQL keeps its place there. `applied` is the text that a file runs, on the lines where it stands. `opts_out` says whether a
    file asks for no transaction. `dialect` is the tool's own word for the database. `places` are its folders where the folder of a file
    does not tell, `layout` says whether a migration is a file or a folder, and `aside` names what lies beside them for other purposes.
    """

    name: str
    lists: Listing
    is_here: Callable[[Tree, str, Files], bool]
    applied: Callable[[str, Dialect], str] = _whole
    opts_out: Callable[[Tree, str, str], bool] = _never
    dialect: Callable[[Tree, str], str | None] = _unsaid
    layout: Layout = Layout.FILES
    places: Callable[[Tree, Files], Files] | None = None
    aside: re.Pattern[str] = UNDONE


def by_name(name: str) -> Any:  # noqa: ANN401 # whatever compares
    """Letter by letter, so that 10 comes before 9."""
    return name


def by_number(name: str) -> Any:  # noqa: ANN401 # whatever compares
    """By the value of the number in front; names without one behind those with one."""
    number = FIRST_NUMBER.match(name)
    return number is None, int(number[0]) if number else 0, name


def flat(named: str, order: Callable[[str], Any]) -> Listing:
    """The files directly in a folder whose names match, in an order of names."""
    pattern = re.compile(named)

    def lists(tree: Tree, place: str) -> Files:
        chosen = [path for path in children(tree.paths, place) if pattern.search(posixpath.basename(path))]
        return tuple(sorted(chosen, key=lambda path: order(posixpath.basename(path))))

    return lists


def stepped(files: tuple[str, ...], order: Callable[[str], Any]) -> Listing:
    """The file of such a name in each folder of a folder, in an order of the folders' names."""

    def lists(tree: Tree, place: str) -> Files:
        depth = place.count("/") + 2 if place else 1
        chosen = [path for path in under(tree.paths, place) if path.count("/") == depth and posixpath.basename(path) in files]
        return tuple(sorted(chosen, key=lambda path: order(posixpath.basename(posixpath.dirname(path)))))

    return lists


def says(mark: re.Pattern[str]) -> Callable[[Tree, str, Files], bool]:
    """Whether one of the first files has the words that only this tool's files have."""

    def is_here(tree: Tree, _place: str, files: Files) -> bool:
        sql = [path for path in files if path.endswith(".sql")]
        return any(mark.search(text_of(tree, path)) for path in sql[:LOOKED_AT])

    return is_here


def between(up: re.Pattern[str], down: re.Pattern[str]) -> Callable[[str, Dialect], str]:
    """The text without the parts that undo: from each `down` to the next `up`, or to the end."""

    def applied(text: str, _: Dialect) -> str:
        start = down.search(text)
        while start:
            again = up.search(text, start.end())
            end = again.start() if again else len(text)
            text = text[: start.start()] + (blank(text[start.start() : end]) + text[end:] if again else "")
            start = down.search(text, start.start())
        return text

    return applied


def blank(text: str) -> str:
    """As many lines of nothing."""
    return "\n" * text.count("\n")


def asks(mark: re.Pattern[str]) -> Callable[[Tree, str, str], bool]:
    """Whether the file says in its tool's words that it wants no transaction."""
    return lambda _tree, _path, text: mark.search(text) is not None


def around(tree: Tree, place: str, *names: str) -> tuple[str, ...]:
    """The files of those names in the folder and the folders around it, the nearest first."""
    paths = (posixpath.join(folder, name) for folder in ancestors(place) for name in names)
    return tuple(path for path in paths if has(tree, path))


def mentioned(tree: Tree, place: str, pattern: re.Pattern[str], *names: str) -> str | None:
    """What the pattern's first group is in the nearest of the files of those names around a folder; None where none has it."""
    found = (pattern.search(text_of(tree, path)) for path in around(tree, place, *names))
    return next((match[1] for match in found if match), None)
