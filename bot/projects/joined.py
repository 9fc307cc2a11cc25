"""Drizzle tables that no configuration covers, and the SQL migrations, written for whatever tool, that make them."""

import re
from dataclasses import replace

from bot.model import Dialect, Tree
from bot.projects.contents import bytes_of, text_of
from bot.projects.drizzle import Draft
from bot.projects.evidence import table_files
from bot.projects.places import is_below
from bot.projects.sql import migration_places, sql_dialect
from bot.projects.tools.plain import PLAIN_TOOLS
from bot.projects.tools.tool import Tool

DECLARED = re.compile(rb"""\b\w*[tT]able\w*\s*\(\s*["'`](\w+)["'`]""")
CREATED = re.compile(r"\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(?:[`\"]?\w+[`\"]?\.)?[`\"]?(\w+)", re.IGNORECASE)


def with_migrations(tree: Tree, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The only draft with the folder of migrations that is its own: the only one, below it, or the one that makes most of its tables."""
    if len(drafts) != 1:
        return drafts
    draft, places = drafts[0], migration_places(tree)
    if len(places) == 1 and is_below(places[0][0], draft.folder):
        return (_joined(draft, *places[0]),)
    making = [(place, tool) for place, tool in places if _makes(tree, draft.dialect, place, tool)]
    return (_joined(draft, *making[0]),) if len(making) == 1 else drafts


def _joined(draft: Draft, place: str, tool: Tool) -> Draft:
    return replace(draft, migrations=place, tool=None if tool in PLAIN_TOOLS else tool.name)


def _makes(tree: Tree, dialect: Dialect, place: str, tool: Tool) -> bool:
    if sql_dialect(tree, place, tool) is not dialect:
        return False
    declared = {name.decode() for path in table_files(tree).get(dialect, ()) for name in DECLARED.findall(bytes_of(tree, path))}
    created = {name for path in tool.lists(tree, place) for name in CREATED.findall(text_of(tree, path))}
    return 2 * len(declared & created) > len(declared)
