"""Which schema `inspect` is asked for, and reading it."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.cli.language import choose_language
from bot.cli.options import Lang, Source
from bot.cli.scope import pick_project
from bot.cli.spots import Spot, choose_spot, expand_path
from bot.cli.trees import read_config_file, tree_config
from bot.errors import ConfigError
from bot.model import Dialect, Language, Message, Problem, Project, Schema, Tree
from bot.parse.drizzle import read_drizzle
from bot.parse.sql import replay
from bot.projects import find_projects, migrations, schema_files
from bot.projects.contents import bytes_of, text_of
from bot.projects.dialects import dialect_of_code, dialect_of_sql, dialect_word
from bot.projects.layouts import layout_of
from bot.projects.packages import kit_line
from bot.projects.places import CODE
from bot.projects.sql import provider
from bot.render.message import plain

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
    """A schema with everything that could not be read, each problem once."""

    schema: Schema
    problems: tuple[Problem, ...]
    language: Language


Read = tuple[Schema, tuple[Problem, ...]]


def inspected(wanted: Wanted) -> Inspected:
    """Read the schema that was asked for.

    Raises:
        BotError: nothing or too much fits what was asked for, or the dialect is not known.
    """
    spot = choose_spot(wanted.paths, wanted.at, Path.cwd())
    config = read_config_file(wanted.config) if wanted.config else tree_config(spot.tree)
    found, unclear = find_projects(spot.tree, config, dialect=wanted.dialect)
    if wanted.paths:
        schema, problems = _read_paths(spot, wanted, found)
    else:
        schema, problems = _read_project(spot.tree, _the_project(found, unclear, wanted), wanted)
    told = dict.fromkeys((*problems, *schema.problems()))
    return Inspected(schema, tuple(told), choose_language(wanted.lang, config))


def _the_project(found: tuple[Project, ...], unclear: tuple[Problem, ...], wanted: Wanted) -> Project:
    if wanted.project is not None:
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
        return read_drizzle(tree, schema_files(tree, project), dialect=project.dialect, casing=project.casing, kit=project.kit), ()
    return _replayed(tree, project)


def _replayed(tree: Tree, project: Project) -> Read:
    history, problems = migrations(tree, project)
    made = replay([(migration.path, migration.content) for migration in history], dialect=project.dialect)
    return made.schema, (*problems, *made.problems)


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
    owner = next((project for project in found if set(files) & set(schema_files(tree, project))), None)
    dialect = wanted.dialect or dialect_of_code(bytes_of(tree, path) for path in files) or (owner.dialect if owner else None)
    if dialect is None:
        raise ConfigError(f"{files[0]}: imports no Drizzle dialect; {HOW}")
    casing = wanted.casing or (owner.casing if owner else None)
    kit = owner.kit if owner else kit_line(tree, files[0].rpartition("/")[0])
    return read_drizzle(tree, files, dialect=dialect, casing=casing, kit=kit), ()


def _read_sql(spot: Spot, files: tuple[str, ...], wanted: Wanted) -> Read:
    """One folder in the order its tool runs it; files in the order they were named."""
    place = spot.paths[0]
    layout = layout_of(spot.tree, place) if len(spot.paths) == 1 and not place.endswith(".sql") else None
    texts = [text_of(spot.tree, path) for path in files]
    dialect = wanted.dialect or (dialect_word(provider(spot.tree, place)) if layout else None) or dialect_of_sql(texts)
    if dialect is None:
        raise ConfigError(f"{place}: nothing in the SQL says which database it is for; {HOW}")
    if layout:
        reason = Message.of(en="{path} was named", ko="{path}을(를) 지정함", path=place)
        return _replayed(spot.tree, Project("sql", dialect, reason, root=place, migrations=place, layout=layout))
    made = replay(list(zip(files, texts, strict=True)), dialect=dialect)
    return made.schema, made.problems
