"""SQLx: `<number>_<name>.sql`, or `.up.sql` and `.down.sql`.

https://docs.rs/sqlx/latest/sqlx/macro.migrate.html
Measured with sqlx-cli 0.8: by the value of the number, either kind of name.
"""

import posixpath
import re

from bot.model import Tree
from bot.projects.places import ancestors, under
from bot.projects.tools.rust import database, depends
from bot.projects.tools.tool import Files, Tool, asks, by_number, flat

ALONE = re.compile(r"\A-- no-transaction")


def _is_here(tree: Tree, place: str, _: Files) -> bool:
    prepared = any(under(tree.paths, posixpath.join(folder, ".sqlx")) for folder in ancestors(place))
    return prepared or depends(tree, place, "sqlx")


SQLX = Tool(
    "sqlx",
    lists=flat(r"^\d+_.*(?<!\.down)\.sql$", by_number),
    is_here=_is_here,
    opts_out=asks(ALONE),
    dialect=lambda tree, place: database(tree, place, "sqlx"),
)
