"""Migrations that are code. They are not run and not read, which is said where a repository has no others and they change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Problem, Tree
from bot.projects.contents import bytes_of
from bot.projects.migration_problems import migrations_in_code
from bot.projects.places import in_use


@dataclass(frozen=True, slots=True)
class Kind:
    """The migrations of one tool: what their paths are like, and what their text says."""

    tool: str
    path: re.Pattern[str]
    mark: re.Pattern[bytes]


def _kind(tool: str, path: str, mark: bytes) -> Kind:
    return Kind(tool, re.compile(path), re.compile(mark))


SCRIPT = r"(^|/)\w*migrations?/(.*/)?\d[\w.-]*\.[cm]?[jt]s$"
KINDS = (
    _kind("Rails", r"(^|/)db/migrate/\d+_\w+\.rb$", rb"\bActiveRecord::Migration\b"),
    _kind("Alembic", r"(^|/)versions/[\w-]+\.py$", rb"(?m)^down_revision\b"),
    _kind("Django", r"(^|/)migrations/\d{4}_\w+\.py$", rb"\bmigrations\.Migration\b"),
    _kind("TypeORM", SCRIPT, rb"\bMigrationInterface\b"),
    _kind("Sequelize", SCRIPT, rb"\bqueryInterface\b"),
    _kind("Kysely", SCRIPT, rb"[\"']kysely[\"']"),
    _kind("node-pg-migrate", SCRIPT, rb"\bpgm\b"),
    _kind("Knex", SCRIPT, rb"\bknex\b|\bKnex\b"),
    _kind("Laravel", r"(^|/)database/migrations/\w+\.php$", rb"\bSchema::"),
    _kind("Doctrine", r"(^|/)migrations?/Version\d+\.php$", rb"\bAbstractMigration\b"),
    _kind("Ecto", r"(^|/)priv/\w+/migrations/\d+_\w+\.exs$", rb"\bEcto\.Migration\b"),
    _kind("Entity Framework", r"(^|/)Migrations/(.*/)?\d{14}_\w+\.cs$", rb":\s*Migration\b"),
    _kind("Liquibase", r"(?i)(change-?log|liquibase|\bdb\.)[^/]*(/.*)?\.(xml|ya?ml|json)$", rb"databaseChangeLog"),
)


def changes_in_code(base: Tree, head: Tree) -> Iterator[Problem]:
    """One Problem where the head has new or changed migrations that are code, at the last of them."""
    old = frozenset(base.paths)
    for kind in KINDS:
        paths = in_use(path for path in head.paths if kind.path.search(path))
        changed = [path for path in paths if path not in old or base.read(path) != head.read(path)]
        mine = [path for path in changed if kind.mark.search(bytes_of(head, path))]
        if mine:
            yield migrations_in_code(mine[-1], kind.tool, len(mine))
            return
