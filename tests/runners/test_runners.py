"""Every row that is marked as measured, held against the runner itself, on scratch databases."""

import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.effects import in_transactions
from bot.effects.runner_rows import ALL, CHECKED, FILE, FIRST, NONE, REFUSED, RUN, RunnerRow
from bot.effects.runners import ROWS
from bot.effects.whole import refused_by_runner
from bot.model import Dialect, Message, Migration, Project, Runner, Span
from bot.parse.sql import replay
from tests.drizzle_kit.kits import INSTALLED
from tests.runners import drizzle, tools
from tests.runners.databases import database, file_in
from tests.runners.scenes import RESET, Scene, opt_out, scenes

LINES = {"0.2x": "0.20", "0.3x": "0.31", "1.0": "1.0"}  # a row's line → the folder of tests/oracles with a version of it
SHELLS = ("psql", "sqlite3")
Seen = dict[str, tuple[bool, list[Any]]]


@dataclass(frozen=True)
class Case:
    """A measured row with one of its drivers and lines, in one dialect."""

    row: RunnerRow
    driver: str | None
    line: str
    dialect: str

    @property
    def name(self) -> str:
        """The first of the row's runners."""
        return self.row.names[0]

    def __str__(self) -> str:
        return "-".join(filter(None, (self.name, self.driver, self.line, self.dialect)))


def cases() -> Iterator[Case]:
    for row in (row for row in ROWS if row.measured):
        for dialect in row.dialects:
            if dialect is not Dialect.MARIADB:
                yield from (Case(row, driver, line, str(dialect)) for driver in row.drivers or (None,) for line in row.lines or ("",))


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_a_row_says_what_its_runner_does(case, tmp_path, missing_oracle):
    _need(case.name, missing_oracle)
    seen = _drizzle(case, tmp_path) if case.driver else _tool(case, tmp_path)
    runner = Runner(case.name, case.driver)
    project = Project("p", Dialect(case.dialect), Message.of("", ""), runner=runner, kit=int(case.line == "1.0"))
    expected = {scene.name: _expected(case.row, scene, project) for scene in _scenes(case)}
    assert {name: (went_well, sorted(found)) for name, (went_well, found) in seen.items()} == expected


def _need(name: str, missing_oracle: Any) -> None:
    program = name if name in SHELLS else "node"
    if shutil.which(program) is None:
        missing_oracle(f"there is no {program}")
    package = {"drizzle-orm": "postgres", "dbmate": "@dbmate/linux-x64", "psql": "", "sqlite3": ""}.get(name, name)
    if not (INSTALLED / package).is_dir():
        missing_oracle("the npm packages of tests/oracles are not installed")


def _drizzle(case: Case, work: Path) -> Seen:
    at = nullcontext() if case.driver == "pglite" else database(case.dialect, work)
    with at as where:
        jobs = []
        for scene in _scenes(case):
            folder = work / scene.name
            folder.mkdir()
            # SQLite's database is a file, one for each scene.
            here = file_in(folder) if case.dialect == "sqlite" else where
            options = here.options if here else {}
            jobs.append(drizzle.Job(LINES[case.line], case.driver or "", case.dialect, scene, options, folder))
        return drizzle.run(jobs, work)


def _tool(case: Case, work: Path) -> Seen:
    seen = {}
    with database(case.dialect, work) as shared:
        for scene in _scenes(case):
            folder = work / scene.name
            folder.mkdir()
            where = file_in(folder) if case.dialect == "sqlite" else shared
            tools.reset(where, RESET[case.dialect])
            seen[scene.name] = tools.run(case.name, scene, where, folder)
    return seen


def _scenes(case: Case) -> tuple[Scene, ...]:
    """A shell keeps no record, so that nothing is late; only some tools can be told to open no transaction."""
    found = tuple(scene for scene in scenes(case.dialect) if case.row.late or scene.name != "late")
    opting = case.row.opt_out.startswith("--") and case.dialect == "postgresql"
    return (*found, opt_out(case.row.opt_out)) if opting else found


def _expected(row: RunnerRow, scene: Scene, project: Project) -> tuple[bool, list[Any]]:
    """What the words of a row come to: whether all goes well, and what is there afterwards."""
    match scene.name:
        case "failure":
            # MySQL commits at every CREATE TABLE; several statements of one call are PostgreSQL's transaction.
            around = NONE if project.dialect is Dialect.MYSQL else FILE if (row.transaction, row.sends) == (NONE, FILE) else row.transaction
            return False, {ALL: [], FILE: ["a"], NONE: ["a", "b"]}[str(around)]
        case "several":
            return row.several != REFUSED, {REFUSED: [], FIRST: ["a"]}.get(str(row.several), ["a", "b"])
        case "late":
            return row.late != REFUSED, ["a", "b"] if row.late == RUN else ["b"]
        case "rows":
            return False, {ALL: [], FILE: [1], NONE: [1, 2]}[str(row.transaction)]
        case "rebuild" | "rebuild-with-pragma":
            return True, [] if row.foreign_keys == CHECKED else [10, 20]
        case "enum":
            return row.transaction != ALL, ["a"] if row.transaction == ALL else ["a", "c"]
    fails = (scene.name != "opt-out" and _fails(scene, project)) or (row.several == REFUSED and scene.name.endswith("beside"))
    return not fails, [] if fails or scene.name == "vacuum" else ["i"]


def _fails(scene: Scene, project: Project) -> bool:
    """Whether we say that a statement cannot run where it stands."""
    files = tuple(scene.then.items())
    migrations = tuple(Migration(name, name, Span(name, 1, 1), content=text) for name, text in files)
    steps = in_transactions(replay(files, dialect=project.dialect).steps, migrations, project)
    return any(refused_by_runner(step, project) for step in steps)
