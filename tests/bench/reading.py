"""Times reading a Drizzle schema: against tree-sitter alone on the same bytes, and as a process against `drizzle-kit export`.

The ratios of one run can be compared between machines; nothing is asserted. drizzle-kit is timed where its npm packages are installed.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import tree_sitter
import tree_sitter_typescript
from rich.console import Console
from rich.table import Table as Grid

from bot.model import Dialect
from bot.parse.drizzle import read_drizzle
from tests.bench.stages import DRIZZLE, IMPORTS, PATH, repeated, seconds
from tests.drizzle_kit.kits import installed, missing, version
from tests.trees import MemoryTree

SIZES = (25, 150, 400)
COLD = 150
CONFIG = 'export default { dialect: "postgresql", schema: "./src/schema.ts", out: "./drizzle" };\n'
EXPORTING = ("0.31", "1.0")


def in_process(tables: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """The baseline first: bytes to a syntax tree, a bare walk over it, bytes to a Schema."""
    content = (IMPORTS + repeated(DRIZZLE, tables)).encode()
    tree = MemoryTree("bench", {PATH: content})
    language = tree_sitter.Language(tree_sitter_typescript.language_typescript())
    yield "tree-sitter, the baseline", lambda: tree_sitter.Parser(language).parse(content)
    yield "tree-sitter and a bare walk", lambda: walk(tree_sitter.Parser(language).parse(content).root_node)
    yield "bytes to Schema", lambda: read_drizzle(tree, [PATH], dialect=Dialect.POSTGRESQL)


def walk(root: tree_sitter.Node) -> int:
    """Visit every named node."""
    waiting, visited = [root], 0
    while waiting:
        visited += 1
        waiting.extend(waiting.pop().named_children)
    return visited


def processes(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands, our own first: each a process that reads the configuration and the schema of the folder."""
    yield "schema-review inspect", [str(Path(sys.executable).parent / "schema-review"), "inspect", "--format", "json"]
    for line in () if missing() else EXPORTING:
        modules = folder / line / "node_modules"
        modules.mkdir()
        for package in ("drizzle-kit", "drizzle-orm"):
            (modules / package).symlink_to(installed(line, package))
        yield f"drizzle-kit {version(line)} export", ["node", str(installed(line, "drizzle-kit") / "bin.cjs"), "export"]


def cold(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each command in a folder of its own, with the same files."""
    for place in ("ours", *EXPORTING):
        (folder / place / "src").mkdir(parents=True)
        (folder / place / "drizzle.config.ts").write_text(CONFIG, encoding="utf-8")
        (folder / place / PATH).write_text(IMPORTS + repeated(DRIZZLE, COLD), encoding="utf-8")
    for place, (name, command) in zip(("ours", *EXPORTING), processes(folder), strict=False):
        yield name, partial(run, command, folder / place)


def run(command: list[str], folder: Path) -> None:
    """One process from start to end. Python keeps its bytecode, as where people install it, but beside the folder."""
    env = {**os.environ, "CI": "true", "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def show(console: Console, title: str, measured: list[tuple[str, float]]) -> None:
    """One table; ratios to its first line."""
    grid = Grid("what", "ms", "ratio", title=title)
    for name, taken in measured:
        grid.add_row(name, f"{taken * 1000:.1f}", f"{taken / measured[0][1]:.2f}")
    console.print(grid)


def main() -> None:
    """Print one table for each size, and one for the cold processes."""
    console = Console()
    for tables in SIZES:
        show(console, f"{tables} Drizzle tables in one file", [(name, seconds(work)) for name, work in in_process(tables)])
    with tempfile.TemporaryDirectory() as folder:
        show(console, f"a process, {COLD} Drizzle tables", [(name, seconds(work)) for name, work in cold(Path(folder))])
    reason = missing()
    if reason:
        console.print(f"drizzle-kit was not timed: {reason}")


if __name__ == "__main__":
    main()
