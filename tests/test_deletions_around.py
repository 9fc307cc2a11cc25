"""Every single character deleted from the files around the schema: configuration, journal, package.json, program. No drop that the
change did not make, whatever becomes of the project."""

from datetime import date
from pathlib import Path

import pytest

from bot.config import Config
from bot.model import DropColumn, DropTable, Migration, Problem, Project, Review, Unread, change_object
from bot.projects import find_projects, migrations
from bot.review import review
from bot.sources import folder_tree
from tests.trees import MemoryTree

EXAMPLES = Path(__file__).parents[1] / "examples"
AROUND = sorted(
    path
    for path in EXAMPLES.glob("*/after/**/*")
    if path.is_file() and path.suffix in (".ts", ".json") and path.name != "schema.ts" and "snapshot" not in path.name
)

Outcome = tuple[tuple[Project, ...], tuple[Problem, ...], tuple[Migration, ...]]


def memory(folder: Path) -> MemoryTree:
    tree = folder_tree(folder)
    contents = {path: tree.read(path) for path in tree.paths}
    return MemoryTree(folder.name, {path: content for path, content in contents.items() if not isinstance(content, Unread)})


def outcome(tree: MemoryTree) -> Outcome:
    """What a review learns of the files around the schema."""
    projects, problems = find_projects(tree, Config())
    histories = [migrations(tree, project) for project in projects]
    found = tuple(migration for history, _ in histories for migration in history)
    return projects, (*problems, *(problem for _, said in histories for problem in said)), found


def dropped(result: Review) -> set[str]:
    changes = [reviewed.change for project in result.projects for reviewed in project.changes]
    return {change_object(change) for change in changes if isinstance(change, DropTable | DropColumn)}


def said(result: Review) -> bool:
    return bool(result.problems or any(project.problems for project in result.projects))


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(EXAMPLES))) for path in AROUND])
def test_a_character_less_around_the_schema(path):
    example = EXAMPLES / path.relative_to(EXAMPLES).parts[0]
    base, head = memory(example / "before"), memory(example / "after")
    name = path.relative_to(example / "after").as_posix()
    whole, text = outcome(head), path.read_text(encoding="utf-8")
    asked = dropped(review(base, head, tip=base, config=Config(), rules=(), today=date(2026, 1, 1)))
    seen: list[Outcome] = [whole]
    for place in range(len(text)):
        changed = MemoryTree("head", {**head.files, name: (text[:place] + text[place + 1 :])})
        found = outcome(changed)
        if found in seen:
            continue
        seen.append(found)
        result = review(base, changed, tip=base, config=Config(), rules=(), today=date(2026, 1, 1))
        where = f"{text[max(0, place - 20) : place]}[{text[place]}]{text[place + 1 : place + 20]}"
        assert dropped(result) <= asked, f"{where}: dropped {dropped(result) - asked}"
        if dropped(result) != asked:
            assert said(result), f"{where}: lost {asked - dropped(result)} in silence"
