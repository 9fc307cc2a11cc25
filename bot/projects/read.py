"""A Project read at one Tree: its Schema, its migrations, and what they do."""

from dataclasses import dataclass, field, replace

from bot.model import Message, Migration, Problem, Project, Replay, Schema, Snapshot, Span, Tree, texts
from bot.parse.drizzle import read_drizzle
from bot.parse.sql import replay
from bot.projects import migrations, schema_files
from bot.projects.casing import casing_problem
from bot.projects.history import unlisted_files
from bot.projects.snapshots import snapshots


@dataclass(frozen=True, slots=True)
class Reading:
    """What a Project holds at one Tree.

    `schema` is the truth: the Drizzle schema where one exists, else what the migrations leave behind, which `replay` always is.
    `files` are the schema files that were found. `problems` are those that are not part of the Schemas. `unlisted` are the migrations
    that a journal does not name, by their paths; `snapshots` are drizzle-kit's, whose contents are not read.
    """

    project: Project
    schema: Schema
    replay: Replay
    migrations: tuple[Migration, ...] = ()
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    unlisted: tuple[str, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()


def read_project(tree: Tree, project: Project, *, earlier: Reading | None = None) -> Reading:
    """Read schema and migrations. What `earlier` (the base) has already replayed is not replayed again."""
    history, problems = migrations(tree, project, only_journal=bool(earlier and earlier.unlisted))
    unlisted = unlisted_files(tree, project, history)
    problems = tuple(problem for problem in problems if problem.unread or problem.span.path not in unlisted)
    of_files = {migration.unread for migration in history}
    # An entry of the journal that cannot be read may stand for anything at any place.
    elsewhere = tuple(problem for problem in problems if problem.unread and problem not in of_files)
    replayed = _replay(history, elsewhere, project, earlier)
    files = schema_files(tree, project)
    schema = replayed.schema
    if files:
        schema = read_drizzle(tree, files, dialect=project.dialect, casing=project.casing, kit=project.kit)
    elif project.has_drizzle_schema:
        lost = earlier.files if earlier else ()
        schema = Schema(project.dialect, unread=tuple(_lost(path, project) for path in lost[:1]))
    said = casing_problem(tree, project, schema) if files else None
    said_of = (*problems, *replayed.problems, *([said] if said else []))
    return Reading(project, schema, replayed, history, files, said_of, unlisted, snapshots(tree, project))


def _lost(path: str, project: Project) -> Problem:
    """The base had schema files, and the paths of the head's project lead to none."""
    en = "no file matches the schema {schema} any more, although the base has {path}: its objects are not reported as dropped"
    ko = "변경 전에는 {path}이(가) 있으나 스키마 경로 {schema}에 해당하는 파일이 더 이상 없습니다. 그 객체를 삭제된 것으로 보지 않습니다"
    message = Message.of(en=en, ko=ko, schema=project.schema_paths, path=path)
    return Problem(Span(project.config_path or path, 1, 1), message)


def _replay(history: tuple[Migration, ...], unread: tuple[Problem, ...], project: Project, earlier: Reading | None) -> Replay:
    known = earlier.migrations if earlier and earlier.project.dialect == project.dialect else ()
    shared = _shared(known, history)
    if not shared or earlier is None:
        return replay(texts(history), dialect=project.dialect, start=Schema(project.dialect, unread=unread), version=project.version)
    paths = {migration.path for migration in history[:shared]}
    later = [step for step in earlier.replay.steps if step.span.path not in paths]
    start = later[0].before if later else earlier.replay.schema
    gone = {migration.unread for migration in known[shared:]}
    held = tuple(dict.fromkeys([*(problem for problem in start.unread if problem not in gone), *unread]))
    rest = replay(texts(history[shared:]), dialect=project.dialect, start=replace(start, unread=held), version=project.version)
    steps = tuple(step for step in earlier.replay.steps if step.span.path in paths)
    said = tuple(problem for problem in earlier.replay.problems if problem.span.path in paths)
    return Replay(rest.schema, (*steps, *rest.steps), (*said, *rest.problems))


def _shared(known: tuple[Migration, ...], history: tuple[Migration, ...]) -> int:
    """How many migrations from the first on are the same on both sides."""
    pairs = zip(known, history, strict=False)
    unequal = (place for place, (a, b) in enumerate(pairs) if (a.path, a.content, a.unread) != (b.path, b.content, b.unread))
    return next(unequal, min(len(known), len(history)))
