"""Prisma Migrate: a folder a migration, in the order of their names.

https://www.prisma.io/docs/orm/prisma-migrate
"""

import re

from bot.model import Layout, Tree
from bot.projects.tools.tool import Files, Tool, around, by_name, mentioned, stepped

LOCK = "migration_lock.toml"
PROVIDER = re.compile(r"""^[ \t]*provider\s*=\s*["'](\w+)["']""", re.MULTILINE)
DATASOURCE = re.compile(r"""^[ \t]*datasource\s+\w+\s*\{[^{}]*?\bprovider\s*=\s*["'](\w+)["']""", re.MULTILINE)


def _is_here(tree: Tree, place: str, _: Files) -> bool:
    return bool(around(tree, place, LOCK)) or place.endswith("prisma/migrations")


def _provider(tree: Tree, place: str) -> str | None:
    return mentioned(tree, place, PROVIDER, LOCK) or mentioned(tree, place, DATASOURCE, "schema.prisma")


PRISMA = Tool("prisma", lists=stepped(("migration.sql",), by_name), is_here=_is_here, dialect=_provider, layout=Layout.FOLDERS)
