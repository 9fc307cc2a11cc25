"""Times reading migrations: against the compiled `sqlglot.parse` and `squawk` on the same file, and against itself on 2 and 4 MB.

The ratios of one run can be compared between machines; nothing is asserted. `make bench` puts the compiled sqlglot and squawk into a
folder of their own, named in COMPARED: the compiled files would take the place of those that the tests run on.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.model import Dialect
from bot.parse.sql import replay
from tests.bench.migrations import MEGABYTE, migration_sql, rows
from tests.bench.reading import show
from tests.bench.stages import seconds

COMPARED = Path(os.environ.get("COMPARED", "absent"))
FACTORS = (1, 2, 4)
MANY_ROWS = 20_000
# what one process says of itself: only the parse is timed, best of some rounds, not the start of Python
BASELINE = """
import pathlib, sys, time, sqlglot, sqlglot.tokens
text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
def taken(work):
    start = time.process_time()
    work(text, read="postgres")
    return time.process_time() - start
print(sqlglot.tokens.SQLGLOTC_INSTALLED, *(min(taken(work) for _ in range(3)) for work in (sqlglot.parse, sqlglot.tokenize)))
"""


def baseline(path: Path) -> Iterator[tuple[str, float]]:
    """Seconds of sqlglot's parse and of its tokenizer alone on that file."""
    env = {**os.environ, "PYTHONPATH": str(COMPARED)}
    done = subprocess.run([sys.executable, "-c", BASELINE, str(path)], env=env, check=True, capture_output=True, text=True)
    compiled, parse, tokenize = done.stdout.split()
    name = "sqlglot, compiled" if compiled == "True" else "sqlglot, not compiled"
    yield f"{name}: parse", float(parse)
    yield f"{name}: tokenize", float(tokenize)


def replayed(text: str) -> Callable[[], object]:
    """What is timed: text to Schema and Steps."""
    return partial(replay, [("m.sql", text)], dialect=Dialect.POSTGRESQL)


def against_others(path: Path, text: str, *, with_squawk: bool) -> Iterator[tuple[str, float]]:
    """The baseline first, then our reader, then squawk where it is asked for and installed."""
    yield from baseline(path)
    yield "replay", seconds(replayed(text), rounds=3)
    squawk = COMPARED / "bin" / "squawk"
    if with_squawk and squawk.exists():
        yield "squawk", seconds(partial(subprocess.run, [squawk, path], capture_output=True, check=False), rounds=1)


def main() -> None:
    """Print one table for each size, one of how the replay grows with it, and one of many small statements."""
    console = Console()
    grown = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.sql"
        for factor in FACTORS:
            text = migration_sql(factor * MEGABYTE)
            path.write_text(text, encoding="utf-8")
            measured = list(against_others(path, text, with_squawk=factor == 1))
            show(console, f"{factor} MB of PostgreSQL migrations", measured)
            grown.append((f"replay {factor} MB", dict(measured)["replay"]))
    show(console, "replay of more", grown)
    small = [(f"{count} INSERTs of one row", seconds(replayed(rows(count)), rounds=2)) for count in (MANY_ROWS // 2, MANY_ROWS)]
    show(console, "many small statements", small)


if __name__ == "__main__":
    main()
