"""Diesel: a folder a migration with `up.sql` and `down.sql`, ordered by what stands before the underscore, without its dashes.

https://docs.rs/diesel_migrations/latest/diesel_migrations/
"""

import posixpath
import re
from typing import Any

from bot.model import Layout, Tree
from bot.projects.contents import text_of
from bot.projects.places import has
from bot.projects.tools.rust import database, depends
from bot.projects.tools.tool import Files, Tool, around, stepped

ALONE = re.compile(r"^[ \t]*run_in_transaction\s*=\s*false\b", re.MULTILINE)


def _order(name: str) -> Any:  # noqa: ANN401 # whatever compares
    version, _, rest = name.partition("_")
    return version.replace("-", ""), rest


def _is_here(tree: Tree, place: str, _: Files) -> bool:
    return bool(around(tree, place, "diesel.toml")) or depends(tree, place, "diesel") or depends(tree, place, "diesel_migrations")


def _opts_out(tree: Tree, path: str, _: str) -> bool:
    """By a `metadata.toml` beside the file."""
    beside = posixpath.join(posixpath.dirname(path), "metadata.toml")
    return has(tree, beside) and ALONE.search(text_of(tree, beside)) is not None


DIESEL = Tool(
    "diesel",
    lists=stepped(("up.sql",), _order),
    is_here=_is_here,
    opts_out=_opts_out,
    dialect=lambda tree, place: database(tree, place, "diesel"),
    layout=Layout.FOLDERS,
)
