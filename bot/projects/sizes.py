"""The file with the rows of each table: `{"tables": {"orders": 1200000, "auth.users": 40}}`."""

import json
from typing import Any

from bot.model import Message, Problem, Project, Sizes, Span, Tree, Unread
from bot.parse.unread import unread_words
from bot.projects.history import MAX_FILE
from bot.projects.migration_problems import content_unread
from bot.projects.places import has

SIZES_PATH = ".github/schema-sizes.json"


def read_sizes(tree: Tree, project: Project) -> tuple[Sizes, tuple[Problem, ...]]:
    """The sizes that the project's file states, and what is wrong with it; nothing where it names no file and there is none."""
    path = project.sizes_path
    if path is None or (not has(tree, path) and path == SIZES_PATH):
        return Sizes(), ()
    content = tree.read(path)
    if isinstance(content, Unread):
        return Sizes(), (content_unread(path, unread_words(content, limit=MAX_FILE)),)
    try:
        tables = _tables(json.loads(content.decode("utf-8-sig")))
    except json.JSONDecodeError as broken:
        return Sizes(), (_broken(Span(path, broken.lineno, broken.lineno, broken.colno), broken.msg),)
    except (ValueError, RecursionError) as broken:
        return Sizes(), (_broken(Span(path, 1, 1), str(broken)),)
    return Sizes(tuple(sorted(tables.items()))), ()


def _tables(data: Any) -> dict[str, int]:  # noqa: ANN401 # whatever the JSON holds
    """The numbers of the file.

    Raises:
        ValueError: it has another shape.
    """
    tables = data.get("tables") if isinstance(data, dict) else None
    if not isinstance(tables, dict):
        raise ValueError('"tables" with a number of rows for each table is missing')  # noqa: TRY004 # the file's mistake
    for name, rows in tables.items():
        if not isinstance(rows, int) or isinstance(rows, bool) or rows < 0:
            raise ValueError(f"the rows of {name} are {json.dumps(rows)}, not a whole number from 0 on")
    return tables


def _broken(span: Span, fault: str) -> Problem:
    en = "the sizes in {path} do not count: {fault}"
    ko = "{path}의 행 수를 반영하지 않았습니다: {fault}"
    return Problem(span, Message.of(en=en, ko=ko, path=span.path, fault=fault), unread=False)
