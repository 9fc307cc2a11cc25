"""goose: numbered files with the way up and the way down.

https://pressly.github.io/goose/documentation/annotations/
"""

import re

from bot.projects.tools.tool import Tool, asks, between, by_number, flat, says

UP = re.compile(r"^[ \t]*--\s*\+goose\s+up\b", re.IGNORECASE | re.MULTILINE)
DOWN = re.compile(r"^[ \t]*--\s*\+goose\s+down\b", re.IGNORECASE | re.MULTILINE)
ALONE = re.compile(r"^[ \t]*--\s*\+goose\s+no\s+transaction\b", re.IGNORECASE | re.MULTILINE)

GOOSE = Tool(
    "goose",
    lists=flat(r"^\d+_.*(?:\.sql|(?<!_test)\.go)$", by_number),
    is_here=says(UP),
    applied=between(UP, DOWN),
    opts_out=asks(ALONE),
)
