"""Liquibase's changelogs in XML, YAML and JSON: which files they include, in which order. Their own changes are not read."""

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bot.model import Tree
from bot.projects.contents import text_of
from bot.projects.places import ancestors, has, under

ENDINGS = (".xml", ".yaml", ".yml", ".json")
RUN = (*ENDINGS, ".sql")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"<(/?)(?:\w++:)?+(\w++)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)(?:>|(?=[<\"'])|\Z)")
ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
FOLLOWED = frozenset({"include", "includeAll", "sqlFile"})
# Inside a change set, what changes nothing.
SILENT = frozenset({"comment", "validCheckSum", "tagDatabase", "output", "empty", "stop"})
MAX_TEXT = 2 << 20
MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a changelog in its place: `include`, `includeAll`, `sqlFile`, or `change` for any other; and of which path."""

    kind: str
    path: str = ""
    is_relative: bool = False


def is_changelog(tree: Tree, path: str) -> bool:
    """Whether a file is a changelog, told by its first words."""
    return path.endswith(ENDINGS) and "databaseChangeLog" in text_of(tree, path)[:MAX_TEXT]


def directly(tree: Tree, path: str) -> Iterator[str]:
    """The changelogs that a changelog names itself."""
    for entry in entries(tree, path):
        if entry.kind in ("include", "includeAll"):
            yield from (found for found in resolved(tree, path, entry) if found.endswith(ENDINGS) and found != path)


def included(tree: Tree, path: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """The files that a changelog runs, in order; the changelog itself where it has changes of its own or names what is nowhere."""
    own = False
    for entry in entries(tree, path):
        targets = resolved(tree, path, entry)
        if not targets and not own:
            own = True
            yield path
        for found in targets:
            if found.endswith(ENDINGS) and found not in seen and found != path and len(seen) < MAX_DEPTH:
                yield from included(tree, found, (*seen, path))
            elif found.endswith(".sql"):
                yield found


def resolved(tree: Tree, path: str, entry: Entry) -> tuple[str, ...]:
    """The files behind an entry: next to the changelog, else from the nearest folder around it from which the path leads somewhere."""
    if not entry.path:
        return ()
    folder = posixpath.dirname(path)
    written = entry.path.removeprefix("classpath:").removeprefix("file:").lstrip("/")
    for base in (folder,) if entry.is_relative else (*ancestors(folder), "src/main/resources"):
        target = posixpath.normpath(posixpath.join(base, written))
        if entry.kind != "includeAll" and has(tree, target):
            return (target,)
        below = under(tree.paths, target) if entry.kind == "includeAll" and target not in (".", "") else ()
        if below:
            return tuple(found for found in below if found.endswith(RUN) and found != path)
    return ()


def entries(tree: Tree, path: str) -> Iterator[Entry]:
    """What a changelog lists, in order; one change that is not known where it cannot be read."""
    text = text_of(tree, path)[:MAX_TEXT]
    if path.endswith(".xml"):
        return _of_xml(COMMENT.sub("", text))
    return _of_data(_loaded(path, text))


def _of_xml(text: str) -> Iterator[Entry]:
    """Nesting is followed as far as is needed: what stands in a change set, and what of it is undoing or a condition."""
    within, aside = False, 0
    for close, name, rest in TAG.findall(text):
        is_open = not close and not rest.rstrip().endswith("/")
        if name == "changeSet":
            within = is_open
        elif name in ("rollback", "preConditions"):
            aside += 1 if is_open else -1 if close else 0
        elif not close and not aside and (name in FOLLOWED or (within and name not in SILENT)):
            values = {key: one or other for key, one, other in ATTRIBUTE.findall(rest)}
            yield _entry(name, values)


def _loaded(path: str, text: str) -> Any:  # noqa: ANN401 # whatever the file holds
    try:
        return json.loads(text) if path.endswith(".json") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError):
        return None


def _of_data(data: Any) -> Iterator[Entry]:  # noqa: ANN401 # whatever the file holds
    listed = data.get("databaseChangeLog") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        yield Entry("change")
        return
    for item in listed:
        for kind, value in item.items() if isinstance(item, dict) else ():
            if kind in FOLLOWED:
                yield _entry(kind, value if isinstance(value, dict) else {})
            elif kind == "changeSet" and isinstance(value, dict):
                yield from _changes(value.get("changes"))


def _changes(changes: Any) -> Iterator[Entry]:  # noqa: ANN401 # whatever the file holds
    for change in changes if isinstance(changes, list) else ():
        for kind, value in change.items() if isinstance(change, dict) else ():
            if kind not in SILENT:
                yield _entry(kind, value if isinstance(value, dict) else {})


def _entry(name: str, values: dict[str, Any]) -> Entry:
    if name not in FOLLOWED:
        return Entry("change")
    path = values.get("file") or values.get("path") or ""
    is_relative = str(values.get("relativeToChangelogFile", "")).lower() == "true"
    return Entry(name, str(path), is_relative)
