"""What a program makes of SQLite's foreign keys, whatever language it is written in."""

import re
from collections.abc import Iterator

from bot.model import Tree
from bot.projects.contents import bytes_of
from bot.projects.places import ASIDE, GENERATED
from bot.projects.uses import LANGUAGES

# A PRAGMA, an option of a driver, or one in the address of a database: `?_foreign_keys=on`, `&_fk=1`.
SAYS = re.compile(rb"(?:foreign_keys|[?&]_fk)[\"']?\s*(?:=|\(|:|,)\s*[\"']?(on|true|yes|1|off|false|no|0)\b", re.IGNORECASE)
ON = frozenset({b"on", b"true", b"yes", b"1"})
LIKELY = re.compile(r"sqlite|database|store|migrat|connect|config|main|(^|[/_.])db([/_.]|$)", re.IGNORECASE)
MAX_OPENED = 400


def keys_in_code(tree: Tree) -> bool | None:
    """Whether the program has foreign keys checked; None where it says nothing, or both."""
    said = {match[1].lower() in ON for path in _worth_opening(tree) for match in SAYS.finditer(bytes_of(tree, path))}
    return said.pop() if len(said) == 1 else None


def _worth_opening(tree: Tree) -> Iterator[str]:
    found = (path for path in tree.paths if path.endswith(LANGUAGES) and not path.endswith(".sql") and LIKELY.search(path))
    yield from [path for path in found if not ASIDE.search(path) and not GENERATED.search(path)][:MAX_OPENED]
