"""golang-migrate: `<number>_<name>.up.sql` and `.down.sql`.

https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
"""

import posixpath
import re

from bot.model import Tree
from bot.projects.contents import text_of
from bot.projects.places import ancestors, children
from bot.projects.tools.tool import Files, Tool, by_number, flat

NAMED = re.compile(
    r"golang-migrate/migrate|\bmigrate/migrate\b|\bmigrate\b[^\n;|&]*\s-{1,2}(?:path|source|database)\b|migrate\.linux-amd64"
)
STARTS = re.compile(r"^(?:go\.mod|[Mm]akefile|.*\.mk|[Jj]ustfile|[Tt]askfile.*|Dockerfile.*|.*compose.*\.ya?ml|.*\.sh|package\.json)$")


def _is_here(tree: Tree, place: str, _: Files) -> bool:
    """By what the files around, which build and start things, say."""
    paths = (path for folder in ancestors(place) for path in children(tree.paths, folder) if STARTS.match(posixpath.basename(path)))
    return any(NAMED.search(text_of(tree, path)) for path in paths)


GOLANG_MIGRATE = Tool("golang-migrate", lists=flat(r"^\d+_.*\.up\..*sql$", by_number), is_here=_is_here)
