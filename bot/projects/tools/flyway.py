"""Flyway: `V` by version, then `R`; `U` undoes and `B` stands for all that came before.

https://documentation.red-gate.com/flyway
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from bot.model import Tree
from bot.projects.contents import text_of
from bot.projects.places import ancestors, has, in_use, under
from bot.projects.tools.tool import Files, Tool, mentioned

VERSION = re.compile(r"^([VB])(\d+(?:[._]\d+)*)(?:__.*)?\.sql$")
REPEATABLE = re.compile(r"^R__.*\.sql$")
USUAL = re.compile(r"^(?:.*/)?db/migrations?(?=/|$)")
SETTINGS = re.compile(
    r"(^|/)(?:flyway[\w.-]*\.(?:conf|toml|properties)|pom\.xml|build\.gradle(?:\.kts)?|application[\w-]*\.(?:properties|ya?ml))$"
)
# What undoes, what a baseline stands for, and callbacks such as afterMigrate.sql.
ASIDE = re.compile(r"^[UVB]\d[\d._]*(?:__.*)?\.sql$|^(?:before|after|create)[A-Z]\w*(?:__.*)?\.sql$")
LOCATION = re.compile(r"\b(?:filesystem|classpath):/?([\w./-]+)")
JDBC = re.compile(r"jdbc:(?:\w+:)?(postgresql|mysql|mariadb|sqlite):")
ALONE = re.compile(r"^[ \t]*executeInTransaction\s*=\s*false\b", re.MULTILINE)
# Flyway opens no transaction around a file with one of PostgreSQL's statements that refuse it.
# https://documentation.red-gate.com/flyway/flyway-concepts/migrations/migration-transaction-handling
REFUSES = re.compile(
    r"^[ \t]*(?:(?:create\s+(?:unique\s+)?|drop\s+|re)index\s+concurrently|reindex\s+(?:table|index|schema)\s+concurrently|vacuum|"
    r"create\s+(?:database|tablespace|subscription)|alter\s+system)\b",
    re.IGNORECASE | re.MULTILINE,
)
AROUND = ("flyway.conf", "flyway.toml", "conf/flyway.conf", "application.properties", "application.yml", "application.yaml", "pom.xml")


def version(path: str) -> tuple[int, ...] | None:
    """The parts of a file's version, without zeros at the end; None for a file without one."""
    found = VERSION.match(posixpath.basename(path))
    if found is None:
        return None
    parts = [int(part) for part in re.split(r"[._]", found[2])]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _lists(tree: Tree, place: str) -> Files:
    """Below a folder, at any depth: the newest baseline, the versions behind it, then the repeatable files by their names."""
    files = [path for path in under(tree.paths, place) if path.endswith(".sql")]
    versioned = sorted(((number, path) for path in files if (number := version(path)) is not None), key=_order)
    baselines = [number for number, path in versioned if posixpath.basename(path).startswith("B")]
    kept = (
        path
        for number, path in versioned
        if not baselines or number > baselines[-1] or (number == baselines[-1] and posixpath.basename(path).startswith("B"))
    )
    repeatable = sorted((path for path in files if REPEATABLE.match(posixpath.basename(path))), key=posixpath.basename)
    return (*kept, *repeatable)


def _order(found: tuple[tuple[int, ...], str]) -> Any:  # noqa: ANN401 # whatever compares
    return found[0], posixpath.basename(found[1])


def _places(tree: Tree, files: Files) -> Files:
    """The folders whose files Flyway runs together: a location with all below it, each folder by itself where versions repeat."""
    folders = sorted({posixpath.dirname(path) for path in files if version(path) is not None})
    locations = _locations(tree) if folders else ()
    groups: dict[str, list[str]] = {}
    for folder in folders:
        groups.setdefault(_root(folder, folders, locations), []).append(folder)
    return tuple(place for root, group in groups.items() for place in _split(root, group, files))


def _split(root: str, group: list[str], files: Files) -> list[str]:
    mine = [path for path in files if posixpath.dirname(path) in group and VERSION.match(posixpath.basename(path))]
    numbers = {(version(path), posixpath.basename(path)[0]) for path in mine}
    return [root] if len(numbers) == len(mine) else group


def _root(folder: str, folders: list[str], locations: tuple[str, ...]) -> str:
    for location in locations:
        position = f"/{folder}/".find(f"/{location}/")
        if position >= 0:
            return folder[: position + len(location)]
    usual = USUAL.match(folder)
    return usual[0] if usual else next((outer for outer in reversed([*ancestors(folder)]) if outer in folders), folder)


def _locations(tree: Tree) -> tuple[str, ...]:
    """The ends of the paths that settings give as locations; a `{vendor}` in them is left to the folders."""
    return tuple(dict.fromkeys(_written(tree)))


def _written(tree: Tree) -> Iterator[str]:
    for path in in_use(path for path in tree.paths if SETTINGS.search(path)):
        text = text_of(tree, path)
        found = LOCATION.findall(text) if "flyway" in text.lower() else ()
        yield from filter(None, (posixpath.normpath(written).strip("./") for written in found))


def _opts_out(tree: Tree, path: str, text: str) -> bool:
    """By the `.conf` beside the file, or by a statement that Flyway knows to refuse a transaction."""
    beside = f"{path}.conf"
    return bool(has(tree, beside) and ALONE.search(text_of(tree, beside))) or REFUSES.search(text) is not None


FLYWAY = Tool(
    "flyway",
    lists=_lists,
    is_here=lambda _tree, _place, files: any(version(path) is not None for path in files),
    opts_out=_opts_out,
    dialect=lambda tree, place: mentioned(tree, place, JDBC, *AROUND),
    places=_places,
    aside=ASIDE,
)
