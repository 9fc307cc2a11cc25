"""What `package.json` says about a folder: dependencies and scripts, its own and those of the folders around it."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Tree
from bot.projects.contents import json_of, text_of
from bot.projects.places import ancestors, has

DEPENDENCIES = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
SEPARATORS = re.compile(r"&&|\|\||[;|&]")


@dataclass(frozen=True, slots=True)
class Package:
    """One package.json."""

    folder: str
    dependencies: dict[str, str]
    scripts: dict[str, str]
    name: str | None = None


def packages_around(tree: Tree, folder: str) -> tuple[Package, ...]:
    """The packages that a folder belongs to, the nearest first."""
    found = ((place, f"{place}/package.json" if place else "package.json") for place in ancestors(folder))
    return tuple(read_package(tree, place) for place, path in found if has(tree, path))


def read_package(tree: Tree, folder: str) -> Package:
    """The package.json of a folder; broken parts count as absent."""
    data = json_of(tree, f"{folder}/package.json" if folder else "package.json")
    dependencies: dict[str, str] = {}
    for group in reversed(DEPENDENCIES):
        dependencies.update(_texts(data.get(group)))
    name = data.get("name")
    return Package(folder, dependencies, _texts(data.get("scripts")), name if isinstance(name, str) else None)


def package_folder(tree: Tree, folder: str) -> str:
    """The nearest folder with a package.json, or the folder itself."""
    return next((package.folder for package in packages_around(tree, folder)), folder)


def commands(package: Package, program: str) -> Iterator[list[str]]:
    """The words of every call of a program in the scripts, from the program's name on."""
    return (words for _, words in calls(package, program))


def calls(package: Package, program: str) -> Iterator[tuple[list[str], list[str]]]:
    """Every call of a program in the scripts: the words before it (`pnpm --filter shop`), and those from its name on."""
    for script in package.scripts.values():
        for part in SEPARATORS.split(script) if program in script else ():
            words = _words(part)
            if program in words:
                yield words[: words.index(program)], words[words.index(program) :]


def kit_line(tree: Tree, folder: str) -> int:
    """The drizzle-kit line that the nearest package.json asks for: 1 for 1.0 and its betas, else 0."""
    for package in packages_around(tree, folder):
        wanted = package.dependencies.get("drizzle-kit") or package.dependencies.get("drizzle-orm")
        if wanted is None:
            continue
        if wanted.startswith("catalog:"):
            wanted = _from_catalog(tree)
        return int(bool(re.match(r"[\^~>=v\s]*1\b|beta\b|rc\b", wanted)))
    return 0


def _from_catalog(tree: Tree) -> str:
    """The version in a pnpm or bun catalog, which is one list for the whole repository."""
    places = text_of(tree, "pnpm-workspace.yaml"), text_of(tree, "package.json")
    found = (re.search(r"""["']?drizzle-kit["']?\s*:\s*["']?([^\s"',]+)""", text) for text in places)
    return next((match[1] for match in found if match and not match[1].startswith("catalog:")), "")


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {name: text for name, text in value.items() if isinstance(text, str)}
