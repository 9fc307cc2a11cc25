"""The casing that the application itself gives to `drizzle()`: its queries name the columns by it, drizzle-kit does not."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.model import Dialect, Problem, Project, Schema, Tree
from bot.parse.drizzle.names import cased
from bot.projects.callers import LIKELY, MODULE, worth_opening
from bot.projects.contents import bytes_of
from bot.projects.drivers import driver_of
from bot.projects.problems import casing_differs

OPENED = re.compile(r"\bdrizzle\s*+(?:<[^()]{0,200}>\s*+)?\(")
CASING = re.compile(r"""\bcasing\s*:\s*["'](snake_case|camelCase)["']""")
REMARK = re.compile(r"^[ \t]*//[^\n]*", re.MULTILINE)
MAX_OPENED = 60
MAX_TEXT = 100_000  # bytes of one file
LONGEST = 4000  # characters of one call


def casing_of_code(tree: Tree, root: str, dialect: Dialect) -> tuple[str, str] | None:
    """The casing that every `drizzle()` for a dialect is given, and a file that does so; None where there is none, or they differ."""
    found = dict(_casings(tree, root, dialect))
    return next(iter(found.items())) if len(found) == 1 else None


def casing_problem(tree: Tree, project: Project, schema: Schema) -> Problem | None:
    """That queries look for other columns than drizzle-kit makes, where the two casings differ and a column has no name of its own."""
    told = casing_of_code(tree, project.root, project.dialect) if project.config_path else None
    if told is None or told[0] == project.casing or project.config_path is None:
        return None
    casing, path = told
    columns = (column for table in schema.tables for column in table.columns if column.attribute)
    named = ((column.name, column.attribute or "") for column in columns)
    if not any(name == cased(key, project.casing) != cased(key, casing) for name, key in named):
        return None
    return casing_differs(project.config_path, project.casing, path, casing)


def _casings(tree: Tree, root: str, dialect: Dialect) -> Iterator[tuple[str, str]]:
    likely = (path for path in worth_opening(tree, root) if LIKELY.search(path))
    for path in islice(likely, MAX_OPENED):
        content = bytes_of(tree, path)
        if b"casing" not in content or not any(driver_of(match[1].decode(), dialect) for match in MODULE.finditer(content)):
            continue
        text = REMARK.sub("", content[:MAX_TEXT].decode("utf-8", "replace"))
        for call in islice(OPENED.finditer(text), MAX_OPENED):
            if casing := CASING.search(_arguments(text, call.end())):
                yield casing[1], path


def _arguments(text: str, start: int) -> str:
    """The text up to the parenthesis that closes a call."""
    depth = 1
    for position in range(start, min(len(text), start + LONGEST)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return text[start:position]
    return ""
