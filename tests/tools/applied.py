"""Apply the migrations of clones to a scratch database, statement by statement, and compare what it holds with the replay.

Usage: python -m tests.tools.applied DIR [--only TEXT] [--dialect DIALECT] [--most NUMBER]

DIR is a folder of clones, each read at HEAD. PostgreSQL and MariaDB must answer on this machine. The statements run one by one; rows and
what concerns the whole server are left out, and what the server refuses is left out of the replay that is compared. Said are, for each
project:
  false     statements that the server accepts although a Problem says they cannot run or be read
  unsaid    statements that the server refuses because of what is or is not there, without a Problem
  different objects in the database that are not what the replay says
An extension that the server lacks takes what needs it along, so that "unsaid" is only a hint there.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config
from bot.model import Dialect, Migration, Problem, Step, StepKind, texts
from bot.parse.sql import replay
from bot.projects import find_projects, migrations
from bot.render.neutral import plain_message
from bot.sources import commit_tree
from tests.tools.clones import clones
from tests.tools.scratch_servers import scratch

# users, databases and settings of a whole server, files beside it, and what would leave the scratch database
OF_THE_SERVER = re.compile(
    r"\s*(create|alter|drop|rename)\s+(or\s+replace\s+)?(user|role|database|server|event|tablespace)\b"
    r"|\s*(grant|revoke|flush|use|set\s+(global|password|persist)|load|handler|kill|shutdown|reset|purge|change|install|attach)\b"
    r"|.*\b(into\s+(outfile|dumpfile)|load_file|load_extension|load_data)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Applied:
    """One project: how many statements ran, and what does not agree."""

    label: str
    ran: int
    refused: int
    false: tuple[str, ...]
    unsaid: tuple[str, ...]
    different: tuple[str, ...]


def apply(label: str, history: tuple[Migration, ...], dialect: Dialect) -> Applied:
    """Run every statement and compare."""
    found = replay(texts(history), dialect=dialect)
    said = dict(_said(found.steps, found.problems))
    accepted: dict[str, list[str]] = {}
    false, unsaid, ran, refused = [], [], 0, 0
    with scratch(dialect) as server:
        path = ""
        for place, step in enumerate(found.steps):
            if step.span.path != path:
                path = step.span.path
                server.begin_file()
            if not runs(step, said.get(place)):
                accepted.setdefault(path, []).append(step.text)
                continue
            ran += 1
            refusal = server.run(step.text)
            if refusal is None:
                accepted.setdefault(path, []).append(step.text)
                false += [said[place]] if place in said else []
                continue
            refused += 1
            if place not in said and refusal.of_history:
                unsaid.append(f"{path}:{step.span.line}: {refusal.message}")
        files = [(path, delimited(texts, dialect)) for path, texts in accepted.items()]
        different = server.compare(replay(files, dialect=dialect).schema)
    return Applied(label, ran, refused, tuple(false), tuple(unsaid), tuple(different))


def delimited(texts: list[str], dialect: Dialect) -> str:
    """One script of the statements."""
    if dialect.is_mysql_family:
        return "DELIMITER $$$\n" + "".join(f"{text}\n$$$\n" for text in texts)
    return "".join(f"{text}\n;\n" for text in texts)


def runs(step: Step, problem: str | None) -> bool:
    """Rows are not needed, unless a Problem says that their table is not there."""
    if step.kind is StepKind.TRANSACTION or OF_THE_SERVER.match(step.text) or step.verb == "copy":
        return False
    return step.kind is not StepKind.DATA or step.verb in ("select", "with") or problem is not None


def _said(steps: tuple[Step, ...], problems: tuple[Problem, ...]) -> Iterator[tuple[int, str]]:
    """The place of each Step that a Problem is about, with its words."""
    places = iter(enumerate(steps))
    place, step = next(places, (0, None))
    for problem in problems:
        while step and not (step.span.path == problem.span.path and step.span.line <= problem.span.line <= step.span.end_line):
            place, step = next(places, (0, None))
        if step:
            yield place, f"{problem.span.path}:{problem.span.line}: {plain_message(problem.message, 'en')}"
            place, step = next(places, (0, None))


def measured(folder: Path, only: str, dialect: str | None) -> Iterator[Applied]:
    """Every project of the clones."""
    for clone in clones(folder):
        name = (clone.parent if clone.name == "repo" else clone).name
        if only not in name:
            continue
        tree = commit_tree(clone, "HEAD")
        for project in find_projects(tree, Config())[0]:
            history = migrations(tree, project)[0]
            if history and dialect in (None, project.dialect.value):
                yield apply(f"{name} {project.name} ({project.dialect.value})", history, project.dialect)


def main() -> int:
    """Apply and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--dialect", choices=[dialect.value for dialect in Dialect])
    parser.add_argument("--most", type=int, default=12)
    options = parser.parse_args()
    for row in measured(options.folder, options.only, options.dialect):
        counts = f"{row.ran} ran, {row.refused} refused; {len(row.false)} false, {len(row.unsaid)} unsaid, {len(row.different)} different"
        sys.stdout.write(f"{row.label}: {counts}\n")
        for title in ("false", "unsaid", "different"):
            sys.stdout.writelines(f"    {title}: {text}\n" for text in getattr(row, title)[: options.most])
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
