"""The layout table of docs/design.md holds: a folder imports only from the lines above its own."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPEN_TO_RULES = ("bot.model", "bot.emit", "bot.effects", "bot.lint.rule")
IMPORT_NAMES = {
    "alembic": "alembic",
    "dbos": "dbos",
    "fastapi": "fastapi",
    "jinja2": "jinja2",
    "markdown-it-py": "markdown_it",
    "prometheus-client": "prometheus_client",
    "psycopg": "psycopg",
    "pydantic": "pydantic",
    "pydantic-settings": "pydantic_settings",
    "pygithub": "github",
    "pyyaml": "yaml",
    "rich": "rich",
    "sqlalchemy": "sqlalchemy",
    "sqlglot": "sqlglot",
    "structlog": "structlog",
    "tree-sitter": "tree_sitter",
    "tree-sitter-typescript": "tree_sitter_typescript",
    "typer": "typer",
    "uvicorn": "uvicorn",
}
# Parts of a dependency's interface that it publishes under a package of their own.
COMPANIONS = {"markupsafe": "jinja2", "pydantic_core": "pydantic", "jwt": "pygithub", "requests": "pygithub", "starlette": "fastapi"}
# A dependency that is named in an address instead of being imported.
BY_NAME = {"psycopg"}


def layout() -> dict[str, int]:
    """Each part of bot/ with the number of its line in the table: `{"errors": 0, "content": 0, "model": 1, …}`."""
    rows = re.findall(r"^\| (`bot/[^|]*)\|", DESIGN, re.MULTILINE)
    return {part: line for line, row in enumerate(rows) for part in re.findall(r"`bot/(\w+)(?:/|\.py)`", row)}


LAYOUT = layout()
SOURCES = sorted((ROOT / "bot").rglob("*.py"))
RULES = sorted((ROOT / "rules").rglob("*.py"))


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Every module that a source text imports, with the line: also under TYPE_CHECKING and inside functions."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, level=0) if module == "bot":
                yield from ((node.lineno, f"bot.{alias.name}") for alias in node.names if not alias.name.startswith("__"))
            case ast.ImportFrom(module=str(module), level=0):
                yield node.lineno, module
            case ast.ImportFrom():
                yield node.lineno, "(relative)"


def broken(part: str, source: str) -> list[str]:
    """The imports of a file in `part` that do not point to an earlier line of the layout or stay inside the part."""
    return [
        f"line {line}: {module}"
        for line, module in imports(source)
        if module == "(relative)"
        or (module.startswith("bot.") and (target := module.split(".")[1]) != part and LAYOUT.get(target, len(LAYOUT)) >= LAYOUT[part])
    ]


def part_of(path: Path) -> str:
    return path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_imports_only_from_lines_above_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if part_of(path) == "__init__":
        assert not [module for _, module in imports(source)], "bot/__init__.py holds the version only"
        return
    assert part_of(path) in LAYOUT, "give the new part its line in the table of docs/design.md"
    assert not broken(part_of(path), source)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("from bot.model import Table", False),
        ("from bot.lint.run import run_rules", False),
        ("from bot.review import review", True),
        ("import bot.render.comment", True),
        ("from bot import cli", True),
        ("from .rule import Hit", True),
        ("def late():\n    from bot.sources import commit_tree", True),
        ("from bot.unheard_of import thing", True),
    ],
)
def test_the_layer_test_sees(*, source: str, wrong: bool) -> None:
    assert bool(broken("lint", source)) is wrong


def test_the_table_lists_what_exists() -> None:
    existing = {part_of(path) for path in SOURCES} - {"__init__"}
    assert set(LAYOUT) == existing


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_rule_sees_the_model_and_the_effects_and_nothing_else(path: Path) -> None:
    modules = {module for _, module in imports(path.read_text(encoding="utf-8"))}
    inside = {module for module in modules if module.split(".")[0] in {"bot", "rules"} or module == "(relative)"}
    assert not {module for module in inside if not any(module == name or module.startswith(f"{name}.") for name in OPEN_TO_RULES)}
    assert {module.split(".")[0] for module in modules - inside} <= sys.stdlib_module_names


def test_what_github_needs_stays_in_its_folder() -> None:
    """The command line is installed without the extra."""
    extra = {IMPORT_NAMES[name] for name in names_in(PROJECT["optional-dependencies"]["github"])} | {"requests", "jwt"}
    users = {part_of(path) for path in SOURCES if extra & {module.split(".")[0] for _, module in imports(path.read_text(encoding="utf-8"))}}
    assert users == {"github"}
    reaching = {"github", "action", "service"}
    outside = [path for path in SOURCES if part_of(path) not in reaching]
    assert not [path for path in outside for _, module in imports(path.read_text(encoding="utf-8")) if module.startswith("bot.github")]


def test_what_the_service_needs_stays_in_its_folder() -> None:
    """Neither the command line nor the Action installs it."""
    extra = {IMPORT_NAMES[name] for name in names_in(PROJECT["optional-dependencies"]["service"])} | {"starlette"}
    users = {part_of(path) for path in SOURCES if extra & {module.split(".")[0] for _, module in imports(path.read_text(encoding="utf-8"))}}
    assert users == {"service"}


def names_in(lines: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line)[0] for line in lines}


def test_every_dependency_is_used_and_explained() -> None:
    declared = {name for extra in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()) for name in names_in(extra)}
    roots = {module.split(".")[0] for path in SOURCES for _, module in imports(path.read_text(encoding="utf-8"))}
    assert roots - sys.stdlib_module_names - {"bot"} - set(COMPANIONS) == {IMPORT_NAMES[name] for name in declared - BY_NAME}
    assert set(COMPANIONS.values()) <= declared
    assert not [name for name in declared if f"| `{name}` |" not in DESIGN]
