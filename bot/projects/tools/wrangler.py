"""Wrangler, which applies migrations to D1.

https://developers.cloudflare.com/d1/reference/migrations/
"""

import re

from bot.model import Tree
from bot.projects.contents import json_of, text_of
from bot.projects.places import join
from bot.projects.tools.tool import Files, Tool, around, by_number, flat

FILES = ("wrangler.toml", "wrangler.json", "wrangler.jsonc")
DATABASES = re.compile(r"""d1_databases["']?\s*(?:\]\]|[:=])""")
FOLDER = re.compile(r"""["']?migrations_dir["']?\s*[:=]\s*["']([^"']+)["']""")


def _is_here(tree: Tree, place: str, _: Files) -> bool:
    for path in around(tree, place, *FILES):
        text = text_of(tree, path) if path.endswith("toml") else str(json_of(tree, path))
        folder = path.rpartition("/")[0]
        if DATABASES.search(text) and place in {join(folder, written) for written in FOLDER.findall(text) or ("migrations",)}:
            return True
    return False


WRANGLER = Tool("wrangler", lists=flat(r"\.sql$", by_number), is_here=_is_here, dialect=lambda _tree, _place: "sqlite")
