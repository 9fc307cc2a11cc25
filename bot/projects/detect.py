"""Which projects a Tree holds: what the configuration declares, else what the repository gives away."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.config import Config
from bot.model import Dialect, Layout, Message, Problem, Project, Runner, Tree, Unread, UnreadReason
from bot.parse.unread import unread_words
from bot.projects.declared import declared
from bot.projects.dialects import is_foreign
from bot.projects.drizzle import Draft, complete, configured, declared_in_code, journalled
from bot.projects.history import MAX_FILE
from bot.projects.joined import with_migrations
from bot.projects.keys import keys_in_code
from bot.projects.migration_problems import content_unread
from bot.projects.names import distinct_names, folder_name
from bot.projects.places import has, is_below
from bot.projects.problems import dialect_unknown
from bot.projects.sizes import SIZES_PATH
from bot.projects.sql import migration_places, single_files, sql_dialect, texts
from bot.projects.tools.plain import PLAIN_FILE, PLAIN_TOOLS
from bot.projects.tools.tool import Tool
from bot.projects.twins import merged


def find_projects(tree: Tree, config: Config, *, dialect: Dialect | None = None) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    """The projects of a Tree with how each was found, and what could not be told.

    Declared projects are taken as they are; without any, drizzle-kit configurations, Drizzle journals and tables, folders of SQL
    migrations and a schema.sql are looked for, in this order; a later kind only where no project of an earlier kind has claimed the
    folder. `dialect` holds where nothing else says. The only project of a Tree has its sizes in `.github/schema-sizes.json`.
    """
    projects, problems = declared(tree, config.projects, dialect) if config.projects else _detected(tree, dialect)
    if len(projects) == 1 and projects[0].sizes_path is None:
        projects = (replace(projects[0], sizes_path=SIZES_PATH),)
    return projects, problems


def _detected(tree: Tree, dialect: Dialect | None) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    drafts, problems = _split(configured(tree, dialect))
    drafts, unlike = _split(merged(tree, drafts))
    more, also = _split(journalled(tree, drafts, dialect))
    drafts = (*drafts, *more) or with_migrations(tree, tuple(declared_in_code(tree, dialect)))
    projects = _named(tree, drafts)
    loose, unclear = _sql_projects(tree, projects, dialect)
    return (*projects, *loose), (*problems, *unlike, *also, *unclear)


def _split(found: Iterator[Draft | Problem]) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    drafts: list[Draft] = []
    problems: dict[Problem, None] = {}
    for item in found:
        if isinstance(item, Draft):
            drafts.append(item)
        else:
            problems[item] = None
    return tuple(drafts), tuple(problems)


def _named(tree: Tree, drafts: tuple[Draft, ...]) -> tuple[Project, ...]:
    sources = Counter(draft.config_path or "" for draft in drafts)
    wanted = [
        (
            _draft_name(draft, shares=sources[draft.config_path or ""] > 1 and draft.config_path is not None),
            str(draft.dialect),
            draft.migrations or "",
        )
        for draft in drafts
    ]
    return tuple(complete(tree, draft, name) for draft, name in zip(drafts, distinct_names(wanted), strict=True))


def _draft_name(draft: Draft, *, shares: bool) -> str:
    """One configuration file that makes several projects names each of them by its dialect."""
    return folder_name(draft.place, draft.variant or (str(draft.dialect) if shares else ""))


def _sql_projects(tree: Tree, known: tuple[Project, ...], asked: Dialect | None) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    """SQL projects in folders that no Drizzle project has claimed."""
    claimed = {place for project in known for place in (project.root, project.migrations or project.root)}
    places = migration_places(tree) or tuple((path, PLAIN_FILE) for path in single_files(tree))
    free = [(place, tool) for place, tool in places if not any(is_below(place, other) for other in claimed)]
    projects: list[Project] = []
    problems: list[Problem] = []
    names = distinct_names([(_sql_name(tree, place), "", place) for place, _ in free], taken=[project.name for project in known])
    for (place, tool), name in zip(free, names, strict=True):
        if known and is_foreign(tuple(texts(tree, place, tool))):
            continue  # an analytics store beside the database
        dialect = asked or sql_dialect(tree, place, tool)
        if dialect is None:
            problems.append(_unclear(tree, place))
        else:
            keys = keys_in_code(tree) if dialect is Dialect.SQLITE else None
            projects.append(_sql_project(place, tool, dialect=dialect, name=name, keys=keys))
    return tuple(projects), tuple(problems)


def _unclear(tree: Tree, place: str) -> Problem:
    """Why the dialect of a schema file or migrations folder is not known: it says nothing, or cannot be read."""
    content = tree.read(place)
    if isinstance(content, Unread) and content.reason is not UnreadReason.MISSING:
        return content_unread(place, unread_words(content, limit=MAX_FILE))
    return dialect_unknown(place)


def _sql_project(place: str, tool: Tool, *, dialect: Dialect, name: str, keys: bool | None) -> Project:
    return Project(
        name,
        dialect,
        _sql_reason(place, tool),
        root=posixpath.dirname(place),
        migrations=place,
        layout=tool.layout,
        runner=Runner(tool.name, checks_keys=keys),
    )


def _sql_reason(place: str, tool: Tool) -> Message:
    if tool.layout is Layout.SINGLE:
        return Message.of(en="the schema file {path}", ko="스키마 파일 {path}", path=place)
    if tool in PLAIN_TOOLS:
        return Message.of(en="the SQL migrations in {path}", ko="{path}의 SQL 마이그레이션", path=place or ".")
    return Message.of(
        en="the migrations in {path}, written for {tool}", ko="{path}의 {tool} 마이그레이션", path=place or ".", tool=tool.name
    )


def _sql_name(tree: Tree, place: str) -> str:
    return folder_name(posixpath.dirname(place) if has(tree, place) else place)
