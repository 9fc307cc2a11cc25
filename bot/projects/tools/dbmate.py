"""dbmate: files in the order of their names, `-- migrate:up` and `-- migrate:down`.

https://github.com/amacneil/dbmate#creating-migrations
Measured with 2.36: only names that start with a digit run, letter by letter, and the marks count in lower case at the start of a line.
"""

import re

from bot.projects.tools.tool import Tool, asks, between, by_name, flat, says

UP = re.compile(r"^--\s*migrate:up\b", re.MULTILINE)
DOWN = re.compile(r"^--\s*migrate:down\b", re.MULTILINE)
ALONE = re.compile(r"^--\s*migrate:up\b[^\n]*\btransaction:false\b", re.MULTILINE)

DBMATE = Tool("dbmate", lists=flat(r"^\d.*\.sql$", by_name), is_here=says(UP), applied=between(UP, DOWN), opts_out=asks(ALONE))
