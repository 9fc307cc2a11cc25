"""The migration tools, one file each, and which of them a folder belongs to."""

import posixpath
import re

from bot.model import Layout, Project, Tree
from bot.projects.places import in_use, is_below
from bot.projects.tools.atlas import ATLAS
from bot.projects.tools.dbmate import DBMATE
from bot.projects.tools.diesel import DIESEL
from bot.projects.tools.flyway import FLYWAY
from bot.projects.tools.golang_migrate import GOLANG_MIGRATE
from bot.projects.tools.goose import GOOSE
from bot.projects.tools.hasura import HASURA
from bot.projects.tools.liquibase import LIQUIBASE
from bot.projects.tools.node_pg_migrate import NODE_PG_MIGRATE
from bot.projects.tools.plain import FOLDERS, PLAIN, PLAIN_FILE, PLAIN_FOLDERS, PLAIN_TOOLS, PLAIN_VERSIONS
from bot.projects.tools.prisma import PRISMA
from bot.projects.tools.rails import RAILS
from bot.projects.tools.refinery import REFINERY
from bot.projects.tools.sql_migrate import SQL_MIGRATE
from bot.projects.tools.sqlx import SQLX
from bot.projects.tools.supabase import SUPABASE
from bot.projects.tools.tool import Tool
from bot.projects.tools.wrangler import WRANGLER

# Words in the files before marks in the folder before names of files before what a project depends on: Atlas runs files of any of them.
TOOLS = (
    GOOSE,
    SQL_MIGRATE,
    DBMATE,
    LIQUIBASE,
    RAILS,
    SUPABASE,
    PRISMA,
    REFINERY,
    FLYWAY,
    ATLAS,
    NODE_PG_MIGRATE,
    WRANGLER,
    DIESEL,
    HASURA,
    GOLANG_MIGRATE,
    SQLX,
)
# What fills tables for development and tests, and what stands aside to be run backwards.
NO_MIGRATION = re.compile(
    r"(^|/)(seeds?|seeders?|seed[_-]?data|test[_-]?data|dev[_-]?data|down|undo|rollbacks?)/|(^|/)(seeds?|test[_-]?data)\.sql$",
    re.IGNORECASE,
)
DRIZZLES = frozenset({"drizzle-kit", "drizzle-orm"})  # these run a folder by its names, whatever else could


def sql_places(tree: Tree) -> tuple[tuple[str, Tool], ...]:
    """The folders (or changelogs) whose migrations are in SQL, each with its tool, sorted. A file belongs to one of them alone."""
    files = in_use(path for path in tree.paths if path.endswith(".sql") and not NO_MIGRATION.search(path))
    flat = sorted({posixpath.dirname(path) for path in files})
    steps = sorted({posixpath.dirname(posixpath.dirname(path)) for path in files if "/" in path})
    claimed: set[str] = set()
    found: dict[str, Tool] = {}
    for tool in (*TOOLS, PLAIN_FOLDERS, PLAIN_VERSIONS, PLAIN):
        around = tool.layout is Layout.FOLDERS or tool is PLAIN_VERSIONS
        places = tool.places(tree, files) if tool.places else steps if around else flat
        for place in places:
            mine = tool.lists(tree, place)
            if mine and claimed.isdisjoint(mine) and (tool is not PLAIN or _may_be(place, found)) and tool.is_here(tree, place, mine):
                found[place] = tool
                claimed.update(mine)
    return tuple(sorted(found.items(), key=lambda item: item[0]))


def _may_be(place: str, found: dict[str, Tool]) -> bool:
    """Whether numbered files may be migrations: not in a folder of some, and beside those of a tool only where the folder says so."""
    if any(posixpath.basename(other) in FOLDERS and is_below(place, other) for other in found):
        return False
    return not FOLDERS.isdisjoint(place.split("/")) or all(tool in PLAIN_TOOLS for tool in found.values())


def tool_at(tree: Tree, place: str) -> Tool | None:
    """The tool that the migrations in a folder are written for, None where they are anyone's."""
    return next((tool for tool in TOOLS if (mine := tool.lists(tree, place)) and tool.is_here(tree, place, mine)), None)


def tool_of(tree: Tree, project: Project) -> Tool:
    """The tool that a project's runner names, else the one at its migrations; plain folders or files where nothing tells."""
    plain = {Layout.FOLDERS: PLAIN_FOLDERS, Layout.SINGLE: PLAIN_FILE}.get(project.layout or Layout.FILES, PLAIN)
    named = next((tool for tool in TOOLS if (tool.name, tool.layout) == (project.runner.name, project.layout)), None)
    if named or project.migrations is None or project.runner.name in DRIZZLES:
        return named or plain
    found = any_tool(tree, project.migrations)
    return found if found.layout is project.layout else plain


def any_tool(tree: Tree, place: str) -> Tool:
    """The tool at a folder or file, the plain one of its layout where none is known."""
    told = (tool for tool in PLAIN_TOOLS if (mine := tool.lists(tree, place)) and (tool is PLAIN or tool.is_here(tree, place, mine)))
    return tool_at(tree, place) or next(told, PLAIN)
