"""Rails with `config.active_record.schema_format = :sql`: its migrations are Ruby, and `db/structure.sql` is what they leave behind.

https://guides.rubyonrails.org/active_record_migrations.html#types-of-schema-dumps
"""

import posixpath
import re

from bot.model import Layout, Tree
from bot.projects.contents import text_of
from bot.projects.places import has, under
from bot.projects.tools.tool import Files, Tool

ADAPTER = re.compile(r"^[ \t]*adapter:\s*[\"']?(\w+)", re.MULTILINE)


def _places(tree: Tree, files: Files) -> Files:
    return tuple(path for path in files if posixpath.basename(path).endswith("structure.sql") and _has_ruby(tree, path))


def _has_ruby(tree: Tree, path: str) -> bool:
    return any(found.endswith(".rb") for found in under(tree.paths, posixpath.join(posixpath.dirname(path), "migrate")))


def _dialect(tree: Tree, place: str) -> str | None:
    found = ADAPTER.search(text_of(tree, posixpath.normpath(posixpath.join(place, "../../config/database.yml"))))
    return found[1].removesuffix("2").replace("sqlite3", "sqlite") if found else None


RAILS = Tool(
    "rails",
    lists=lambda tree, place: (place,) if place.endswith("structure.sql") and has(tree, place) else (),
    is_here=lambda tree, place, _: _has_ruby(tree, place),
    dialect=_dialect,
    layout=Layout.SINGLE,
    places=_places,
)
