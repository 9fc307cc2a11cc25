"""Projects that are SQL alone: folders of migrations of any tool, or one file with the whole schema."""

import posixpath
import re
from collections.abc import Iterator

from bot.model import Layout, Tree, Unread
from bot.projects.contents import json_of, text_of
from bot.projects.layouts import NUMBERED, STEP_FILES, UNDONE, numbered_files, sql_files, step_folders
from bot.projects.places import has, in_use

FOLDERS = frozenset({"migrations", "migration", "migrate", "versions", "ddl", "changes", "deploy"})
SINGLE = re.compile(r"(^|/)(schema|structure)\.sql$")
DEFINES = re.compile(r"\b(create|alter)\s+(temp\w*\s+|unlogged\s+)?table\b", re.IGNORECASE)
PROVIDER = re.compile(r"""provider\s*=\s*["'](\w+)["']""")
LOOKED_AT = 5


def migration_folders(tree: Tree) -> tuple[tuple[str, Layout], ...]:
    """The folders whose SQL files are migrations, with their layout, sorted."""
    files = in_use(path for path in tree.paths if path.endswith(".sql"))
    steps = {posixpath.dirname(posixpath.dirname(path)) for path in files if posixpath.basename(path) in STEP_FILES}
    flat = {posixpath.dirname(path) for path in files if not UNDONE.search(posixpath.basename(path))}
    found = {place: Layout.FILES for place in flat if _is_numbered(tree, place)}
    found |= dict.fromkeys(steps, Layout.FOLDERS)
    return tuple(sorted((place, layout) for place, layout in found.items() if _defines(tree, migration_files(tree, place, layout))))


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


def migration_files(tree: Tree, place: str, layout: Layout) -> tuple[str, ...]:
    """The SQL files of a migrations folder in the order they run."""
    if layout is Layout.SINGLE:
        return (place,)
    return step_folders(tree, place) if layout is Layout.FOLDERS else numbered_files(tree, place)


def provider(tree: Tree, place: str) -> str | None:
    """The database that Prisma's or Supabase's own files name for a migrations folder."""
    lock = posixpath.join(place, "migration_lock.toml")
    if has(tree, lock):
        found = PROVIDER.search(text_of(tree, lock))
        return found[1] if found else None
    if place.endswith("supabase/migrations"):
        return "postgresql"
    return str(json_of(tree, posixpath.join(place, "meta/_journal.json")).get("dialect") or "") or None


def texts(tree: Tree, paths: tuple[str, ...]) -> Iterator[str]:
    """The texts of files."""
    return (text_of(tree, path) for path in paths)


def _is_numbered(tree: Tree, place: str) -> bool:
    files = sql_files(tree, place)
    numbered = sum(bool(NUMBERED.match(posixpath.basename(path))) for path in files)
    return bool(files) and (posixpath.basename(place).lower() in FOLDERS or numbered > 1) and (numbered > 0 or len(files) > 1)


def _defines(tree: Tree, paths: tuple[str, ...]) -> bool:
    return any(DEFINES.search(text) for text in texts(tree, paths[:LOOKED_AT]))
