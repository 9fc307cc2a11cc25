"""Projects that are SQL alone: folders of migrations of any tool, or one file with the whole schema."""

import posixpath
import re
from collections.abc import Iterator

from bot.model import Dialect, Tree, Unread
from bot.projects.contents import json_of, text_of
from bot.projects.dialects import dialect_of_addresses, dialect_of_path, dialect_of_sql, dialect_word, is_foreign_path
from bot.projects.layouts import journal_path
from bot.projects.places import ancestors, children, in_use
from bot.projects.tools import sql_places, tool_at
from bot.projects.tools.plain import PLAIN_TOOLS
from bot.projects.tools.tool import Tool

SINGLE = re.compile(r"(^|/)(schema|structure)\.sql$")
DEFINES = re.compile(r"\b(create|alter)\s+(temp\w*\s+|unlogged\s+)?table\b", re.IGNORECASE)
SETTINGS = re.compile(r"^(?:\.env[\w.-]*|.*compose[\w.-]*\.ya?ml|[Mm]akefile|[Jj]ustfile|.*\.sh|\.travis\.yml)$")
LOOKED_AT = 5
LOOKED_AT_OF_TOOL = 50


def migration_places(tree: Tree) -> tuple[tuple[str, Tool], ...]:
    """The folders and changelogs whose migrations make tables in SQL, each with its tool, sorted."""
    return tuple((place, tool) for place, tool in sql_places(tree) if not is_foreign_path(place) and _makes_tables(tree, place, tool))


def _makes_tables(tree: Tree, place: str, tool: Tool) -> bool:
    limit = LOOKED_AT if tool in PLAIN_TOOLS else LOOKED_AT_OF_TOOL
    return _defines(tree, tool.lists(tree, place)[:limit])


def single_files(tree: Tree) -> tuple[str, ...]:
    """`schema.sql` or `structure.sql`, the ones nearest to the root; else the only SQL file that creates tables.

    Where none of that name can be read, those that cannot: a dump over the limit must not pass for no schema at all.
    """
    files = in_use(path for path in tree.paths if path.endswith(".sql"))
    called = [path for path in files if SINGLE.search(path)]
    named = [path for path in called if _defines(tree, (path,))] or [path for path in called if isinstance(tree.read(path), Unread)]
    if named:
        depth = min(path.count("/") for path in named)
        return tuple(path for path in named if path.count("/") == depth)
    return files if len(files) == 1 and _defines(tree, files) else ()


def texts(tree: Tree, place: str, tool: Tool) -> Iterator[str]:
    """The texts of the migrations of a tool in a folder, or of the one file."""
    return (text_of(tree, path) for path in tool.lists(tree, place))


def provider(tree: Tree, place: str) -> str | None:
    """The database that the tool's own files name for a folder of migrations."""
    tool = tool_at(tree, place)
    said = tool.dialect(tree, place) if tool else None
    return said or str(json_of(tree, journal_path(place)).get("dialect") or "") or None


def sql_dialect(tree: Tree, place: str, tool: Tool) -> Dialect | None:
    """The dialect of a migrations folder or schema file: by its folders' names, the tool's own word, its SQL, then addresses around it."""
    told = dialect_of_path(place) or dialect_word(tool.dialect(tree, place) or provider(tree, place))
    return told or dialect_of_sql(tuple(texts(tree, place, tool))) or dialect_of_addresses(_settings(tree, place))


def _settings(tree: Tree, place: str) -> Iterator[str]:
    """The texts of the files around a place that say where the database is."""
    paths = (path for folder in ancestors(place) for path in children(tree.paths, folder))
    return (text_of(tree, path) for path in paths if SETTINGS.match(posixpath.basename(path)))


def _defines(tree: Tree, paths: tuple[str, ...]) -> bool:
    return any(DEFINES.search(text_of(tree, path)) for path in paths)
