"""Atlas: files in the order of their names, summed up in `atlas.sum`.

https://atlasgo.io/versioned/intro
"""

import posixpath
import re

from bot.projects.places import has
from bot.projects.tools.tool import Tool, asks, by_name, flat, mentioned

ALONE = re.compile(r"^--\s*atlas:txmode\s+none\b", re.MULTILINE)
DATABASE = re.compile(r"""["'](?:docker://)?(postgres|mysql|maria|mariadb|sqlite)\w*(?:/|:)""")

ATLAS = Tool(
    "atlas",
    lists=flat(r"(?<!\.down)\.sql$", by_name),
    is_here=lambda tree, place, _: has(tree, posixpath.join(place, "atlas.sum")),
    opts_out=asks(ALONE),
    dialect=lambda tree, place: mentioned(tree, place, DATABASE, "atlas.hcl"),
)
