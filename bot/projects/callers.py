"""What a repository's own code and scripts do with Drizzle: which drivers they open, and which files apply migrations."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model import Dialect, Tree
from bot.parse.drizzle.paths import Resolver
from bot.projects.contents import bytes_of, text_of
from bot.projects.drivers import driver_of
from bot.projects.packages import Package, packages_around, read_package
from bot.projects.places import ASIDE, CODE, GENERATED, children, under

MODULE = re.compile(rb"""["']drizzle-orm/([\w-]+(?:/[\w-]+)*)["']""")
LIKELY = re.compile(r"migrat|(^|/)(db|database|drizzle)(/|\.)|sqlite|postgres|mysql", re.IGNORECASE)
SEEDS = re.compile(r"(^|[/._-])seed(s|er|ing)?[/._-]", re.IGNORECASE)
STARTED = re.compile(
    r"\b(?:node|tsx|ts-node|esno|bun|deno|jiti|vite-node)\b[^;&|\n]{0,200}?(?<![\w:./@-])([\w./@-]*migrat[\w./-]*)(?!:)", re.IGNORECASE
)
APPLIES = re.compile(
    r"^(?:(?:db|database|run|apply|prod|production|pg|postgres|mysql|sqlite)[-_.]?)*migrat(?:e|ions|or)(?:[-_.](?:db|database|prod|production|run|deploy))*$",
    re.IGNORECASE,
)
IMPORTED = re.compile(rb"""(?:\bfrom|\bimport|\brequire)\s*+(?:\(\s*+)?["']([^"'\n]++)["']""")
STARTS = re.compile(r"^(?:Dockerfile.*|.*compose.*\.ya?ml|.*\.sh|Procfile|fly\.toml|railway\.\w+|nixpacks\.toml|render\.yaml)$")
KEYS = re.compile(rb"\bforeign_keys\s*[=(]\s*[\"']?(on|true|yes|1|off|false|no|0)\b", re.IGNORECASE)
ON = frozenset({b"on", b"true", b"yes", b"1"})
MAX_SCANNED = 400
MAX_UNLIKELY = 120
MAX_TEXT = 100_000  # characters of one file that starts an image
MAX_FOLLOWED = 40


@dataclass(frozen=True, slots=True)
class Callers:
    """The drivers whose `migrate` is called and that are opened, and whether a script of the repository's own applies migrations.

    `checks_keys` is what the code makes of SQLite's foreign keys, None where it says nothing, or both.
    """

    migrating: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    is_own: bool = False
    checks_keys: bool | None = None


def callers(tree: Tree, root: str, dialect: Dialect) -> Callers:
    """What the code around a project does for its dialect; where scripts start some of the files that migrate, those alone count."""
    migrating: dict[str, list[str]] = {}
    opened: dict[str, None] = {}
    said: set[bool] = set()
    for path in worth_opening(tree, root):
        if not LIKELY.search(path) and any(map(LIKELY.search, migrating)):
            continue  # in a large repository most files, and what a name speaks of is enough
        content = bytes_of(tree, path)
        said.update(match[1].lower() in ON for match in KEYS.finditer(content))
        for match in MODULE.finditer(content):
            written = match[1].decode()
            driver = driver_of(written.removesuffix("/migrator"), dialect)
            if driver and written.endswith("/migrator") and not SEEDS.search(path):
                migrating.setdefault(path, []).append(driver)
            elif driver:
                opened[driver] = None
    started = tuple(_started(tree, packages_around(tree, root), root))
    reached, is_own = _reached(tree, started, migrating)
    counted = reached or set(migrating)
    drivers = tuple(dict.fromkeys(driver for path in migrating if path in counted for driver in migrating[path]))
    return Callers(drivers, tuple(opened), is_own, said.pop() if len(said) == 1 else None)


def worth_opening(tree: Tree, root: str) -> Iterator[str]:
    """The project's code, the likely names first, then files elsewhere that speak of migrating and whose package uses the project's."""
    code = sorted((path for path in under(tree.paths, root) if _is_code(path)), key=_rank)
    likely = [path for path in code if LIKELY.search(path)]
    yield from likely[:MAX_SCANNED]
    yield from [path for path in code if not LIKELY.search(path)][:MAX_UNLIKELY]
    if root:
        elsewhere = (path for path in tree.paths if "migrat" in path.lower() and _is_code(path) and not path.startswith(f"{root}/"))
        yield from [path for path in elsewhere if _uses(tree, path, root)][:MAX_SCANNED]


def _is_code(path: str) -> bool:
    return path.endswith(CODE) and not GENERATED.search(path) and not ASIDE.search(path)


def _rank(path: str) -> tuple[bool, int, str]:
    return "migrat" not in posixpath.basename(path).lower(), path.count("/"), path


def _uses(tree: Tree, path: str, root: str) -> bool:
    """Whether a file's package is the one around the project, or depends on it."""
    near = next(iter(packages_around(tree, posixpath.dirname(path))), None)
    return near is None or not near.folder or (read_package(tree, root).name or "") in near.dependencies


def _started(tree: Tree, packages: tuple[Package, ...], root: str) -> Iterator[tuple[str, str]]:
    """The files that scripts and images start and whose names speak of migrating, as written, each with the folder it starts from."""
    for package in packages:
        for script in package.scripts.values():
            yield from ((package.folder, word) for word in STARTED.findall(script) if word not in package.scripts)
    for folder in dict.fromkeys((root, "")):
        for path in children(tree.paths, folder):
            if STARTS.match(posixpath.basename(path)):
                yield from ((folder, word) for word in STARTED.findall(text_of(tree, path)[:MAX_TEXT]))


def _reached(tree: Tree, started: Iterable[tuple[str, str]], migrating: Iterable[str]) -> tuple[set[str], bool]:
    """Those of the migrating files that a started file is or imports, and whether one applies migrations without any of them."""
    wanted = {path: _stem(path) for path in migrating}
    resolver = Resolver(tree)
    reached: set[str] = set()
    is_own = False
    for folder, word in started:
        named = {path for path, stem in wanted.items() if stem == _stem(word)}
        found = _files(tree, resolver, folder, word) if APPLIES.match(_stem(word)) else ()
        if found and not named.intersection(found):
            named = {path for file in found for path in _imported(tree, resolver, file)} & set(wanted)
        reached |= named
        is_own = is_own or bool(found and not named)
    return reached, is_own


def _files(tree: Tree, resolver: Resolver, folder: str, word: str) -> tuple[str, ...]:
    """The file that a command starts; where it starts build output, the sources of that name."""
    found = resolver.resolve(f"./{word.removeprefix('./')}", f"{folder}/package.json" if folder else "package.json")
    if found is not None:
        return (found,)
    return tuple(path for path in under(tree.paths, folder) if _is_code(path) and _stem(path) == _stem(word)) if "/" in word else ()


def _stem(path: str) -> str:
    return posixpath.basename(path).partition(".")[0]


def _imported(tree: Tree, resolver: Resolver, path: str) -> Iterator[str]:
    """The files that a file imports, and those that they import."""
    waiting, seen = [path], {path}
    while waiting and len(seen) <= MAX_FOLLOWED:
        current = waiting.pop(0)
        yield current
        targets = (resolver.resolve(match[1].decode("utf-8", "replace"), current) for match in IMPORTED.finditer(bytes_of(tree, current)))
        fresh = [target for target in targets if target is not None and target not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
