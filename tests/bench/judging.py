"""Times all rules beside reading the schema that they judge: generated tables, or the repository folders given as arguments.

Everything in the folder is taken for new, so that every rule about a table, a change or a statement has all of them to look at.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.config import Config
from bot.content import content_folder
from bot.lint import Rule, load_rules
from bot.model import Tree
from bot.projects import find_projects
from bot.projects.read import read_project
from bot.review import review
from bot.sources import folder_tree
from tests.bench.reading import show
from tests.bench.stages import SQL, repeated, seconds

TABLES = 400
ROUNDS = 3


def read(tree: Tree, config: Config) -> None:
    """What the baseline is: every project of the tree, from text to Schema and Steps."""
    for project in find_projects(tree, config)[0]:
        read_project(tree, project)


def measured(head: Tree, config: Config) -> Iterator[tuple[str, float]]:
    """Seconds of reading, of a review without rules and with all of them, and what is between the two."""
    with tempfile.TemporaryDirectory() as empty:
        base = folder_tree(Path(empty))
        rules = load_rules(content_folder("rules"))

        def reviewed(some: tuple[Rule, ...]) -> float:
            return seconds(partial(review, base, head, tip=base, config=config, rules=some, today=date(2026, 1, 1)), rounds=ROUNDS)

        yield "read the projects", seconds(partial(read, head, config), rounds=ROUNDS)
        without, every = reviewed(()), reviewed(rules)
        yield "review without rules", without
        yield f"review with all {len(rules)} rules", every
        yield "the rules alone", every - without


def main() -> None:
    """Print one table for each folder."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "migrations").mkdir()
        Path(folder, "migrations", "0001_all.sql").write_text(repeated(SQL, TABLES), encoding="utf-8")
        project = {"name": "bench", "dialect": "postgresql", "migrations": {"path": "migrations"}}
        made = Config.model_validate({"version": 1, "projects": [project]})
        show(console, f"{TABLES} generated tables", list(measured(folder_tree(Path(folder)), made)))
    for path in map(Path, sys.argv[1:]):
        show(console, str(path), list(measured(folder_tree(path), Config())))


if __name__ == "__main__":
    main()
