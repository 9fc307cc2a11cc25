"""Changes of a database that stand in code: migrations written in a language, and SQL inside a program.

They are not run and not read, which is said where a pull request brings some.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Problem, Span, Tree
from bot.projects.contents import bytes_of, text_of
from bot.projects.migration_problems import migrations_in_code, sql_in_code
from bot.projects.places import ASIDE, GENERATED, in_use
from bot.projects.uses import LANGUAGES, PARTS


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
    _kind("Rails", r"(^|/)db/(\w+_)?(post_)?migrate/\d+_\w+\.rb$", rb"\bActiveRecord::Migration\b|\bMigration\[\d"),
    _kind("Alembic", r"(^|/)versions/(.*/)?[\w.-]+\.py$", rb"(?m)^down_revision\b"),
    _kind("Django", r"(^|/)migrations/\d{4}_\w+\.py$", rb"\bmigrations\.Migration\b"),
    _kind("yoyo", r"(^|/)migrations/[\w.-]+\.py$", rb"\bfrom\s+yoyo\b"),
    _kind("Tortoise", r"(^|/)migrations/(.*/)?\d+_[\w.-]+\.py$", rb"\basync def upgrade\b"),
    _kind("TypeORM", SCRIPT, rb"\bMigrationInterface\b"),
    _kind("MikroORM", r"(^|/)migrations?/Migration\d+\w*\.[cm]?[jt]s$", rb"mikro-orm/migrations"),
    _kind("Sequelize", SCRIPT, rb"\bqueryInterface\b"),
    _kind("Kysely", SCRIPT, rb"[\"']kysely[\"']"),
    _kind("node-pg-migrate", SCRIPT, rb"\bpgm\b"),
    _kind("Knex", SCRIPT, rb"\bknex\b|\bKnex\b"),
    _kind("Laravel", r"(^|/)database/migrations/(.*/)?\w+\.php$", rb"\bSchema::"),
    _kind("Doctrine", r"(^|/)[Mm]igrations?/(.*/)?Version\d+\.php$", rb"\bAbstractMigration\b"),
    _kind("Ecto", r"(^|/)priv/\w+/migrations/(.*/)?\d+_\w+\.exs$", rb"\bEcto\.Migration\b"),
    _kind("Entity Framework", r"(^|/)Migrations/(.*/)?\d{14}_\w+\.cs$", rb":\s*Migration\b"),
    _kind("FluentMigrator", r"(^|/)\w*Migrations?/(.*/)?\w+\.cs$", rb"\bFluentMigrator\b"),
    _kind("Flyway (Java)", r"(^|/)db/migrations?/(.*/)?[VRU][\w.]*__\w+\.(java|kt)$", rb"\bJavaMigration\b|\bBaseJavaMigration\b"),
    _kind("goose (Go)", r"(^|/)\d+_\w+\.go$", rb"\bgoose\.AddMigration"),
    _kind("SeaORM", r"(^|/)m\d{8}_\d{6}_\w+\.rs$", rb"\bMigrationTrait\b"),
    _kind("Pop", r"(^|/)migrations/(.*/)?\d+_[\w.-]+\.fizz$", rb"."),
    _kind("Liquibase", r"\.(xml|ya?ml|json)$", rb"(?m)<databaseChangeLog\b|^[\s{]*[\"']?databaseChangeLog[\"']?\s*:"),
)
NAME = r"\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?[^\s(;]+"
ACTIONS = "add|drop|rename|alter|modify|change|set|reset|owner|enable|disable|attach|detach|validate|convert|engine|force|replica"
DEFINES = re.compile(
    rf"""[rbfu]*["'`\s(]*(?:alter\s+(?:table|type){NAME}\s+(?:{ACTIONS})\b|create\s+(?:unlogged\s+)?table{NAME}\s*(?:\(|as\b|like\b)"""
    rf"""|create\s+(?:unique\s+)?index\b[^;]{{1,300}}?\bon\s|create\s+type{NAME}\s+as\b"""
    rf"""|drop\s+(?:table|index|type|schema|view)(?:\s+concurrently)?{NAME}\s*(?:;|cascade\b|restrict\b|["'`]))""",
    re.IGNORECASE,
)
PROGRAMS = tuple(ending for ending in (*LANGUAGES, ".scala", ".swift", ".dart", ".clj") if ending != ".sql")


def changes_in_code(base: Tree, head: Tree, read: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """One Problem a tool whose new or changed migrations are code, at the last of them; one for new SQL inside of programs.

    `read` are the files that some project has for its migrations: of these it speaks itself, and a dump of what Ruby did stands for it.
    """
    known = frozenset(base.paths)
    there = (path for path in head.paths if path not in read and not GENERATED.search(path))
    free = [path for path in there if path not in known or _differs(base, head, path)]
    dumped = any(path.endswith("structure.sql") for path in read)
    said: set[str] = set()
    for kind in KINDS:
        paths = in_use(path for path in free if kind.path.search(path) and path not in said)
        mine = [path for path in paths if kind.mark.search(bytes_of(head, path))]
        said.update(mine)
        if mine and not (dumped and kind.tool == "Rails"):
            yield migrations_in_code(mine[-1], kind.tool, len(mine))
    programs = (path for path in free if path.endswith(PROGRAMS) and path not in said and not ASIDE.search(path))
    spans = [span for path in programs for span in _new_sql(base, head, path)]
    if spans:
        yield sql_in_code(spans[0], len(spans))


def _differs(base: Tree, head: Tree, path: str) -> bool:
    return base.identity(path) != head.identity(path) and base.read(path) != head.read(path)


def _new_sql(base: Tree, head: Tree, path: str) -> Iterator[Span]:
    """The strings of a program that define something in a database and that the base's file does not hold."""
    old = Counter(text for text, _ in _definitions(text_of(base, path)))
    text = text_of(head, path)
    for found, place in _definitions(text):
        old[found] -= 1
        if old[found] < 0:
            line = text.count("\n", 0, place) + 1
            yield Span(path, line, line)


def _definitions(text: str) -> Iterator[tuple[str, int]]:
    for part in PARTS.finditer(text):
        if part["text"] and DEFINES.match(part["text"]):
            yield part["text"], part.start()
