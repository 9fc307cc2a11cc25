"""Each case is a repository with one schema: our reader, which runs nothing, must see what drizzle-kit sees when it runs it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config
from bot.parse.drizzle import read_drizzle
from bot.projects import find_projects, schema_files
from bot.render.neutral import neutral
from tests.drizzle_kit.kits import LINES, Case, cases, command, installed, repository, snapshot, write
from tests.drizzle_kit.snapshots import neutral_snapshot, recorded
from tests.trees import MemoryTree

CASES = list(cases())


def read(case: Case) -> dict[str, Any]:
    """What our reader sees, projects found without any configuration of ours."""
    tree = MemoryTree(case.folder.name, dict(repository(case)))
    found, unclear = find_projects(tree, Config())
    assert [project.kit for project in found] == [case.kit], [problem.message for problem in unclear]
    (project,) = found
    schema = read_drizzle(tree, schema_files(tree, project), dialect=project.dialect, casing=project.casing, kit=project.kit)
    return neutral(schema, (*unclear, *schema.problems()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_reader_sees_what_drizzle_kit_sees(case: Case, written: Callable[[str], dict[str, Path]]) -> None:
    made = snapshot(written(case.line)[case.name])
    ours = read(case)
    assert list(unequal(recorded(ours, made), recorded(neutral_snapshot(made), made))) == []
    assert ours["problems"] == []


def unequal(ours: Any, kits: Any, place: str = "") -> Iterator[str]:
    """The smallest parts that are not equal, each with its place."""
    match ours, kits:
        case dict(), dict():
            for key in sorted({*ours, *kits}):
                yield from unequal(ours.get(key), kits.get(key), f"{place}/{key}")
        case list(), list() if len(ours) == len(kits):
            for number, (mine, other) in enumerate(zip(ours, kits, strict=True)):
                yield from unequal(mine, other, f"{place}/{number}")
        case _ if ours != kits:
            yield f"{place}: ours {ours!r}, drizzle-kit's {kits!r}"


@pytest.mark.parametrize("line", LINES)
def test_many_runs_in_one_process_say_what_a_process_of_their_own_says(
    line: str, written: Callable[[str], dict[str, Path]], tmp_path: Path
) -> None:
    together = written(line)
    case = [case for case in CASES if case.line == line][-1]
    for package in ("drizzle-kit", "drizzle-orm"):
        (tmp_path / "node_modules").mkdir(exist_ok=True)
        (tmp_path / "node_modules" / package).symlink_to(installed(line, package))
    folder = write(case, tmp_path)
    program = installed(line, "drizzle-kit") / "bin.cjs"
    subprocess.run(["node", str(program), *command(case)], cwd=folder, check=True, capture_output=True, timeout=120)
    alone, batched = snapshot(folder), snapshot(together[case.name])
    assert {**alone, "id": ""} == {**batched, "id": ""}


def test_every_dialect_has_cases_on_every_line() -> None:
    assert {(case.dialect, case.line) for case in CASES} == {
        (dialect, line) for dialect in ("postgresql", "mysql", "sqlite") for line in LINES
    }
