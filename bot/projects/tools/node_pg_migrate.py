"""node-pg-migrate: SQL files beside those of JavaScript.

https://salsita.github.io/node-pg-migrate/migrations/
Measured with 9.0: the digits in front count by their value, and 17 of them as a date of UTC in milliseconds; it stops at a name without
any. A file without `-- Up Migration` runs whole, its way down included, and so does one called `….down.sql`.
"""

import re
from datetime import UTC, datetime
from typing import Any

from bot.model import Dialect, Tree
from bot.projects.packages import packages_around
from bot.projects.tools.tool import Files, Tool, blank, flat, says

UP = re.compile(r"^[ \t]*--[ \t-]*up[ \t]+migration", re.IGNORECASE | re.MULTILINE)
DOWN = re.compile(r"^[ \t]*--[ \t-]*down[ \t]+migration", re.IGNORECASE | re.MULTILINE)
NUMBER = re.compile(r"(\d+)")
DIGITS = re.compile(r"\d{1,300}")
marked = says(UP)


def _order(name: str) -> Any:  # noqa: ANN401 # whatever compares
    parts = [(int(part), "") if part.isdigit() else (-1, part) for part in NUMBER.split(name.lower())]
    return _stamp(DIGITS.match(name)), parts


def _stamp(digits: re.Match[str] | None) -> int:
    if digits is None or len(digits[0]) != 17:
        return int(digits[0]) if digits else 0
    try:
        seconds = datetime.strptime(digits[0][:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return int(digits[0])
    return int(seconds) * 1000 + int(digits[0][14:])


def _applied(text: str, _: Dialect) -> str:
    up, down = UP.search(text), DOWN.search(text)
    if up is None or down is None:
        return text
    return text[: down.start()] if up.start() < down.start() else blank(text[: up.start()]) + text[up.start() :]


def _is_here(tree: Tree, place: str, files: Files) -> bool:
    sql = tuple(path for path in files if path.endswith(".sql"))
    depends = any("node-pg-migrate" in package.dependencies for package in packages_around(tree, place))
    return bool(sql) and (marked(tree, place, sql) or (depends and place.rpartition("/")[2] == "migrations"))


NODE_PG_MIGRATE = Tool(
    "node-pg-migrate",
    lists=flat(r"^[^.].*\.(?:sql|[cm]?[jt]s)$", _order),
    is_here=_is_here,
    applied=_applied,
    dialect=lambda _tree, _place: "postgresql",
)
