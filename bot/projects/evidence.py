"""Where Drizzle tables are declared, told by imports and calls, for projects whose configuration does not say."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from bot.model import Dialect, Tree
from bot.projects.contents import bytes_of
from bot.projects.dialects import CORES
from bot.projects.packages import read_package
from bot.projects.places import CODE, has, in_use, is_below, under

DECLARES = re.compile(rb"""["']drizzle-orm/(pg|mysql|sqlite)-core["'/]""")
CALLS = re.compile(rb"\b(?:pg|mysql|sqlite)(?:Table|Schema|Enum)\w*\s*[(<]|\.table\s*\(|\bcreateTable\s*\(|Table\s*\(\s*[\"'`]")
GATHERS = re.compile(rb"export\s+\*\s+from")
LIKELY = re.compile(r"schema|drizzle|table|model|entit|(^|/)(db|database)(/|\.)", re.IGNORECASE)
TESTS = re.compile(r"\.(test|spec|stories|d)\.[mc]?[tj]sx?$")
MAX_SCANNED = 1500
SMALL = 300


def table_files(tree: Tree, folder: str = "") -> dict[Dialect, tuple[str, ...]]:
    """The files below a folder that declare tables, by dialect, each sorted."""
    found: dict[Dialect, list[str]] = {}
    for path in _candidates(tree, folder):
        content = bytes_of(tree, path)
        core = DECLARES.search(content)
        if core and CALLS.search(content):
            found.setdefault(CORES[core[1].decode()], []).append(path)
    return {dialect: kept for dialect, paths in found.items() if (kept := tuple(sorted(in_use(paths))))}


def schema_entries(tree: Tree, files: tuple[str, ...]) -> tuple[str, ...]:
    """What drizzle-kit would be pointed at for these files: the module that gathers a folder of them, and the files elsewhere."""
    folders = Counter(posixpath.dirname(path) for path in files)
    if len(files) < 2:
        return files
    folder = max(folders, key=lambda place: (folders[place], place))
    gathering = next((path for path in _gathering(folder) if has(tree, path) and GATHERS.search(bytes_of(tree, path))), None)
    if gathering is None:
        return files
    return tuple(sorted({gathering, *(path for path in files if not path.startswith(f"{folder}/"))}))


def _gathering(folder: str) -> Iterator[str]:
    for ending in CODE:
        yield from (f"{folder}/index{ending}", f"{folder}{ending}", f"{folder}/schema{ending}")


def _candidates(tree: Tree, folder: str) -> Iterator[str]:
    """The files worth opening: the likely names first, all of them in small trees and where drizzle-orm is depended on."""
    code = [path for path in under(tree.paths, folder) if path.endswith(CODE) and not TESTS.search(path) and "node_modules/" not in path]
    likely = [path for path in code if LIKELY.search(path)]
    if not (len(code) <= SMALL or _uses_drizzle(tree, folder)):
        return
    yield from likely[:MAX_SCANNED]
    chosen = set(likely)
    yield from [path for path in code if path not in chosen][: max(0, MAX_SCANNED - len(likely))]


def _uses_drizzle(tree: Tree, folder: str) -> bool:
    packages = (path for path in tree.paths if posixpath.basename(path) == "package.json" and "node_modules/" not in path)
    near = (place for path in packages if is_below(folder, place := posixpath.dirname(path)) or is_below(place, folder))
    return any("drizzle-orm" in read_package(tree, place).dependencies for place in near)
