"""What applies the migrations of a project, with which driver, and what it wraps in a transaction."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.effects import transaction_of
from bot.model import Dialect, Runner, Tree
from bot.projects.callers import Callers, callers
from bot.projects.contents import json_of, text_of
from bot.projects.drivers import BUNDLED, KIT_DRIVERS, installed
from bot.projects.packages import Package, calls, commands, packages_around, read_package
from bot.projects.places import ancestors, has, join

D1_FOLDER = re.compile(r"""["']?migrations_dir["']?\s*[:=]\s*["']([^"']+)["']""")
AIMS = ("--filter", "-F", "--cwd", "-C", "--prefix", "-w", "--workspace", "workspace")
WRANGLER = ("wrangler.toml", "wrangler.json", "wrangler.jsonc")


def runner_of(tree: Tree, *, root: str, dialect: Dialect, migrations: str | None, kit_driver: str | None = None, kit: int = 0) -> Runner:
    """The runner of a Drizzle project in `root`: wrangler, a call of `migrate()`, or drizzle-kit; unknown where nothing says.

    `migrations` is the folder, where it exists; `kit` is Drizzle's line. Where a repository has several runners, what they have in
    common is known.
    """
    packages = packages_around(tree, root)
    code = callers(tree, root, dialect)
    first = KIT_DRIVERS.get(kit_driver or "") or next(iter(_installed(packages, dialect)), None)
    found = [runner_named(name, driver, dialect, kit=kit) for name, driver in _drizzles(code, first)]
    if migrations is not None and _is_wranglers(tree, packages, root, migrations, dialect):
        found.append(runner_named("wrangler", "d1", dialect))
    # Without the package of a driver drizzle-kit has nothing to connect with: its script lies idle beside code that migrates by itself.
    if migrations is not None and (first or not code.migrating) and _kit_migrates(tree, packages, root):
        found.append(runner_named("drizzle-kit", first, dialect, kit=kit))
    if not found or code.is_own:
        return Runner(driver=_opened(code, packages, dialect), checks_keys=code.checks_keys)
    return Runner(
        _common(runner.name for runner in found) or "unknown",
        _common(runner.driver for runner in found),
        _common(runner.transaction for runner in found),
        code.checks_keys,
    )


def _drizzles(code: Callers, first: str | None) -> Iterator[tuple[str, str]]:
    """drizzle-orm with each driver whose `migrate` the code calls, or with one that can do nothing else."""
    if code.migrating:
        yield from (("drizzle-orm", driver) for driver in code.migrating)
    elif first in BUNDLED:
        yield "drizzle-orm", str(first)


def _kit_migrates(tree: Tree, packages: tuple[Package, ...], root: str) -> bool:
    """Whether a script calls `drizzle-kit migrate` here: `pnpm --filter shop drizzle-kit migrate` does so for another package."""
    names = {posixpath.basename(root), (read_package(tree, root).name or "").rpartition("/")[2]}
    found = (call for package in packages for call in calls(package, "drizzle-kit"))
    return any(words[1:2] == ["migrate"] and _aim(before) in (None, *names) for before, words in found)


def _aim(before: list[str]) -> str | None:
    """The last part of the package that a command is sent to, None where it stays here."""
    for word, following in zip(before, [*before, ""][1:], strict=True):
        option, _, value = word.partition("=")
        if option in AIMS:
            return (value or following).strip("./{}^").rpartition("/")[2]
    return None


def _common(values: Iterable[str | None]) -> str | None:
    """The value that all are, None where they differ."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _opened(code: Callers, packages: tuple[Package, ...], dialect: Dialect) -> str | None:
    """The one driver that the code opens, or whose package is installed where the code names none."""
    return _common(code.migrating or code.opened or _installed(packages, dialect))


def runner_named(name: str, driver: str | None, dialect: Dialect, *, kit: int = 0) -> Runner:
    """A runner that somebody named, with what it wraps in a transaction. `kit` is Drizzle's line."""
    runner = Runner(name, "d1" if name == "wrangler" else driver)
    return replace(runner, transaction=transaction_of(runner, dialect, kit))


def _installed(packages: tuple[Package, ...], dialect: Dialect) -> tuple[str, ...]:
    """The drivers that the nearest package with any of them installs."""
    return next((found for package in packages if (found := installed(package.dependencies, dialect))), ())


def _is_wranglers(tree: Tree, packages: tuple[Package, ...], root: str, migrations: str, dialect: Dialect) -> bool:
    if dialect is not Dialect.SQLITE:
        return False
    if any(words[1:4] == ["d1", "migrations", "apply"] for package in packages for words in commands(package, "wrangler")):
        return True
    return any(join(folder, place) == migrations for folder, place in _d1_folders(tree, root))


def _d1_folders(tree: Tree, root: str) -> Iterator[tuple[str, str]]:
    """The migration folders that wrangler is told of, with the folder of the file that says so."""
    for folder in ancestors(root):
        for name in WRANGLER:
            path = f"{folder}/{name}" if folder else name
            if has(tree, path):
                text = text_of(tree, path) if name.endswith("toml") else str(json_of(tree, path))
                yield from ((folder, match[1]) for match in D1_FOLDER.finditer(text))
