"""Apply the migrations of clones to a scratch database, statement by statement, and compare the catalogue with the replay.

Usage: python -m tests.tools.applied DIR [--only TEXT]

DIR is a folder of clones, each read at HEAD. A role without rights outside the scratch database runs the statements one by one; rows are
left out, and what the server refuses is left out of the replay that is compared. Said are, for each project:
  false     statements that the server accepts although a Problem says they cannot run or be read
  unsaid    statements that the server refuses because of what is or is not there, without a Problem
  different objects of the catalogue that are not what the replay says
An extension that the server lacks takes what needs it along, so that "unsaid" is only a hint there.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bot.config import Config
from bot.model import Dialect, Migration, Problem, Step, StepKind
from bot.parse.sql import replay
from bot.parse.sql.naming import clipped
from bot.projects import find_projects, migrations
from bot.render.neutral import plain_message
from bot.sources import commit_tree
from tests.servers.canonical_postgresql import as_read, canonical
from tests.servers.facts import differences, facts
from tests.tools.clones import clones

ROLE, DATABASE = "corpus_probe", "corpus_probe"
SERVER = {"host": "127.0.0.1", "port": 5432}
# undefined and duplicate objects: what a replay can know
OF_HISTORY = frozenset({"42P01", "42P07", "42701", "42703", "42704", "42710", "3F000", "42P06"})

LONG, LONG_NAME = re.compile(r"\S{64,}$"), re.compile(r"[^\s.]{64,}$")
NUMBER = re.compile(r"^'(-?[\d.]+)'::[a-z ]+(?:\([\d,]+\))?$")


@dataclass(frozen=True, slots=True)
class Applied:
    """One project: how many statements ran, and what does not agree."""

    label: str
    ran: int
    refused: int
    false: tuple[str, ...]
    unsaid: tuple[str, ...]
    different: tuple[str, ...]


def scratch() -> psycopg.Connection:
    """A new database with an owner who may do nothing else; the one of an earlier run is dropped."""
    with psycopg.connect(**SERVER, dbname="test", user="postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"DROP ROLE IF EXISTS {ROLE}")
        server.execute(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER")
        server.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
    connection = psycopg.connect(**SERVER, dbname=DATABASE, user=ROLE, autocommit=True)
    connection.execute("SET statement_timeout = '10s'; SET client_min_messages = error")
    return connection


def apply(label: str, history: tuple[Migration, ...]) -> Applied:
    """Run every statement and compare."""
    found = replay([(migration.path, migration.content) for migration in history], dialect=Dialect.POSTGRESQL)
    said = dict(_said(found.steps, found.problems))
    accepted: list[tuple[str, str]] = []
    false, unsaid, ran, refused = [], [], 0, 0
    with scratch() as connection:
        path = ""
        for place, step in enumerate(found.steps):
            if step.span.path != path:
                path = step.span.path
                connection.execute("RESET search_path")
            if not runs(step, said.get(place)):
                accepted.append((path, step.text))
                continue
            ran += 1
            error = refusal(connection, step)
            refused += error is not None
            if error is None:
                accepted.append((path, step.text))
                false += [said[place]] if place in said else []
            elif place not in said and error.sqlstate in OF_HISTORY:
                unsaid.append(f"{path}:{step.span.line}: {error.diag.message_primary}")
        different = compared(connection, accepted)
    return Applied(label, ran, refused, tuple(false), tuple(unsaid), tuple(different))


def runs(step: Step, problem: str | None) -> bool:
    """Rows are not needed, unless a Problem says that their table is not there; roles belong to the server."""
    if step.kind is StepKind.TRANSACTION or (step.kind is StepKind.DATA and step.verb not in ("select", "with")):
        return problem is not None and step.kind is not StepKind.TRANSACTION and step.verb != "copy"
    return True


def refusal(connection: psycopg.Connection, step: Step) -> psycopg.Error | None:
    """Why the server does not run it."""
    try:
        connection.execute(step.text)
    except psycopg.Error as error:
        connection.rollback()
        return error
    return None


def compared(connection: psycopg.Connection, accepted: list[tuple[str, str]]) -> list[str]:
    """What the catalogue and the replay of what ran do not agree in."""
    files: dict[str, list[str]] = {}
    for path, text in accepted:
        files.setdefault(path, []).append(text)
    schema = replay([(path, ";\n".join(texts) + "\n;") for path, texts in files.items()], dialect=Dialect.POSTGRESQL).schema
    connection.execute("RESET search_path")
    try:
        ours = facts(canonical(connection, schema))
    except (psycopg.Error, KeyError) as error:
        return [f"the replay's schema cannot be made: {str(error).splitlines()[0]}"]
    return differences(as_kept(ours), as_kept(facts(as_read(connection))))


def as_kept(found: object) -> Any:
    """Names as long as the server keeps them, and numbers without the quotes of a cast."""
    match found:
        case str():
            return NUMBER.sub(r"\1", clipped(found) if LONG.match(found) else found)
        case tuple():
            return tuple(map(as_kept, found))
        case dict():
            return {LONG_NAME.sub(lambda name: clipped(name[0]), str(key)): as_kept(value) for key, value in found.items()}
    return found


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


def measured(folder: Path, only: str) -> Iterator[Applied]:
    """Every PostgreSQL project of the clones."""
    for clone in clones(folder):
        name = (clone.parent if clone.name == "repo" else clone).name
        if only not in name:
            continue
        tree = commit_tree(clone, "HEAD")
        for project in find_projects(tree, Config())[0]:
            history = migrations(tree, project)[0]
            if project.dialect is Dialect.POSTGRESQL and history:
                yield apply(f"{name} {project.name}", history)


def main() -> int:
    """Apply and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    for row in measured(options.folder, options.only):
        counts = f"{row.ran} ran, {row.refused} refused; {len(row.false)} false, {len(row.unsaid)} unsaid, {len(row.different)} different"
        sys.stdout.write(f"{row.label}: {counts}\n")
        for title in ("false", "unsaid", "different"):
            sys.stdout.writelines(f"    {title}: {text}\n" for text in getattr(row, title)[:12])
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
