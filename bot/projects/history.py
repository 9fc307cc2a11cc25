"""The migrations of a project in the order in which a runner applies them, and the files of its schema."""

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.model import Layout, Migration, Problem, Project, Span, Tree, Unread
from bot.parse.unread import BINARY, unread_words
from bot.projects.globs import expand
from bot.projects.layouts import journal_path, layout_of, numbered_files, sql_files, step_folders
from bot.projects.places import CODE, children, has
from bot.projects.problems import (
    content_unread,
    entry_broken,
    entry_without_time,
    file_missing,
    journal_broken,
    journal_gone,
    journal_without_entries,
    never_runs,
    not_numbered,
    not_utf8,
)

MAX_FILE = 8 << 20  # bytes of one SQL file or journal; the Trees give no more
SNAPSHOT = re.compile(r"/\d+_snapshot\.json$")
GENERATED = re.compile(r"^0000_\w+\.sql$")  # what drizzle-kit calls its first migration
ENTRIES = re.compile(r'"entries"\s*:\s*\[')
BLANK = re.compile(r"[\s,]*")
# goose, sql-migrate and dbmate write what undoes a migration below it, in the same file.
UNDO = re.compile(r"^\s*--\s*(\+goose\s+down|\+migrate\s+down|migrate:down)\b", re.IGNORECASE | re.MULTILINE)


def migrations(tree: Tree, project: Project) -> tuple[tuple[Migration, ...], tuple[Problem, ...]]:
    """The project's migrations in run order with their text, and what is wrong with them as files.

    A migration whose file is missing or unreadable keeps its place with an empty text, and a Problem says so.
    """
    if project.migrations is None:
        return (), ()
    match project.layout or layout_of(tree, project.migrations, kit=project.kit):
        case Layout.JOURNAL:
            return _split(_journalled(tree, project.migrations))
        case Layout.FOLDERS:
            return _split(_stepwise(tree, project.migrations))
        case Layout.FILES:
            is_drizzle = project.has_drizzle_schema and project.config_path is not None and project.runner.name != "wrangler"
            return _split(_numbered(tree, project.migrations, is_drizzle=is_drizzle))
        case Layout.SINGLE if has(tree, project.migrations):
            return _split(_file(tree, project.migrations, posixpath.basename(project.migrations), Span(project.migrations, 1, 1)))
    return (), ()


def named_files(tree: Tree, paths: Sequence[str]) -> tuple[tuple[Migration, ...], tuple[Problem, ...]]:
    """SQL files as migrations in the order they are named."""
    return _split(found for path in paths for found in _file(tree, path, posixpath.basename(path).removesuffix(".sql"), Span(path, 1, 1)))


def schema_files(tree: Tree, project: Project) -> tuple[str, ...]:
    """The TypeScript and JavaScript files that the project's schema paths select, sorted."""
    files = (path for path in expand(project.schema_paths, tree.paths) if path.endswith(CODE))
    return tuple(path for path in files if not re.search(r"\.d\.[mc]?ts$", path))


def _split(found: Iterator[Migration | Problem]) -> tuple[tuple[Migration, ...], tuple[Problem, ...]]:
    items = tuple(found)
    return tuple(item for item in items if isinstance(item, Migration)), tuple(item for item in items if isinstance(item, Problem))


def _journalled(tree: Tree, folder: str) -> Iterator[Migration | Problem]:
    """By the journal, in the order of its list: drizzle-orm's migrators go by that, not by `idx`."""
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
            yield from _file(tree, path, entry["tag"], span, when=_when(entry))
        else:
            yield Migration(entry["tag"], path, span, _when(entry))
            yield file_missing(span, path)
    for path in sql_files(tree, folder) if named else ():
        if path not in named:
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


def _stepwise(tree: Tree, folder: str) -> Iterator[Migration | Problem]:
    for path in step_folders(tree, folder):
        name = posixpath.basename(posixpath.dirname(path))
        yield from _file(tree, path, name, Span(path, 1, 1), when=_stamp(name))


def _stamp(name: str) -> int | None:
    """Milliseconds since 1970 of a name that starts with YYYYMMDDHHMMSS in UTC, as drizzle-orm 1.0 reads it."""
    try:
        return int(datetime.strptime(name[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None


def _numbered(tree: Tree, folder: str, *, is_drizzle: bool) -> Iterator[Migration | Problem]:
    chosen = numbered_files(tree, folder)
    if chosen and (_has_snapshots(tree, folder) or (is_drizzle and GENERATED.match(posixpath.basename(chosen[0])))):
        yield journal_gone(chosen[0], folder, journal_path(folder))
    for path in chosen:
        yield from _file(tree, path, posixpath.basename(path).removesuffix(".sql"), Span(path, 1, 1))
    for path in sql_files(tree, folder):
        if path not in chosen:
            yield not_numbered(path)


def _has_snapshots(tree: Tree, folder: str) -> bool:
    """Whether drizzle-kit's snapshots lie in a folder, which it writes together with the journal."""
    return any(SNAPSHOT.search(path) for path in children(tree.paths, posixpath.join(folder, "meta")))


def _file(tree: Tree, path: str, name: str, recorded: Span, *, when: int | None = None) -> Iterator[Migration | Problem]:
    content = tree.read(path)
    if isinstance(content, Unread):
        yield Migration(name, path, recorded, when)
        yield content_unread(path, unread_words(content, limit=MAX_FILE))
        return
    if b"\0" in content:
        yield Migration(name, path, recorded, when)
        yield content_unread(path, BINARY)
        return
    content = content.removeprefix(b"\xef\xbb\xbf")
    text = content.decode("utf-8", "replace")
    undo = UNDO.search(text)
    yield Migration(name, path, recorded, when, text[: undo.start()] if undo else text)
    try:
        content.decode()
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        yield not_utf8(Span(path, line, line))
