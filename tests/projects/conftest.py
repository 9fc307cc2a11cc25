"""A Tree of a few files in memory, and what a project is compared by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.model import Problem, Project, Tree, Unread, UnreadReason
from bot.projects import migrations, schema_files


@dataclass(frozen=True, slots=True)
class MemoryTree:
    files: dict[str, bytes | Unread]
    name: str = "memory"
    revision: str | None = None
    paths: tuple[str, ...] = ()
    reads: list[str] = field(default_factory=list)

    def read(self, path: str) -> bytes | Unread:
        self.reads.append(path)
        return self.files.get(path, Unread(UnreadReason.MISSING))

    def identity(self, path: str) -> object:
        return self.files.get(path)


@pytest.fixture
def tree() -> Callable[[dict[str, str | bytes | Unread]], MemoryTree]:
    def make(files: dict[str, str | bytes | Unread]) -> MemoryTree:
        contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        return MemoryTree(contents, paths=tuple(sorted(contents)))

    return make


def _project(tree: Tree, project: Project) -> dict[str, Any]:
    history, problems = migrations(tree, project)
    alone = [one.name for one in history if one.opts_out_of_transaction]
    return ({"without_transaction": alone} if alone else {}) | {
        "name": project.name,
        "dialect": str(project.dialect),
        "reason": project.reason.en.format(**dict(project.reason.values)),
        "root": project.root,
        "schema_files": list(schema_files(tree, project)),
        "migrations": project.migrations,
        "layout": project.layout and str(project.layout),
        "history": [[one.name, one.recorded.path, one.recorded.line, one.when] for one in history],
        "runner": [project.runner.name, project.runner.driver, project.runner.transaction],
        "casing": project.casing,
        "kit": project.kit,
        "version": project.version,
        "config_path": project.config_path,
        "problems": _problems(problems),
    }


def _problems(problems: tuple[Problem, ...]) -> list[list[Any]]:
    return [[one.span.path, one.span.line, one.message.en.format(**dict(one.message.values))] for one in problems]


@pytest.fixture
def described() -> Callable[[Tree, tuple[Project, ...], tuple[Problem, ...]], dict[str, Any]]:
    def describe(tree: Tree, projects: tuple[Project, ...], problems: tuple[Problem, ...]) -> dict[str, Any]:
        return {"projects": [_project(tree, project) for project in projects], "problems": _problems(problems)}

    return describe
