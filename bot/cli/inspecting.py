"""Which schema `inspect` is asked for, and reading it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.cli.language import choose_language
from bot.cli.options import Lang, Source
from bot.cli.spots import Spot, choose_spot, expand_path
from bot.cli.watched import Watched
from bot.errors import ConfigError
from bot.model import Dialect, Language, Message, Migration, Problem, Project, Replay, Schema, Sizes, Tree, texts
from bot.parse.drizzle import read_drizzle
from bot.projects import find_projects, migrations, schema_files
from bot.projects.casing import casing_problem
from bot.projects.contents import bytes_of, text_of
from bot.projects.dialects import dialect_of_code, dialect_of_sql, dialect_word
from bot.projects.history import named_files
from bot.projects.layouts import layout_of
from bot.projects.packages import kit_line
from bot.projects.places import CODE, is_below
from bot.projects.sizes import read_sizes
from bot.projects.sql import provider
from bot.render.message import plain
from bot.scope import pick_project
from bot.settings import read_config_file, tree_config

HOW = "say it with --dialect postgresql, mysql, mariadb or sqlite"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked for."""

    paths: tuple[str, ...] = ()
    at: str | None = None
    source: Source | None = None
    project: str | None = None
    dialect: Dialect | None = None
    casing: str | None = None
    config: Path | None = None
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Inspected:
    """A schema with everything that could not be read, each problem once; `partial` where a limit cut something off.

    `sizes` are what the project states of its tables.
    """

    schema: Schema
    problems: tuple[Problem, ...]
    language: Language
    partial: bool = False
    sizes: Sizes = field(default_factory=Sizes)


Read = tuple[Schema, tuple[Problem, ...]]


def inspected(wanted: Wanted) -> Inspected:
    """Read the schema that was asked for.

    Raises:
        BotError: nothing or too much fits what was asked for, or the dialect is not known.
    """
    spot = choose_spot(wanted.paths, wanted.at, Path.cwd())
    config = read_config_file(wanted.config) if wanted.config else tree_config(spot.tree)
    tree = Watched(spot.tree)
    found, unclear = find_projects(tree, config, dialect=wanted.dialect)
    sizes = Sizes()
    if wanted.paths:
        schema, problems = _read_paths(Spot(tree, spot.paths), wanted, found)
    else:
        project = _the_project(found, unclear, wanted)
        schema, problems = _read_project(tree, project, wanted)
        sizes, unsized = read_sizes(tree, project)
        problems = (*(problem for problem in unclear if _concerns(problem, project)), *problems, *unsized)
    told = tuple(dict.fromkeys((*problems, *schema.problems())))
    return Inspected(schema, told, choose_language(wanted.lang, config), partial=tree.is_cut(told), sizes=sizes)


def _concerns(problem: Problem, project: Project) -> bool:
    """Whether a problem of finding projects may be this one's, as far as its place and words tell."""
    named = project.name in dict(problem.message.values).values()
    return named or problem.span.path == project.config_path or is_below(problem.span.path, project.root)


def _the_project(found: tuple[Project, ...], unclear: tuple[Problem, ...], wanted: Wanted) -> Project:
    if wanted.project:
        return pick_project(found, wanted.project)
    if not found:
        said = [plain(problem.message, "en") for problem in unclear]
        raise ConfigError("\n".join(said) or "no project found: name TypeScript files, SQL files or a migrations folder")
    if len(found) > 1:
        raise ConfigError(f"several projects: choose one with --project: {', '.join(project.name for project in found)}")
    return found[0]


def _read_project(tree: Tree, project: Project, wanted: Wanted) -> Read:
    project = replace(project, dialect=wanted.dialect or project.dialect, casing=wanted.casing or project.casing)
    if wanted.source is Source.SCHEMA and not project.has_drizzle_schema:
        raise ConfigError(f"project {project.name} has no Drizzle schema; its migrations are the schema")
    if wanted.source is Source.MIGRATIONS and project.migrations is None:
        raise ConfigError(f"project {project.name} has no migrations")
    if project.has_drizzle_schema and wanted.source is not Source.MIGRATIONS:
        schema = read_drizzle(tree, schema_files(tree, project), dialect=project.dialect, casing=project.casing, kit=project.kit)
        said = None if wanted.casing else casing_problem(tree, project, schema)
        return schema, (said,) if said else ()
    schema, problems = _replayed(tree, project)
    if wanted.source is Source.MIGRATIONS and not problems and not layout_of(tree, project.migrations or "", kit=project.kit):
        raise ConfigError(f"project {project.name}: no migrations in {project.migrations}")
    return schema, problems


def _replayed(tree: Tree, project: Project) -> Read:
    history, problems = migrations(tree, project)
    made = _run(history, project.dialect)
    return made.schema, (*problems, *made.problems)


def _run(history: Iterable[Migration], dialect: Dialect) -> Replay:
    from bot.parse.sql import replay  # noqa: PLC0415 # with sqlglot, which a Drizzle schema does not need

    return replay(texts(history), dialect=dialect)


def _read_paths(spot: Spot, wanted: Wanted, found: tuple[Project, ...]) -> Read:
    files = [path for name in spot.paths for path in expand_path(name, spot.tree)]
    code = tuple(dict.fromkeys(path for path in files if path.endswith(CODE)))
    sql = tuple(dict.fromkeys(path for path in files if path.endswith(".sql")))
    if code and sql and wanted.source is None:
        raise ConfigError("both TypeScript and SQL files: say which are meant with --source")
    if code and wanted.source is not Source.MIGRATIONS:
        return _read_code(spot.tree, code, wanted, found)
    if sql and wanted.source is not Source.SCHEMA:
        return _read_sql(spot, sql, wanted)
    raise ConfigError(f"{', '.join(wanted.paths)}: no {'SQL' if code else 'TypeScript' if sql else 'TypeScript or SQL'} files")


def _read_code(tree: Tree, files: tuple[str, ...], wanted: Wanted, found: tuple[Project, ...]) -> Read:
    owner = pick_project(found, wanted.project) if wanted.project else _owner(tree, files, found)
    dialect = wanted.dialect or dialect_of_code(bytes_of(tree, path) for path in files) or (owner.dialect if owner else None)
    if dialect is None:
        raise ConfigError(f"{files[0]}: imports no Drizzle dialect; {HOW}")
    casing = wanted.casing or (owner.casing if owner else None)
    kit = owner.kit if owner else kit_line(tree, files[0].rpartition("/")[0])
    return read_drizzle(tree, files, dialect=dialect, casing=casing, kit=kit), ()


def _owner(tree: Tree, files: tuple[str, ...], found: tuple[Project, ...]) -> Project | None:
    return next((project for project in found if set(files) & set(schema_files(tree, project))), None)


def _read_sql(spot: Spot, files: tuple[str, ...], wanted: Wanted) -> Read:
    """One folder in the order its tool runs it; files in the order they were named."""
    place = spot.paths[0]
    layout = layout_of(spot.tree, place) if len(spot.paths) == 1 and not place.endswith(".sql") else None
    texts = [text_of(spot.tree, path) for path in files]
    dialect = wanted.dialect or (dialect_word(provider(spot.tree, place)) if layout else None) or dialect_of_sql(texts)
    named, unread = named_files(spot.tree, files)
    if dialect is None and unread:
        raise ConfigError("\n".join(plain(problem.message, "en") for problem in unread))
    if dialect is None:
        raise ConfigError(f"{place}: nothing in the SQL says which database it is for; {HOW}")
    if layout:
        reason = Message.of(en="{path} was named", ko="{path}을(를) 직접 지정함", path=place)
        return _replayed(spot.tree, Project("sql", dialect, reason, root=place, migrations=place, layout=layout))
    made = _run(named, dialect)
    return made.schema, (*unread, *made.problems)
