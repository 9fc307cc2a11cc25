"""sql-migrate: `-- +migrate Up` and `-- +migrate Down`.

https://github.com/rubenv/sql-migrate#writing-migrations
Measured with the Debian package: by the number in front, names without one last; the marks count as written here, at the start of a line.
"""

import re

from bot.projects.tools.tool import Tool, asks, between, by_number, flat, mentioned, says

UP = re.compile(r"^-- \+migrate Up\b", re.MULTILINE)
DOWN = re.compile(r"^-- \+migrate Down\b", re.MULTILINE)
ALONE = re.compile(r"^-- \+migrate Up\b[^\n]*\bnotransaction\b", re.MULTILINE)
DIALECT = re.compile(r"^\s+dialect:\s*[\"']?(\w+)", re.MULTILINE)

SQL_MIGRATE = Tool(
    "sql-migrate",
    lists=flat(r"\.sql$", by_number),
    is_here=says(UP),
    applied=between(UP, DOWN),
    opts_out=asks(ALONE),
    dialect=lambda tree, place: mentioned(tree, place, DIALECT, "dbconfig.yml", "dbconfig.yaml"),
)
