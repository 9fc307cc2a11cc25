"""Projects as the configuration declares them; what it leaves open is looked for in the places that it names."""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.config import CONFIG_PATH, ProjectConfig
from bot.model import Dialect, Layout, Message, Problem, Project, Runner, Tree
from bot.projects.contents import bytes_of, json_of
from bot.projects.dialects import dialect_of_code, dialect_word
from bot.projects.drizzle import Draft, chosen, complete, configured
from bot.projects.globs import expand
from bot.projects.layouts import journal_path, layout_of
from bot.projects.places import under
from bot.projects.problems import dialect_unknown, path_missing
from bot.projects.runners import runner_named
from bot.projects.sql import sql_dialect
from bot.projects.tools import any_tool, tool_of


def declared(tree: Tree, projects: Sequence[ProjectConfig], asked: Dialect | None) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    """The declared projects, and a Problem for each whose dialect nothing tells or whose places do not exist."""
    found: list[Project] = []
    problems: list[Problem] = []
    drafts = tuple(draft for draft in configured(tree, asked) if isinstance(draft, Draft))
    for item in projects:
        dialect = item.dialect or chosen(_told(tree, item), asked)
        problems.extend(_missing(tree, item))
        if dialect is None:
            problems.append(dialect_unknown(item.name))
        else:
            found.append(_project(tree, item, dialect, drafts))
    return tuple(found), tuple(problems)


def _project(tree: Tree, item: ProjectConfig, dialect: Dialect, drafts: tuple[Draft, ...]) -> Project:
    place = item.migrations.path.rstrip("/") if item.migrations else None
    twin = next((draft for draft in drafts if _is_same(tree, item, draft)), None)
    reason = Message.of(en="declared in {path}", ko="{path}에 선언됨", path=CONFIG_PATH)
    draft = Draft(
        twin.folder if twin else _folder(tree, item),
        dialect,
        reason,
        item.schema_,
        place,
        twin.casing if twin else None,
        config_path=twin.config_path if twin else None,
        kit_driver=twin.kit_driver if twin else None,
    )
    project = complete(tree, draft, item.name)
    asked = item.migrations.runner if item.migrations else None
    runner = project.runner if project.has_drizzle_schema or project.layout is Layout.JOURNAL else Runner(tool_of(tree, project).name)
    if asked and asked != runner.name:
        runner = runner_named(asked, project.runner.driver, dialect, kit=project.kit)
    return replace(project, runner=runner, version=item.version, documents=item.documents, queries=item.queries, sizes_path=item.sizes)


def _is_same(tree: Tree, item: ProjectConfig, draft: Draft) -> bool:
    """Whether a drizzle-kit configuration is about the same migrations or the same schema files."""
    if item.migrations and draft.migrations == item.migrations.path.rstrip("/"):
        return True
    return bool(set(expand(item.schema_, tree.paths)) & set(expand(draft.schema, tree.paths)))


def _folder(tree: Tree, item: ProjectConfig) -> str:
    files = [*expand(item.schema_, tree.paths), *([item.migrations.path] if item.migrations else [])]
    return posixpath.commonpath([posixpath.dirname(path) for path in files]) if files else ""


def _told(tree: Tree, item: ProjectConfig) -> Dialect | None:
    """What the journal, the schema's imports or the SQL say, in this order."""
    place = item.migrations.path.rstrip("/") if item.migrations else None
    word = json_of(tree, journal_path(place)).get("dialect") if place else None
    told = dialect_word(word) or dialect_of_code(bytes_of(tree, path) for path in expand(item.schema_, tree.paths))
    if told or not place:
        return told
    return sql_dialect(tree, place, any_tool(tree, place))


def _missing(tree: Tree, item: ProjectConfig) -> Iterator[Problem]:
    for pattern in item.schema_:
        if not pattern.startswith("!") and not expand((pattern,), tree.paths):
            yield path_missing(CONFIG_PATH, item.name, pattern)
    if item.migrations and not under(tree.paths, item.migrations.path.rstrip("/")) and not layout_of(tree, item.migrations.path):
        yield path_missing(CONFIG_PATH, item.name, item.migrations.path)
