"""The migrations of a project in the order in which a runner applies them, and the files of its schema."""

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.model import Dialect, Layout, Migration, Problem, Project, Span, Tree, Unread
from bot.parse.unread import BINARY, unread_words
from bot.projects.globs import expand
from bot.projects.layouts import journal_path, layout_of
from bot.projects.migration_problems import (
    code_unread,
    content_unread,
    entry_broken,
    entry_without_time,
    file_missing,
    journal_broken,
    journal_gone,
    journal_without_entries,
    never_runs,
    not_named,
    not_numbered,
    not_utf8,
)
from bot.projects.places import CODE, children, has
from bot.projects.tools import tool_of
from bot.projects.tools.plain import PLAIN, PLAIN_TOOLS, PLAIN_VERSIONS, sql_files
from bot.projects.tools.tool import Tool

MAX_FILE = 8 << 20  # bytes of one SQL file or journal; the Trees give no more
SNAPSHOT = re.compile(r"/\d+_snapshot\.json$")
NUMBERED = re.compile(r"^\d{4,}_\w+\.sql$")
GENERATED = re.compile(r"^0000_\w+\.sql$")  # what drizzle-kit calls its first migration
ENTRIES = re.compile(r'"entries"\s*:\s*\[')
BLANK = re.compile(r"[\s,]*")


def migrations(tree: Tree, project: Project, *, only_journal: bool = False) -> tuple[tuple[Migration, ...], tuple[Problem, ...]]:
    """The project's migrations in run order with their text, and what is wrong with them as files.

    A migration whose file is missing or unreadable keeps its place with an empty text, and a Problem says so. Where most files stand
    beside the journal somebody else runs them, and they count, unless `only_journal` says that they do not yet.
    """
    if project.migrations is None:
        return (), ()
    match project.layout or layout_of(tree, project.migrations, kit=project.kit):
        case Layout.JOURNAL:
            return _split(_journalled(tree, project.migrations, only_journal=only_journal))
        case None:
            return (), ()
        case layout:
            return _split(_listed(tree, replace(project, layout=layout), project.migrations))


def named_files(tree: Tree, paths: Sequence[str]) -> tuple[tuple[Migration, ...], tuple[Problem, ...]]:
    """SQL files as migrations in the order they are named."""
    return _split(found for path in paths for found in _file(tree, path, posixpath.basename(path).removesuffix(".sql")))


def unlisted_files(tree: Tree, project: Project, history: tuple[Migration, ...]) -> tuple[str, ...]:
    """The files that are numbered as drizzle-kit numbers migrations and that its journal does not name."""
    if project.layout is not Layout.JOURNAL or project.migrations is None or not history:
        return ()
    named = {migration.path for migration in history}
    files = sql_files(tree, project.migrations)
    return tuple(path for path in files if path not in named and NUMBERED.match(posixpath.basename(path)))


def schema_files(tree: Tree, project: Project) -> tuple[str, ...]:
    """The TypeScript and JavaScript files that the project's schema paths select, sorted."""
    files = (path for path in expand(project.schema_paths, tree.paths) if path.endswith(CODE))
    return tuple(path for path in files if not re.search(r"\.d\.[mc]?ts$", path))


def _split(found: Iterator[Migration | Problem]) -> tuple[tuple[Migration, ...], tuple[Problem, ...]]:
    items = tuple(found)
    return tuple(item for item in items if isinstance(item, Migration)), tuple(item for item in items if isinstance(item, Problem))


def _journalled(tree: Tree, folder: str, *, only_journal: bool) -> Iterator[Migration | Problem]:
    """By the journal, in the order of its list: drizzle-orm's migrators go by that, not by `idx`. Then the files that another tool runs."""
    journal = journal_path(folder)
    named: set[str] = set()
    for found in _entries(tree, journal):
        if isinstance(found, Problem):
            yield found
            continue
        entry, span = found
        path = posixpath.join(folder, f"{entry['tag']}.sql")
        named.add(path)
        if "when" in entry and _when(entry) is None:
            yield entry_without_time(span, entry["tag"])
        if has(tree, path):
            yield from _file(tree, path, entry["tag"], recorded=span, when=_when(entry))
        else:
            yield from _with(Migration(entry["tag"], path, span, _when(entry)), file_missing(span, path))
    loose = [path for path in sql_files(tree, folder) if named and path not in named]
    numbered = [path for path in loose if NUMBERED.match(posixpath.basename(path))]
    others_run = len(numbered) > len(named) and not only_journal
    for path in loose:
        if others_run and path in numbered:
            yield from _file(tree, path, posixpath.basename(path).removesuffix(".sql"))
        else:
            yield never_runs(path, journal)


def _entries(tree: Tree, journal: str) -> Iterator[tuple[dict[str, Any], Span] | Problem]:
    """The entries of a journal that name a file, each with its lines."""
    if not has(tree, journal):
        return
    content = tree.read(journal)
    if isinstance(content, Unread):
        yield content_unread(journal, unread_words(content, limit=MAX_FILE))
        return
    if b"\0" in content:
        yield content_unread(journal, BINARY)
        return
    text = content.decode("utf-8-sig", "replace")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as broken:
        yield journal_broken(Span(journal, broken.lineno, broken.lineno, broken.colno), broken.msg)
        return
    except (ValueError, RecursionError) as broken:
        # A number of thousands of digits, or lists thousands deep.
        yield journal_broken(Span(journal, 1, 1), str(broken))
        return
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        yield journal_without_entries(Span(journal, 1, 1))
        return
    for entry, span in zip(entries, _entry_spans(journal, text), strict=False):
        is_sound = isinstance(entry, dict) and isinstance(entry.get("tag"), str) and "/" not in entry["tag"]
        yield (entry, span) if is_sound else entry_broken(span)


def _entry_spans(journal: str, text: str) -> Iterator[Span]:
    """Where each entry stands: the text is valid JSON, so it is decoded once more entry by entry."""
    start = ENTRIES.search(text)
    position = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    while True:
        blank = BLANK.match(text, position)
        position = blank.end() if blank else position
        if position >= len(text) or text[position] == "]":
            return
        _, end = decoder.raw_decode(text, position)
        line = text.count("\n", 0, position) + 1
        yield Span(journal, line, line + text.count("\n", position, end), position - text.rfind("\n", 0, position))
        position = end


def _when(entry: dict[str, Any]) -> int | None:
    when = entry.get("when")
    return when if isinstance(when, int) and not isinstance(when, bool) else None


def _stamp(name: str) -> int | None:
    """Milliseconds since 1970 of a name that starts with YYYYMMDDHHMMSS in UTC, as drizzle-orm 1.0 reads it."""
    try:
        return int(datetime.strptime(name[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None


def _listed(tree: Tree, project: Project, place: str) -> Iterator[Migration | Problem]:
    """As the project's tool runs them; then the files beside them that it passes over."""
    tool = tool_of(tree, project)
    chosen = tool.lists(tree, place)
    if chosen and tool is PLAIN and _lost_its_journal(tree, project, chosen[0]):
        yield journal_gone(chosen[0], place, journal_path(place))
    for path in chosen:
        name = _name(path, tool, place)
        yield from _file(tree, path, name, when=_stamp(name) if tool.layout is Layout.FOLDERS else None, tool=tool, dialect=project.dialect)
    for path in sql_files(tree, place) if tool.layout is Layout.FILES else ():
        if path not in chosen and not tool.aside.search(posixpath.basename(path)):
            yield not_numbered(path) if tool in PLAIN_TOOLS else not_named(path, tool.name)


def _name(path: str, tool: Tool, place: str) -> str:
    if tool is PLAIN_VERSIONS:
        return path.removeprefix(f"{place}/").removesuffix(".sql")
    match tool.layout:
        case Layout.FOLDERS:
            return posixpath.basename(posixpath.dirname(path))
        case Layout.SINGLE:
            return posixpath.basename(path)
    return posixpath.basename(path).removesuffix(".sql")


def _lost_its_journal(tree: Tree, project: Project, first: str) -> bool:
    """Whether drizzle-kit made a folder that has no journal any more."""
    is_drizzle = project.has_drizzle_schema and project.config_path is not None and project.runner.name != "wrangler"
    return _has_snapshots(tree, posixpath.dirname(first)) or (is_drizzle and GENERATED.match(posixpath.basename(first)) is not None)


def _has_snapshots(tree: Tree, folder: str) -> bool:
    """Whether drizzle-kit's snapshots lie in a folder, which it writes together with the journal."""
    return any(SNAPSHOT.search(path) for path in children(tree.paths, posixpath.join(folder, "meta")))


def _file(
    tree: Tree,
    path: str,
    name: str,
    *,
    recorded: Span | None = None,
    when: int | None = None,
    tool: Tool = PLAIN,
    dialect: Dialect = Dialect.POSTGRESQL,
) -> Iterator[Migration | Problem]:
    content = tree.read(path)
    empty = Migration(name, path, recorded or Span(path, 1, 1), when)
    reason = unread_words(content, limit=MAX_FILE) if isinstance(content, Unread) else BINARY if b"\0" in content else None
    if isinstance(content, Unread) or reason:
        yield from _with(empty, content_unread(path, reason or BINARY))
        return
    if not path.endswith(".sql"):
        yield from _with(empty, code_unread(path, tool.name))
        return
    content = content.removeprefix(b"\xef\xbb\xbf")
    text = content.decode("utf-8", "replace")
    read = replace(empty, content=tool.applied(text, dialect), opts_out_of_transaction=tool.opts_out(tree, path, text))
    try:
        content.decode()
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        yield from _with(read, not_utf8(Span(path, line, line)))
        return
    yield read


def _with(migration: Migration, problem: Problem) -> Iterator[Migration | Problem]:
    """A migration of which something was not read."""
    yield replace(migration, unread=problem)
    yield problem
