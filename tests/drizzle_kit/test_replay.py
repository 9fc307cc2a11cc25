"""What drizzle-kit's own SQL leaves behind, replayed, is the schema it was made from, whatever the server merges."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Config
from bot.diff import diff
from bot.model import Dialect, is_undone
from bot.parse.drizzle import read_drizzle
from bot.parse.sql import replay
from bot.projects import find_projects, schema_files
from tests.drizzle_kit.kits import Case, cases, repository
from tests.trees import MemoryTree

CASES = [case for case in cases() if case.folder.name == "keys-twice"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_left_to_migrate(case: Case, written: Callable[[str], dict[str, Path]]) -> None:
    files = sorted(written(case.line)[case.name].glob("**/*.sql"))
    made = replay([(path.name, path.read_text(encoding="utf-8")) for path in files], dialect=Dialect(case.dialect))
    tree = MemoryTree(case.folder.name, dict(repository(case)))
    (project,), _ = find_projects(tree, Config())
    schema = read_drizzle(tree, schema_files(tree, project), dialect=project.dialect, casing=project.casing, kit=project.kit)
    assert made.problems == schema.problems() == ()
    assert [table.name for table in made.schema.tables] == ["composite", "later", "single"]
    assert [change for change in diff(made.schema, schema) if is_undone(change, made.schema)] == []
