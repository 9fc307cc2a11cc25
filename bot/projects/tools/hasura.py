"""Hasura: `migrations/<database>/<number>_<name>/up.sql`.

https://hasura.io/docs/2.0/migrations-metadata-seeds/migrations-metadata-setup/
"""

import re

from bot.model import Layout, Tree
from bot.projects.contents import text_of
from bot.projects.tools.tool import Files, Tool, around, by_number, stepped

CONFIGURATION = re.compile(r"^(?:metadata_directory|endpoint|admin_secret)\s*:", re.MULTILINE)


def _is_here(tree: Tree, place: str, _: Files) -> bool:
    return any(CONFIGURATION.search(text_of(tree, path)) for path in around(tree, place, "config.yaml"))


HASURA = Tool("hasura", lists=stepped(("up.sql",), by_number), is_here=_is_here, layout=Layout.FOLDERS)
