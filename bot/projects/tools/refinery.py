"""Refinery: `V<number>__<name>.sql`, and `U<number>__<name>.sql`, which runs too.

https://docs.rs/refinery/latest/refinery/
"""

import re
from typing import Any

from bot.projects.tools.rust import database, depends
from bot.projects.tools.tool import Tool, flat

VERSION = re.compile(r"\d+")


def _order(name: str) -> Any:  # noqa: ANN401 # whatever compares
    number = VERSION.search(name)
    return int(number[0]) if number else 0, name


REFINERY = Tool(
    "refinery",
    lists=flat(r"^[UV]\d+__\w+\.(?:sql|rs)$", _order),
    is_here=lambda tree, place, _: depends(tree, place, "refinery"),
    dialect=lambda tree, place: database(tree, place, "refinery"),
)
